package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Waits for an operation's end: by its completion event, from the cursor that the operation came
 * with, so that it cannot be missed; where the socket cannot be had, by asking again and again.
 */
final class CompletionWait {
  private static final String COMPLETED = "wpd.operation.completed.v1";

  /** So many failed questions in a row, and the gateway is taken for gone. */
  private static final int MAX_FAILURES = 5;

  private final GatewayApi api;
  private final Duration pollInterval;
  private final Progress progress;

  /**
   * Makes a wait.
   *
   * @param api the gateway
   * @param pollInterval how often to ask where the socket cannot be had
   * @param progress shows that time passes
   */
  CompletionWait(GatewayApi api, Duration pollInterval, Progress progress) {
    this.api = api;
    this.pollInterval = pollInterval;
    this.progress = progress;
  }

  /**
   * Waits.
   *
   * @param operation the operation as it was accepted
   * @param limit how long to wait
   * @return the ended operation
   * @throws CommandFailure outcome unknown, where the end did not come in time, or nobody is there
   *     to ask
   */
  JsonObject await(JsonObject operation, Duration limit)
      throws CommandFailure, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    progress.update(operation);
    Optional<JsonObject> end = byEvent(operation, deadline);
    return end.isPresent() ? end.get() : byAsking(operation.getString("operation"), deadline);
  }

  private Optional<JsonObject> byEvent(JsonObject operation, long deadline)
      throws InterruptedException {
    try (EventSocket socket = EventSocket.open(api)) {
      socket.subscribe(
          StreamCursors.ofPortable(operation.getString("cursor")),
          new JsonObject()
              .put("device", JsonArray.of(operation.getString("device")))
              .put("type", JsonArray.of(COMPLETED)));
      while (System.nanoTime() < deadline) {
        progress.tick();
        JsonObject message = socket.next(Progress.TURN).orElseGet(JsonObject::new);
        switch (message.getString("t", "")) {
          case "event" -> {
            JsonObject event = message.getJsonObject("e");
            if (isCompletionOf(operation, event)) {
              return Optional.of(ended(operation, event));
            }
          }
          case "reset", "error" -> {
            return Optional.empty();
          }
          default -> {
            // Nothing that says how the operation ended.
          }
        }
      }
      return Optional.empty();
    } catch (CommandFailure | ConnectionLost e) {
      return Optional.empty();
    }
  }

  private JsonObject byAsking(String id, long deadline)
      throws CommandFailure, InterruptedException {
    int failures = 0;
    do {
      progress.tick();
      try {
        JsonObject operation = api.get("/api/v1/operations/" + GatewayApi.segment(id));
        if ("ended".equals(operation.getString("state"))) {
          return operation;
        }
        progress.update(operation);
        failures = 0;
      } catch (CommandFailure e) {
        failures++;
        if (e.exitCode() != ExitCode.UNREACHABLE || failures >= MAX_FAILURES) {
          throw CommandFailure.outcomeUnknown(
              "operation " + id + " was accepted, but its end is not known: " + e.getMessage());
        }
      }
      pause();
    } while (System.nanoTime() < deadline);
    throw CommandFailure.outcomeUnknown(
        "operation " + id + " was accepted, but its end did not come in time");
  }

  private void pause() throws InterruptedException {
    long end = System.nanoTime() + pollInterval.toNanos();
    for (long rest = pollInterval.toNanos(); rest > 0; rest = end - System.nanoTime()) {
      progress.tick();
      TimeUnit.NANOSECONDS.sleep(Math.min(rest, Progress.TURN.toNanos()));
    }
  }

  private static boolean isCompletionOf(JsonObject operation, JsonObject event) {
    return COMPLETED.equals(event.getString("type"))
        && operation
            .getString("operation")
            .equals(event.getJsonObject("data").getString("operation"));
  }

  /** The event's data are the members that an operation gets at its end. */
  private static JsonObject ended(JsonObject operation, JsonObject event) {
    return operation
        .copy()
        .mergeIn(event.getJsonObject("data"))
        .put("state", "ended")
        .put("endedAt", event.getString("time"));
  }
}
