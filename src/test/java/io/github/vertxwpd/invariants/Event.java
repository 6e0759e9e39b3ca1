package io.github.vertxwpd.invariants;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * An event as the checker needs it.
 *
 * @param key {@code source} and {@code id}: what duplicates are dropped by
 * @param epoch the id of the journal, the first half of the event's id
 * @param offset its place in the journal, the second half
 * @param type the CloudEvents type without {@code wpd.} and {@code .v1}
 * @param subject the device, empty for an event about the gateway
 * @param correlationId the client's id of the request that led to it
 * @param json all of it
 */
record Event(
    String key,
    String epoch,
    long offset,
    String type,
    String subject,
    Optional<String> correlationId,
    JsonObject json) {

  static Event of(JsonObject json) {
    String id = json.getString("id");
    int colon = id.indexOf(':');
    String type = json.getString("type");
    return new Event(
        json.getString("source") + " " + id,
        id.substring(0, colon),
        Long.parseLong(id.substring(colon + 1)),
        type.substring("wpd.".length(), type.length() - ".v1".length()),
        json.getString("subject", "").replaceFirst("^devices/", ""),
        Optional.ofNullable(json.getString("correlationid")),
        json);
  }

  JsonObject data() {
    return json.getJsonObject("data");
  }

  boolean is(String wanted) {
    return type.equals(wanted);
  }

  /** Returns the operation that an event {@code operation.…} is about. */
  String operation() {
    return data().getString("operation");
  }
}
