package io.github.vertxwpd.web;

import io.github.vertxwpd.documents.AsyncApi;
import io.vertx.core.Promise;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** A client of the event-bus bridge, on SockJS' WebSocket frames. */
final class BridgeClient {
  private static final String PATH = "/eventbus";

  private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
  private final Promise<String> goodbye = Promise.promise();
  private final Promise<Void> closed = Promise.promise();
  private final Semaphore heartbeats = new Semaphore(0);
  private final AtomicLong received = new AtomicLong();
  private final ClientWebSocket socket;

  /** Listens before it connects: what a server says at once must not be missed. */
  private BridgeClient(ClientWebSocket socket) {
    this.socket = socket;
    socket.textMessageHandler(this::read);
    socket.closeHandler(v -> closed.complete());
    socket.exceptionHandler(failure -> {});
  }

  static BridgeClient connect(WebSocketClient sockets, int port, String... headers)
      throws TimeoutException {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI("/eventbus/000/abcdefgh/websocket");
    for (int i = 0; i < headers.length; i += 2) {
      options.putHeader(headers[i], headers[i + 1]);
    }
    BridgeClient client = new BridgeClient(sockets.webSocket());
    client.socket.connect(options).await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    return client;
  }

  /** SockJS says o for open, a["…"] for messages, h for a heartbeat and c[…] for the end. */
  private void read(String frame) {
    received.addAndGet(frame.length());
    switch (frame.charAt(0)) {
      case 'a' ->
          new JsonArray(frame.substring(1))
              .forEach(text -> messages.add(new JsonObject((String) text)));
      case 'c' -> goodbye.tryComplete(frame);
      case 'h' -> heartbeats.release();
      default -> {
        // Nothing that a test waits for.
      }
    }
  }

  WebSocket socket() {
    return socket;
  }

  /** Returns how many characters came. */
  long received() {
    return received.get();
  }

  void send(String type, String address) {
    send(new JsonObject().put("type", type).put("address", address));
  }

  /** Sends a message that {@code asyncapi.yaml} describes. */
  void send(JsonObject message) {
    AsyncApi.checkReceived(PATH, message);
    sendText(message.encode());
  }

  void sendText(String text) {
    socket.writeTextMessage(new JsonArray().add(text).encode());
  }

  /**
   * Registers for an address, and waits until the server has handled that: it handles messages in
   * turn, and refuses the second one.
   */
  void register(String address) throws Exception {
    send("register", address);
    send("publish", "a question that is refused");
    next();
  }

  /** Takes the next message. It must be one that {@code asyncapi.yaml} describes. */
  JsonObject next() throws Exception {
    JsonObject message = messages.poll(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new TimeoutException("no message came");
    }
    if (!isFiller(message)) {
      AsyncApi.checkSent(PATH, message);
    }
    return message;
  }

  /** Some tests publish what is only large. */
  private static boolean isFiller(JsonObject message) {
    return message.getValue("body") instanceof JsonObject body && body.containsKey("name");
  }

  /** Returns whether so many heartbeats come. */
  boolean hearsHeartbeats(int count) throws InterruptedException {
    return heartbeats.tryAcquire(count, WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits for the server's goodbye. */
  String goodbye() throws TimeoutException {
    return goodbye.future().await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  void untilClosed() throws TimeoutException {
    closed.future().await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
