package io.github.vertxwpd.doctor;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * What a check found. Nothing in it is a secret.
 *
 * @param name what was looked at, such as {@code ports}
 * @param status how it is
 * @param message what was found, in one line
 * @param fix what to do about it; a warning and an error have one
 * @param details what was measured, for programs
 */
public record Finding(
    String name, Status status, String message, Optional<String> fix, JsonObject details) {
  public Finding {
    details = details.copy();
  }

  /** Makes the finding that all is well. */
  public static Finding ok(String name, String message) {
    return new Finding(name, Status.OK, message, Optional.empty(), new JsonObject());
  }

  /** Makes the finding that there was nothing to look at. */
  public static Finding skip(String name, String message) {
    return new Finding(name, Status.SKIP, message, Optional.empty(), new JsonObject());
  }

  /** Makes a warning. */
  public static Finding warn(String name, String message, String fix) {
    return new Finding(name, Status.WARN, message, Optional.of(fix), new JsonObject());
  }

  /** Makes an error. */
  public static Finding error(String name, String message, String fix) {
    return new Finding(name, Status.ERROR, message, Optional.of(fix), new JsonObject());
  }

  /** Returns this finding with one detail more. */
  public Finding with(String detail, Object value) {
    return new Finding(name, status, message, fix, details.copy().put(detail, value));
  }

  /** Returns a copy: a JSON object can be changed. */
  @Override
  public JsonObject details() {
    return details.copy();
  }

  /** Returns the JSON form; what there is none of is left out. */
  public JsonObject toJson() {
    JsonObject json =
        new JsonObject().put("name", name).put("status", status.wireName()).put("message", message);
    fix.ifPresent(text -> json.put("fix", text));
    return details.isEmpty() ? json : json.put("details", details());
  }
}
