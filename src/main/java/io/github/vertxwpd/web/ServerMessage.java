package io.github.vertxwpd.web;

import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.Timestamps;
import io.github.vertxwpd.stream.EncodedEvent;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** What the server says to a subscriber. */
final class ServerMessage {
  private ServerMessage() {}

  static JsonObject welcome(Optional<Object> id, String gateway, Role role, long pingMs) {
    return answer("welcome", id)
        .put("gateway", gateway)
        .put("roles", Identity.names(role))
        .put("pingMs", pingMs)
        .put("serverTime", Timestamps.format(Instant.now()));
  }

  static JsonObject subscribed(
      Optional<Object> id,
      StreamPosition position,
      Optional<PortableCursor> portable,
      boolean recovered) {
    return answer("subscribed", id)
        .put("cursor", position.toCursor())
        .put("portable", portable.map(PortableCursor::encode).orElse(null))
        .put("recovered", recovered);
  }

  static JsonObject reset(ResetReason reason) {
    return new JsonObject().put("t", "reset").put("reason", reason.wireName());
  }

  /** Wraps an event's JSON, which is not parsed again; returns UTF-8. */
  static byte[] event(EncodedEvent event) {
    String message =
        "{\"t\":\"event\",\"e\":"
            + event.json()
            + ",\"cursor\":\""
            + event.position().toCursor()
            + "\"}";
    return message.getBytes(StandardCharsets.UTF_8);
  }

  static JsonObject problem(Problem problem) {
    return new JsonObject().put("t", "problem").put("problem", problem.toJson());
  }

  static JsonObject result(Optional<Object> id, Operation operation) {
    return answer("result", id).put("operation", operation.toJson());
  }

  static JsonObject error(Optional<Object> id, Problem problem) {
    return answer("error", id).put("problem", problem.toJson());
  }

  /**
   * Asks the client whether it is there.
   *
   * @param n the ping's number
   * @param head the newest event's position
   * @param seen up to where this client was sent everything; empty while it has no subscription
   */
  static JsonObject ping(long n, StreamPosition head, Optional<PortableCursor> seen) {
    return new JsonObject()
        .put("t", "ping")
        .put("n", n)
        .put("head", head.toCursor())
        .put("portable", seen.map(PortableCursor::encode).orElse(null))
        .put("serverTime", Timestamps.format(Instant.now()));
  }

  private static JsonObject answer(String type, Optional<Object> id) {
    return new JsonObject().put("t", type).put("id", id.orElse(null));
  }
}
