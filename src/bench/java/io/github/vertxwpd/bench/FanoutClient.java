package io.github.vertxwpd.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A subscriber that says when each event came. Events are looked at, not parsed: what is measured
 * is the server. Confined to one event loop.
 */
final class FanoutClient {
  private static final String EVENT = "{\"t\":\"event\"";
  private static final String PING = "{\"t\":\"ping\"";
  private static final String SUBSCRIBED = "{\"t\":\"subscribed\"";
  private static final String SEQUENCE = "\"sequence\":\"";
  private static final int SEQUENCE_DIGITS = 20;

  private final WebSocket socket;
  private final Consumer<String> events;
  private final Promise<JsonObject> subscribed = Promise.promise();
  private int snapshotParts;
  private long snapshotBytes;

  private FanoutClient(WebSocket socket, Consumer<String> events) {
    this.socket = socket;
    this.events = events;
    socket.textMessageHandler(this::take);
    socket.closeHandler(closed -> subscribed.tryFail("the server closed: " + socket.closeReason()));
  }

  /**
   * Connects and subscribes.
   *
   * @param cursor where to go on; with none there is a snapshot first
   * @param events given each event's message
   * @return the client, once {@code subscribed} has come
   */
  static Future<FanoutClient> subscribe(
      WebSocketClient client, int port, Optional<String> cursor, Consumer<String> events) {
    WebSocketConnectOptions options = new WebSocketConnectOptions();
    options.setHost("127.0.0.1").setPort(port).setURI("/api/v1/ws");
    options.addSubProtocol("wpd.v1");
    JsonObject request = new JsonObject().put("t", "subscribe").put("id", 2);
    cursor.ifPresent(known -> request.put("cursor", known));
    return client
        .connect(options)
        .compose(
            socket -> {
              FanoutClient made = new FanoutClient(socket, events);
              return socket
                  .writeTextMessage("[{\"t\":\"hello\",\"id\":1}," + request.encode() + "]")
                  .compose(written -> made.subscribed.future())
                  .map(made);
            });
  }

  /** Returns what the server said when the subscription began. */
  JsonObject subscribed() {
    return subscribed.future().result();
  }

  int snapshotParts() {
    return snapshotParts;
  }

  long snapshotBytes() {
    return snapshotBytes;
  }

  Future<Void> close() {
    return socket.close();
  }

  /** Returns the sequence number in an event's message. */
  static long sequence(String event) {
    int start = event.indexOf(SEQUENCE) + SEQUENCE.length();
    return Long.parseLong(event, start, start + SEQUENCE_DIGITS, 10);
  }

  private void take(String message) {
    if (message.startsWith(EVENT)) {
      events.accept(message);
    } else if (message.startsWith(SUBSCRIBED)) {
      subscribed.tryComplete(new JsonObject(message));
    } else if (message.startsWith(PING)) {
      pong(new JsonObject(message).getLong("n"));
    } else if (message.startsWith("{\"t\":\"snapshot\"")) {
      snapshotParts++;
      snapshotBytes += message.length();
    } else if (message.startsWith("{\"t\":\"reset\"")) {
      subscribed.tryFail("the server reset: " + message);
    }
  }

  private void pong(long number) {
    socket
        .writeTextMessage(new JsonObject().put("t", "pong").put("n", number).encode())
        .onFailure(subscribed::tryFail);
  }
}
