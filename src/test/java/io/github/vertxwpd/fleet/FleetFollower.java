package io.github.vertxwpd.fleet;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A client that follows all events with its cursors over broken connections, on one node or on one
 * after the other, and notes what it should have seen and did not.
 */
final class FleetFollower implements AutoCloseable {
  private static final long RETRY_MS = 100;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread thread = new Thread(run, "follower");
            thread.setDaemon(true);
            return thread;
          });
  private final String name;
  private final Map<String, Long> lastOf = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<String, Integer> ends = new LinkedHashMap<>();
  private final Map<String, String> accepted = new HashMap<>();
  private final List<String> types = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final Set<String> running = new HashSet<>();
  private final Set<String> hidden = new HashSet<>();
  private Optional<Supplier<URI>> node = Optional.empty();
  private Optional<Connection> connection = Optional.empty();
  private Optional<String> cursor = Optional.empty();
  private Optional<String> portable = Optional.empty();
  private long current;
  private int moves;
  private int recoveries;
  private int resets;

  FleetFollower(String name) {
    this.name = name;
  }

  /**
   * Follows on a node from now on, whatever happens to it.
   *
   * @param next where the node is, asked each time
   */
  synchronized void follow(Supplier<URI> next) {
    moves++;
    node = Optional.of(next);
    connection.ifPresent(Connection::abort);
    connect();
  }

  /** Follows nobody for now. */
  synchronized void disconnect() {
    node = Optional.empty();
    current++;
    connection.ifPresent(Connection::abort);
  }

  private synchronized void connect() {
    if (node.isPresent()) {
      current++;
      connection = Optional.of(new Connection(current, node.get().get()));
    }
  }

  private synchronized void closed(long which) {
    if (which == current && !timer.isShutdown()) {
      var unused = timer.schedule(this::connect, RETRY_MS, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void take(Connection from, JsonObject message) {
    if (from.number != current) {
      return;
    }
    switch (message.getString("t")) {
      case "welcome" -> from.subscribe();
      case "ping" -> {
        portable = Optional.ofNullable(message.getString("portable")).or(() -> portable);
        from.send(new JsonObject().put("t", "pong").put("n", message.getValue("n")));
      }
      case "reset" -> running.clear();
      case "snapshot" ->
          message
              .getJsonArray("operations")
              .forEach(each -> running.add(((JsonObject) each).getString("operation")));
      case "subscribed" -> subscribed(message);
      case "event" -> {
        cursor = Optional.of(message.getString("cursor"));
        event(message.getJsonObject("e"));
      }
      default -> {
        // Nothing that counts here.
      }
    }
    notifyAll();
  }

  private void subscribed(JsonObject message) {
    cursor = Optional.of(message.getString("cursor"));
    portable = Optional.ofNullable(message.getString("portable")).or(() -> portable);
    if (message.getBoolean("recovered")) {
      recoveries++;
    } else {
      resets++;
      lastOf.clear();
      accepted.keySet().stream()
          .filter(operation -> !ends.containsKey(operation) && !running.contains(operation))
          .forEach(hidden::add);
    }
    running.clear();
  }

  private void event(JsonObject event) {
    String source = event.getString("source");
    long sequence = Long.parseLong(event.getString("sequence"));
    Optional<Long> last = Optional.ofNullable(lastOf.get(source));
    if (last.isPresent() && sequence > last.get() + 1) {
      violations.add("%s: %s goes from %d to %d".formatted(name, source, last.get(), sequence));
    }
    lastOf.merge(source, sequence, Math::max);
    if (!ids.add(source + event.getString("id"))) {
      return;
    }
    types.add(event.getString("type"));
    String operation = event.getJsonObject("data").getString("operation");
    if (event.getString("type").equals("wpd.operation.completed.v1")) {
      ends.merge(operation, 1, Integer::sum);
    } else if (event.getString("type").equals("wpd.operation.accepted.v1")) {
      accepted.put(operation, event.getString("correlationid", ""));
    }
  }

  /** Returns what was missing between events of one gateway, in words. */
  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /** Returns how often each operation ended. */
  synchronized Map<String, Integer> ends() {
    return Map.copyOf(ends);
  }

  /** Returns the request ids of the operations that were accepted, by the operations' ids. */
  synchronized Map<String, String> accepted() {
    return Map.copyOf(accepted);
  }

  /** Returns the operations that ended where a reset, and the snapshot after it, took over. */
  synchronized Set<String> hidden() {
    return Set.copyOf(hidden);
  }

  /** Returns how often it went on where it was, after its connection had ended. */
  synchronized int recoveries() {
    return recoveries;
  }

  /** Returns how often it began anew, the first time included. */
  synchronized int resets() {
    return resets;
  }

  /** Returns the types of the events, in the order in which they came. */
  synchronized List<String> types() {
    return List.copyOf(types);
  }

  /** Waits until so many operations have ended. */
  synchronized void awaitEnds(Set<String> operations, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!ends.keySet().containsAll(operations)) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        Set<String> missing = new HashSet<>(operations);
        missing.removeAll(ends.keySet());
        throw new AssertionError(name + " has not seen the end of " + missing);
      }
      wait(left);
    }
  }

  /** Waits until it has subscribed at all. */
  synchronized void awaitSubscribed(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (cursor.isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError(name + " cannot subscribe");
      }
      wait(left);
    }
  }

  @Override
  public synchronized String toString() {
    return "%s: %d events, moved %d times, went on %d times, began anew %d times"
        .formatted(name, ids.size(), moves, recoveries, resets);
  }

  @Override
  public synchronized void close() {
    node = Optional.empty();
    connection.ifPresent(Connection::abort);
    connection = Optional.empty();
    timer.shutdownNow();
  }

  private final class Connection implements WebSocket.Listener {
    private final StringBuilder partial = new StringBuilder();
    private final long number;
    private CompletableFuture<WebSocket> sending;

    Connection(long number, URI address) {
      this.number = number;
      URI uri = URI.create("ws" + address.resolve("/api/v1/ws").toString().substring(4));
      sending =
          http.newWebSocketBuilder()
              .connectTimeout(Duration.ofSeconds(5))
              .subprotocols("wpd.v1")
              .buildAsync(uri, this);
      var unused =
          sending.exceptionally(
              failure -> {
                closed(number);
                return null;
              });
      send(new JsonObject().put("t", "hello").put("id", 0));
    }

    void subscribe() {
      send(
          new JsonObject()
              .put("t", "subscribe")
              .put("id", 0)
              .put("cursor", cursor.orElse(null))
              .put("portable", portable.orElse(null)));
    }

    synchronized void send(JsonObject message) {
      sending = sending.thenCompose(socket -> socket.sendText(message.encode(), true));
    }

    synchronized void abort() {
      var unused = sending.thenAccept(WebSocket::abort);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        Object json = Json.decodeValue(partial.toString());
        partial.setLength(0);
        JsonArray batch = json instanceof JsonArray array ? array : new JsonArray().add(json);
        batch.forEach(message -> take(this, (JsonObject) message));
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed(number);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed(number);
    }
  }
}
