package io.github.vertxwpd.web;

import io.github.vertxwpd.documents.AsyncApi;
import io.vertx.core.Promise;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client of the WebSocket that a test talks with in sentences. */
final class SocketClient {
  private static final String PATH = "/api/v1/ws";

  /** Enough to see each kind of message. */
  private static final int MAX_CHECKED = 30;

  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final Queue<JsonObject> messages = new ArrayDeque<>();
  private final Promise<Short> closed = Promise.promise();
  private final ClientWebSocket socket;
  private int checked;

  /** Listens before it connects: what a server says at once must not be missed. */
  private SocketClient(ClientWebSocket socket) {
    this.socket = socket;
    socket.textMessageHandler(frames::add);
    socket.closeHandler(v -> closed.complete(socket.closeStatusCode()));
    socket.exceptionHandler(failure -> {});
  }

  static SocketClient connect(WebFixture web) throws TimeoutException {
    return connect(web, "wpd.v1");
  }

  /** Connects and offers subprotocols, or none. */
  static SocketClient connect(WebFixture web, String... subprotocols) throws TimeoutException {
    return connect(web, upgrade(web, subprotocols));
  }

  /** Connects with more headers, names and values in turn. */
  static SocketClient withHeaders(WebFixture web, String... headers) throws TimeoutException {
    WebSocketConnectOptions options = upgrade(web, "wpd.v1");
    for (int i = 0; i < headers.length; i += 2) {
      options.putHeader(headers[i], headers[i + 1]);
    }
    return connect(web, options);
  }

  private static WebSocketConnectOptions upgrade(WebFixture web, String... subprotocols) {
    return new WebSocketConnectOptions()
        .setHost("127.0.0.1")
        .setPort(web.port())
        .setURI(PATH)
        .setSubProtocols(List.of(subprotocols));
  }

  static SocketClient connect(WebFixture web, WebSocketConnectOptions options)
      throws TimeoutException {
    SocketClient client = new SocketClient(web.sockets.webSocket());
    client.socket.connect(options).await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    return client;
  }

  /** Connects, says hello and takes the welcome. */
  static SocketClient greeted(WebFixture web) throws TimeoutException, InterruptedException {
    SocketClient client = connect(web);
    client.send(new JsonObject().put("t", "hello").put("id", 1));
    client.expect("welcome");
    return client;
  }

  WebSocket socket() {
    return socket;
  }

  /** Sends a message that {@code asyncapi.yaml} describes. */
  void send(JsonObject message) {
    AsyncApi.checkReceived(PATH, message);
    sendText(message.encode());
  }

  void sendText(String text) {
    socket.writeTextMessage(text);
  }

  /** Subscribes without a cursor and takes the snapshot. */
  JsonObject subscribe() throws TimeoutException, InterruptedException {
    send(new JsonObject().put("t", "subscribe").put("id", 2));
    return expectSnapshot();
  }

  /** Takes the parts of a snapshot, then what says that events follow. */
  JsonObject expectSnapshot() throws TimeoutException, InterruptedException {
    while (!expect("snapshot").getBoolean("last")) {
      // Another part follows.
    }
    return expect("subscribed");
  }

  JsonObject expect(String type) throws TimeoutException, InterruptedException {
    JsonObject message = next();
    if (!type.equals(message.getString("t"))) {
      throw new AssertionError("expected " + type + " but got " + message);
    }
    return message;
  }

  /**
   * Takes the next message, out of an array where several came in one frame. It must be one that
   * {@code asyncapi.yaml} describes.
   */
  JsonObject next() throws TimeoutException, InterruptedException {
    if (messages.isEmpty()) {
      Object decoded = Json.decodeValue(nextFrame());
      if (decoded instanceof JsonArray array) {
        array.forEach(item -> messages.add((JsonObject) item));
      } else {
        messages.add((JsonObject) decoded);
      }
    }
    JsonObject message = messages.remove();
    if (checked < MAX_CHECKED) {
      checked++;
      AsyncApi.checkSent(PATH, message);
    }
    return message;
  }

  String nextFrame() throws TimeoutException, InterruptedException {
    String frame = frames.poll(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    if (frame == null) {
      throw new TimeoutException("no frame came");
    }
    return frame;
  }

  /** Takes so many events; returns their CloudEvents. */
  List<JsonObject> expectEvents(int count) throws TimeoutException, InterruptedException {
    List<JsonObject> events = new ArrayList<>();
    while (events.size() < count) {
      events.add(expect("event").getJsonObject("e"));
    }
    return events;
  }

  int closeCode() throws TimeoutException {
    return closed.future().await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
