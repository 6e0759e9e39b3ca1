package io.github.vertxwpd.audit;

import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Timestamps;
import io.github.vertxwpd.model.WireName;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is to be recorded. It never has a token, a cookie or a key: a caller is named by what is no
 * secret.
 *
 * @param action what was asked for, or what happened
 * @param caller who asked
 * @param decision whether it was allowed; empty where there was nothing to decide
 * @param reason why it was denied or did not succeed: a problem's code
 * @param details what belongs to the action: device, operation, request id, path
 */
public record AuditEntry(
    AuditAction action,
    Caller caller,
    Optional<Decision> decision,
    Optional<ProblemCode> reason,
    JsonObject details) {
  /**
   * The detail that is the id of an event of the gateway's stream: up to it, everything in the
   * stream that is to be recorded has been.
   */
  public static final String EVENT = "event";

  private static final List<String> MEMBERS =
      List.of("seq", "time", "prev", "action", "actor", "decision", "reason", "hash");

  /** Whether something was allowed. */
  public enum Decision implements WireName {
    /** It was. */
    ALLOW("allow"),
    /** It was not. */
    DENY("deny");

    private final String wireName;

    Decision(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /**
   * Copies the details; long texts in them are cut.
   *
   * @throws IllegalArgumentException where a detail has the name of a member that every record has
   */
  public AuditEntry {
    details = Bounded.copy(details);
    for (String name : MEMBERS) {
      if (details.containsKey(name)) {
        throw new IllegalArgumentException("\"" + name + "\" is not the name of a detail");
      }
    }
  }

  /** Makes the record of something that was allowed and is about to be done. */
  public static AuditEntry allowed(AuditAction action, Caller caller, JsonObject details) {
    return new AuditEntry(action, caller, Optional.of(Decision.ALLOW), Optional.empty(), details);
  }

  /**
   * Makes the record of something that was denied.
   *
   * @param reason the code of the problem that the caller got
   */
  public static AuditEntry denied(
      AuditAction action, Caller caller, ProblemCode reason, JsonObject details) {
    return new AuditEntry(action, caller, Optional.of(Decision.DENY), Optional.of(reason), details);
  }

  /** Makes the record of something that happened, well. */
  public static AuditEntry happened(AuditAction action, Caller caller, JsonObject details) {
    return new AuditEntry(action, caller, Optional.empty(), Optional.empty(), details);
  }

  /**
   * Makes the record of something that was allowed and did not succeed.
   *
   * @param reason the problem's code
   */
  public static AuditEntry failed(
      AuditAction action, Caller caller, ProblemCode reason, JsonObject details) {
    return new AuditEntry(action, caller, Optional.empty(), Optional.of(reason), details);
  }

  /** Returns the members of its record, but for the hash. */
  JsonObject toJson(long seq, Instant time, String prev) {
    JsonObject json =
        new JsonObject()
            .put("seq", seq)
            .put("time", Timestamps.format(time))
            .put("prev", prev)
            .put("action", action.wireName())
            .put("actor", caller.toJson());
    decision.ifPresent(made -> json.put("decision", made.wireName()));
    reason.ifPresent(code -> json.put("reason", code.wireName()));
    return json.mergeIn(details);
  }
}
