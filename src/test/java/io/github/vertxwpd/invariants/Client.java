package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.Answered;
import io.github.vertxwpd.invariants.Entry.Sent;
import io.github.vertxwpd.invariants.Entry.SnapshotSeen;
import io.github.vertxwpd.invariants.Entry.Unanswered;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Sends requests to the gateway, and records them and their answers. */
final class Client {
  /** Longer than a request may wait that has joined a hold's round, with its default limits. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final long SNAPSHOT_SECONDS = 10;

  private final HttpClient http;
  private final History history;
  private final EventFollower follower;
  private final AtomicLong calls = new AtomicLong();
  private volatile URI gateway = URI.create("http://127.0.0.1:1");

  Client(HttpClient http, History history, EventFollower follower) {
    this.http = http;
    this.history = history;
    this.follower = follower;
  }

  void use(URI address) {
    gateway = address;
  }

  /**
   * Sends a request.
   *
   * @return the answer, recorded; empty where none will come
   */
  CompletableFuture<Optional<Answered>> send(Command command) {
    long call = calls.incrementAndGet();
    history.record(
        new Sent(call, command.verb(), command.target(), command.requestId(), command.body()));
    CompletableFuture<Answered> answer =
        command.onSocket() ? bySocket(call, command) : byRest(call, command);
    return answer.handle(
        (answered, failure) -> {
          if (failure == null) {
            history.record(answered);
            return Optional.of(answered);
          }
          Throwable cause = failure.getCause() == null ? failure : failure.getCause();
          boolean timedOut =
              cause instanceof TimeoutException || cause instanceof HttpTimeoutException;
          history.record(new Unanswered(call, timedOut, cause.toString()));
          return Optional.empty();
        });
  }

  /** Reads a resource below {@code /api/v1}. */
  JsonObject get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/api/v1" + path)).build();
    return new JsonObject(http.send(request, BodyHandlers.ofString()).body());
  }

  /**
   * Takes a snapshot on a socket of its own.
   *
   * @return the snapshot, recorded; empty where the gateway ended before it came
   */
  Optional<SnapshotSeen> snapshot() throws InterruptedException {
    CompletableFuture<SnapshotSeen> done = new CompletableFuture<>();
    SnapshotParts parts = new SnapshotParts();
    GatewaySocket socket =
        GatewaySocket.open(
            http,
            gateway,
            (from, message) -> {
              switch (message.getString("t")) {
                case "welcome" -> from.send(new JsonObject().put("t", "subscribe").put("id", 1));
                case "snapshot" -> parts.add(message);
                case "subscribed" -> done.complete(parts.at(false, message.getString("cursor")));
                default -> {}
              }
            });
    var unused =
        socket
            .closed()
            .thenAccept(why -> done.completeExceptionally(new IllegalStateException(why)));
    try {
      SnapshotSeen snapshot = done.get(SNAPSHOT_SECONDS, TimeUnit.SECONDS);
      history.record(snapshot);
      return Optional.of(snapshot);
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } finally {
      socket.abort();
    }
  }

  private CompletableFuture<Answered> bySocket(long call, Command command) {
    JsonObject body = command.body().copy().put("device", command.target());
    command.requestId().ifPresent(id -> body.put("requestId", id));
    return follower
        .command(call, command.verb(), body)
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .thenApply(
            message ->
                message.getString("t").equals("result")
                    ? new Answered(call, 200, message.getJsonObject("operation"))
                    : refused(call, message.getJsonObject("problem")));
  }

  private static Answered refused(long call, JsonObject problem) {
    return new Answered(call, problem.getInteger("status"), problem);
  }

  private CompletableFuture<Answered> byRest(long call, Command command) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder().timeout(PATIENCE).header("Content-Type", "application/json");
    switch (command.verb()) {
      case Verbs.READ -> request.GET().uri(operation(command));
      case Verbs.CANCEL -> request.DELETE().uri(operation(command));
      default -> {
        command.requestId().ifPresent(id -> request.header("Idempotency-Key", id));
        request.POST(BodyPublishers.ofString(command.body().encode()));
        request.uri(gateway.resolve("/api/v1/devices/" + command.target() + "/" + command.verb()));
      }
    }
    return http.sendAsync(request.build(), BodyHandlers.ofString())
        .thenApply(response -> new Answered(call, response.statusCode(), json(response.body())));
  }

  private URI operation(Command command) {
    return gateway.resolve("/api/v1/operations/" + command.target());
  }

  private static JsonObject json(String body) {
    return body.isEmpty() ? new JsonObject() : new JsonObject(body);
  }
}
