package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.EventSeen;
import io.github.vertxwpd.invariants.Entry.ResetSeen;
import io.github.vertxwpd.invariants.Entry.Subscribed;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Follows the event stream with its cursor over broken connections and restarts, and records what
 * comes. Sends commands on the same socket.
 */
final class EventFollower {
  private static final long RETRY_MS = 50;
  private static final long LIMIT_SECONDS = 10;

  private final HttpClient http;
  private final ScheduledExecutorService timer;
  private final History history;
  private final MissedEnds ends;
  private final Map<String, String> running = new LinkedHashMap<>();
  private final Map<String, Integer> rounds = new HashMap<>();
  private final Map<Long, CompletableFuture<JsonObject>> calls = new LinkedHashMap<>();
  private Optional<URI> gateway = Optional.empty();
  private Optional<GatewaySocket> socket = Optional.empty();
  private Optional<String> cursor = Optional.empty();
  private Optional<String> portable = Optional.empty();
  private SnapshotParts parts = new SnapshotParts();
  private boolean resuming;
  private long connections;
  private long accepted;

  EventFollower(HttpClient http, ScheduledExecutorService timer, History history, MissedEnds ends) {
    this.http = http;
    this.timer = timer;
    this.history = history;
    this.ends = ends;
  }

  /** Follows a gateway that has just become ready. */
  synchronized void attach(URI address) {
    gateway = Optional.of(address);
    connect();
  }

  /** Takes what a gateway that has ended had still sent. */
  void detach() throws Exception {
    Optional<GatewaySocket> last;
    synchronized (this) {
      gateway = Optional.empty();
      last = socket;
    }
    if (last.isPresent()) {
      String unused = last.get().closed().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Returns the operations that run, the oldest first. */
  synchronized List<String> running() {
    return List.copyOf(running.keySet());
  }

  /** Returns how many operations were accepted so far. */
  synchronized long accepted() {
    return accepted;
  }

  /** Waits until nothing runs; returns whether it came so far. */
  boolean awaitIdle(long limitMs) throws InterruptedException {
    return await(running::isEmpty, limitMs);
  }

  /** Waits until it has subscribed for the first time; returns whether it came so far. */
  boolean awaitSubscribed(long limitMs) throws InterruptedException {
    return await(() -> cursor.isPresent(), limitMs);
  }

  /** Waits until it has seen everything up to a cursor; returns whether it came so far. */
  boolean awaitCursor(String wanted, long limitMs) throws InterruptedException {
    return await(() -> cursor.filter(wanted::equals).isPresent(), limitMs);
  }

  /** Waits until holds have had so many rounds since the gateway started; returns whether so. */
  boolean awaitRounds(Set<String> devices, int wanted, long limitMs) throws InterruptedException {
    return await(
        () -> devices.stream().allMatch(device -> rounds.getOrDefault(device, 0) >= wanted),
        limitMs);
  }

  private synchronized boolean await(BooleanSupplier condition, long limitMs)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
    while (!condition.getAsBoolean()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Sends a command; the answer is a {@code result} or an {@code error}. */
  synchronized CompletableFuture<JsonObject> command(long id, String verb, JsonObject body) {
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    if (socket.isEmpty()) {
      answer.completeExceptionally(new IllegalStateException("not connected"));
      return answer;
    }
    calls.put(id, answer);
    JsonObject frame = new JsonObject().put("t", "command").put("id", id);
    socket.get().send(frame.put("verb", verb).put("body", body));
    return answer;
  }

  private synchronized void connect() {
    if (gateway.isPresent()) {
      long number = ++connections;
      GatewaySocket opened =
          GatewaySocket.open(http, gateway.get(), (from, message) -> take(from, number, message));
      socket = Optional.of(opened);
      var unused = opened.closed().thenAcceptAsync(why -> closed(why), timer);
    }
  }

  private synchronized void closed(String why) {
    socket = Optional.empty();
    List<CompletableFuture<JsonObject>> open = List.copyOf(calls.values());
    calls.clear();
    open.forEach(call -> call.completeExceptionally(new IllegalStateException(why)));
    if (gateway.isPresent()) {
      var unused = timer.schedule(this::connect, RETRY_MS, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void take(GatewaySocket from, long connection, JsonObject message) {
    switch (message.getString("t")) {
      case "welcome" -> subscribe(from);
      case "reset" -> history.record(new ResetSeen(connection, message.getString("reason")));
      case "snapshot" -> parts.add(message);
      case "subscribed" -> subscribed(connection, message);
      case "event" -> event(connection, message);
      case "ping" ->
          portable = Optional.ofNullable(message.getString("portable")).or(() -> portable);
      case "result", "error" -> answered(message);
      default -> throw new IllegalArgumentException("unknown message: " + message);
    }
    notifyAll();
  }

  private void subscribe(GatewaySocket on) {
    resuming = cursor.isPresent();
    parts = new SnapshotParts();
    on.send(
        new JsonObject()
            .put("t", "subscribe")
            .put("id", 0)
            .put("cursor", cursor.orElse(null))
            .put("portable", portable.orElse(null)));
  }

  private void subscribed(long connection, JsonObject message) {
    boolean recovered = message.getBoolean("recovered");
    cursor = Optional.of(message.getString("cursor"));
    portable = Optional.of(message.getString("portable"));
    if (!recovered) {
      Entry.SnapshotSeen snapshot = parts.at(true, cursor.get());
      parts = new SnapshotParts();
      history.record(snapshot);
      running.clear();
      for (Object operation : snapshot.operations()) {
        running.put(((JsonObject) operation).getString("operation"), "");
      }
      ends.startAnew(Set.copyOf(running.keySet()));
    }
    history.record(new Subscribed(connection, cursor.get(), resuming, recovered));
    resuming = true;
  }

  private void event(long connection, JsonObject message) {
    cursor = Optional.of(message.getString("cursor"));
    JsonObject json = message.getJsonObject("e");
    history.record(new EventSeen(connection, cursor.get(), json));
    Event event = Event.of(json);
    if (event.is("operation.accepted")) {
      accepted++;
      ends.told(event.operation());
      if ("hold".equals(event.data().getString("cause"))) {
        rounds.merge(event.subject(), 1, Integer::sum);
      }
      running.put(event.operation(), event.subject());
    } else if (event.is("operation.completed")) {
      running.remove(event.operation());
      ends.ended(event.operation());
    } else if (event.is("gateway.started")) {
      rounds.clear();
    }
  }

  private void answered(JsonObject message) {
    CompletableFuture<JsonObject> call =
        message.getValue("id") instanceof Number id ? calls.remove(id.longValue()) : null;
    if (call != null) {
      call.complete(message);
    }
  }
}
