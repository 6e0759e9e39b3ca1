package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.Answered;
import io.github.vertxwpd.invariants.Entry.EventSeen;
import io.github.vertxwpd.invariants.Entry.GatewayKilled;
import io.github.vertxwpd.invariants.Entry.GatewayReady;
import io.github.vertxwpd.invariants.Entry.Quiet;
import io.github.vertxwpd.invariants.Entry.Sent;
import io.github.vertxwpd.invariants.Entry.SnapshotSeen;
import io.github.vertxwpd.invariants.Entry.Subscribed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A history written by hand. It begins with a gateway that is ready, two connected devices {@code
 * a} and {@code b}, and a follower that has subscribed at offset 0.
 */
final class Script {
  private final List<Stamped> history = new ArrayList<>();
  private long ms;
  private long offset;
  private long connection = 1;
  private long calls;

  static Script begin() {
    return new Script().ready().snapshot(true, device("a"), device("b")).subscribed(false);
  }

  /** Returns what the checker says, as {@code rule: detail}. */
  List<String> violations() {
    return Invariants.check(history).violations().stream()
        .map(v -> v.rule() + ": " + v.detail())
        .toList();
  }

  /** Returns how often there was something for the rule of holds to decide. */
  JsonObject holds() {
    return Invariants.check(history).holds();
  }

  Script entry(Entry entry) {
    history.add(new Stamped(history.size() + 1, ms, entry));
    return this;
  }

  Script after(long passedMs) {
    ms += passedMs;
    return this;
  }

  Script ready() {
    return entry(new GatewayReady("k3f9", "http://127.0.0.1:1"));
  }

  /** The gateway is killed and started again, and the follower resumes. */
  Script restarted() {
    entry(new GatewayKilled(true)).ready();
    connection++;
    return subscribed(true).event("gateway.started", "", new JsonObject());
  }

  Script subscribed(boolean recovered) {
    return entry(new Subscribed(connection, cursor(), recovered, recovered));
  }

  /** The follower loses its connection and resumes. */
  Script reconnected() {
    connection++;
    return subscribed(true);
  }

  Script sent(String verb, String target, String requestId, JsonObject body) {
    calls++;
    return entry(new Sent(calls, verb, target, Optional.ofNullable(requestId), body));
  }

  /** The latest request is answered with an operation. */
  Script answered(String operation, String state, boolean duplicate) {
    JsonObject body =
        new JsonObject()
            .put("operation", operation)
            .put("state", state)
            .put("duplicate", duplicate);
    return answered(202, body);
  }

  Script answered(int status, JsonObject body) {
    return entry(new Answered(calls, status, body));
  }

  Script accepted(String operation, String device) {
    return event("operation.accepted", device, new JsonObject().put("operation", operation));
  }

  Script accepted(String operation, String device, String requestId) {
    JsonObject data = new JsonObject().put("operation", operation);
    return event("operation.accepted", device, data, e -> e.put("correlationid", requestId));
  }

  Script completed(String operation, String device, String outcome) {
    return completed(operation, device, outcome, 3);
  }

  Script completed(String operation, String device, String outcome, long queuedMs) {
    JsonObject data =
        new JsonObject()
            .put("operation", operation)
            .put("outcome", outcome)
            .put("queuedMs", queuedMs);
    return event("operation.completed", device, data);
  }

  Script changed(JsonObject device) {
    JsonObject data = new JsonObject().put("device", device).put("cause", "command");
    return event("device.changed", device.getString("device"), data);
  }

  Script event(String type, String device, JsonObject data) {
    return event(type, device, data, event -> event);
  }

  Script event(String type, String device, JsonObject data, UnaryOperator<JsonObject> change) {
    offset++;
    JsonObject event =
        new JsonObject()
            .put("id", "k3f9:" + offset)
            .put("source", "/gateways/invariants")
            .put("type", "wpd." + type + ".v1")
            .put("time", Instant.EPOCH.plusMillis(ms).toString())
            .put("sequence", String.format(Locale.ROOT, "%020d", offset))
            .put("data", data);
    if (!device.isEmpty()) {
      event.put("subject", "devices/" + device);
    }
    return entry(new EventSeen(connection, cursor(), change.apply(event)));
  }

  /** The next event is numbered as if so many lay between, or, with a negative number, again. */
  Script skip(long events) {
    offset += events;
    return this;
  }

  Script quiet() {
    return entry(new Quiet(0)).snapshot(false, device("a"), device("b"));
  }

  Script snapshot(boolean followed, JsonObject... devices) {
    return snapshot(followed, List.of(), devices);
  }

  Script snapshot(boolean followed, List<String> operations, JsonObject... devices) {
    JsonArray running =
        new JsonArray(
            operations.stream()
                .map(id -> new JsonObject().put("operation", id).put("device", "a"))
                .toList());
    JsonArray shown = new JsonArray(Arrays.asList(devices));
    return entry(new SnapshotSeen(followed, cursor(), shown, running));
  }

  static JsonObject device(String id) {
    return device(id, "connected", null);
  }

  static JsonObject device(String id, String link, String operation) {
    return new JsonObject()
        .put("device", id)
        .put("name", "Device " + id)
        .put("link", link)
        .put("hold", false)
        .put("operation", operation);
  }

  private String cursor() {
    return "k3f9." + offset;
  }
}
