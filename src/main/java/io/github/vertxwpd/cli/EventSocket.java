package io.github.vertxwpd.cli;

import io.github.vertxwpd.cli.FrameListener.Signal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * A gateway's WebSocket, protocol {@value #PROTOCOL}, from the client's side. Its methods block;
 * one thread uses it, and any may close it.
 */
final class EventSocket implements AutoCloseable {
  /** The subprotocol. */
  static final String PROTOCOL = "wpd.v1";

  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);
  private static final long DEFAULT_PING_MS = 25_000;

  /** A gateway that was not heard of for so many of its ping intervals is gone. */
  private static final int MISSED_PINGS = 2;

  private final WebSocket socket;
  private final FrameListener listener;
  private final Queue<JsonObject> unread = new ArrayDeque<>();
  private StreamCursors cursors = StreamCursors.NONE;
  private long pingNanos = TimeUnit.MILLISECONDS.toNanos(DEFAULT_PING_MS);
  private long lastHeard = System.nanoTime();

  private EventSocket(WebSocket socket, FrameListener listener) {
    this.socket = socket;
    this.listener = listener;
  }

  /**
   * Connects and says hello.
   *
   * @param api the gateway
   * @throws CommandFailure where nobody answers, or the gateway refuses
   */
  static EventSocket open(GatewayApi api) throws CommandFailure, InterruptedException {
    FrameListener listener = new FrameListener();
    EventSocket opened = new EventSocket(connect(api, listener), listener);
    try {
      opened.hello(api);
      return opened;
    } catch (ConnectionLost e) {
      opened.close();
      throw e.isFinal() ? e.failure() : api.noAnswer();
    } catch (CommandFailure | InterruptedException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Returns where to go on after what was read so far. */
  StreamCursors cursors() {
    return cursors;
  }

  /**
   * Asks for events.
   *
   * @param from where to go on; without cursors a snapshot comes first
   * @param filter which events; an empty object means all
   */
  void subscribe(StreamCursors from, JsonObject filter)
      throws ConnectionLost, InterruptedException {
    cursors = from;
    send(
        new JsonObject()
            .put("t", "subscribe")
            .put("id", 2)
            .put("cursor", from.cursor().orElse(null))
            .put("portable", from.portable().orElse(null))
            .put("filter", filter));
  }

  /**
   * Waits for the next message. Pings are answered in here.
   *
   * @param timeout how long to wait
   * @return the message, or empty where none came in time
   */
  Optional<JsonObject> next(Duration timeout) throws ConnectionLost, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      JsonObject message = unread.poll();
      if (message == null) {
        if (!receive(deadline - System.nanoTime())) {
          return Optional.empty();
        }
      } else {
        cursors = cursors.after(message);
        if (!"ping".equals(message.getString("t"))) {
          return Optional.of(message);
        }
        send(new JsonObject().put("t", "pong").put("n", message.getValue("n")));
      }
    }
  }

  @Override
  public void close() {
    listener.signals().add(new Signal.Over(ConnectionLost.broken("the connection was closed")));
    socket
        .sendClose(WebSocket.NORMAL_CLOSURE, "")
        .orTimeout(1, TimeUnit.SECONDS)
        .handle((done, error) -> done)
        .join();
    socket.abort();
  }

  private static WebSocket connect(GatewayApi api, FrameListener listener)
      throws CommandFailure, InterruptedException {
    URI address = URI.create(api.base().toString().replaceFirst("^(?i)http", "ws") + "/api/v1/ws");
    CompletableFuture<WebSocket> opening =
        api.client()
            .newWebSocketBuilder()
            .subprotocols(PROTOCOL)
            .connectTimeout(HANDSHAKE_TIMEOUT)
            .buildAsync(address, listener);
    try {
      return opening.get(HANDSHAKE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        int status = refused.getResponse().statusCode();
        throw api.strangeAnswer("HTTP " + status + " to the WebSocket's upgrade");
      }
      if (e.getCause() instanceof SSLException insecure) {
        throw api.insecure(insecure);
      }
      throw api.noAnswer();
    } catch (TimeoutException e) {
      opening.cancel(true);
      throw api.noAnswer();
    }
  }

  private void hello(GatewayApi api) throws CommandFailure, ConnectionLost, InterruptedException {
    JsonObject hello = new JsonObject().put("t", "hello").put("id", 1);
    api.token().ifPresent(token -> hello.put("auth", new JsonObject().put("token", token)));
    send(hello);
    JsonObject answer =
        next(HANDSHAKE_TIMEOUT).orElseThrow(() -> api.strangeAnswer("no welcome came"));
    switch (answer.getString("t", "")) {
      case "welcome" ->
          pingNanos = TimeUnit.MILLISECONDS.toNanos(answer.getLong("pingMs", DEFAULT_PING_MS));
      case "error" -> throw CommandFailure.refused(answer.getJsonObject("problem"));
      default -> throw api.strangeAnswer("no welcome came");
    }
  }

  /** Waits for one message of the socket, which may hold several of the protocol. */
  private boolean receive(long nanos) throws ConnectionLost, InterruptedException {
    Signal signal = listener.signals().poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    if (signal instanceof Signal.Over over) {
      listener.signals().add(over);
      throw over.why();
    }
    if (signal instanceof Signal.Message message) {
      lastHeard = System.nanoTime();
      parse(message.text());
      socket.request(1);
      return true;
    }
    if (System.nanoTime() - lastHeard > MISSED_PINGS * pingNanos) {
      throw ConnectionLost.broken("the gateway was not heard of for too long");
    }
    return false;
  }

  private void parse(String text) throws ConnectionLost {
    try {
      Object value = Json.decodeValue(text);
      if (value instanceof JsonArray array) {
        array.forEach(item -> unread.add((JsonObject) item));
      } else {
        unread.add((JsonObject) value);
      }
    } catch (DecodeException | ClassCastException e) {
      throw ConnectionLost.broken("the gateway sent what is not its protocol");
    }
  }

  private void send(JsonObject message) throws ConnectionLost, InterruptedException {
    try {
      socket.sendText(message.encode(), true).get(HANDSHAKE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw closedOrBroken();
    }
  }

  /** The gateway's close frame, where it came, says more than the write that failed. */
  private ConnectionLost closedOrBroken() {
    return listener.signals().stream()
        .filter(Signal.Over.class::isInstance)
        .map(signal -> ((Signal.Over) signal).why())
        .findFirst()
        .orElseGet(() -> ConnectionLost.broken("the connection broke"));
  }
}
