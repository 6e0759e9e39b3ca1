package io.github.vertxwpd.audit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Copies what is to be recorded, with long texts cut: what clients send must not fill the disk. */
final class Bounded {
  /** How many characters of a text are recorded: {@value}. */
  static final int MAX_TEXT = 1_024;

  private Bounded() {}

  static JsonObject copy(JsonObject object) {
    JsonObject copy = new JsonObject();
    for (Map.Entry<String, Object> member : object) {
      copy.put(text(member.getKey()), value(member.getValue()));
    }
    return copy;
  }

  static String text(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }

  private static Object value(Object value) {
    if (value instanceof CharSequence characters) {
      return text(characters.toString());
    } else if (value instanceof JsonObject object) {
      return copy(object);
    } else if (value instanceof JsonArray array) {
      JsonArray copy = new JsonArray();
      array.forEach(item -> copy.add(value(item)));
      return copy;
    }
    boolean plain = value == null || value instanceof Number || value instanceof Boolean;
    return plain ? value : text(value.toString());
  }
}
