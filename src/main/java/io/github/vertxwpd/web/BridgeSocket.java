package io.github.vertxwpd.web;

import io.github.vertxwpd.web.Admissions.Admission;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.HashSet;
import java.util.Set;

/**
 * One client of the event-bus bridge: which addresses it registered for, and how far it is behind.
 * Confined to the server's event loop.
 *
 * <p>The messages are those of Vert.x' own bridge, as {@code @vertx/eventbus-bridge-client.js}
 * sends and reads them: {@code register}, {@code unregister}, {@code ping}, {@code send} and {@code
 * publish} from the client, {@code rec} and {@code err} to it.
 */
final class BridgeSocket {
  /** How many characters may wait for a client that does not read: {@value}. */
  static final int MAX_UNSENT_CHARACTERS = 1 << 20;

  private static final int MAX_REPLY_ADDRESS_LENGTH = 36;
  private static final int FORBIDDEN = 403;

  private final Vertx vertx;
  private final SockJSSocket socket;
  private final Set<String> offered;
  private final long pingTimeoutMs;
  private final MessageBudget budget;
  private final Admission admission;
  private final WebListener listener;
  private final Set<String> registered = new HashSet<>();
  private long idleTimer;
  private long unsent;
  private boolean closed;
  private Runnable onGone = () -> {};

  /**
   * Takes over a socket.
   *
   * @param offered the addresses that may be registered for
   * @param pingTimeoutMs how long the client may be silent, in milliseconds
   * @param admission the client's right to be here
   * @param listener told where the client is cut off
   */
  BridgeSocket(
      Vertx vertx,
      SockJSSocket socket,
      Set<String> offered,
      WebLimits limits,
      long pingTimeoutMs,
      Admission admission,
      WebListener listener) {
    this.vertx = vertx;
    this.socket = socket;
    this.offered = offered;
    this.pingTimeoutMs = pingTimeoutMs;
    this.admission = admission;
    this.listener = listener;
    this.budget =
        new MessageBudget(limits.messagesPerSecond(), limits.messageBurst(), System::nanoTime);
    this.idleTimer = startIdleTimer();
    socket.handler(this::receive).exceptionHandler(failure -> close()).closeHandler(v -> dispose());
  }

  /**
   * Says what to do when nothing of the client is left. One that is closed and does not read its
   * end keeps what waits for it until the server's idle time-out for writes ends the connection.
   */
  void onGone(Runnable action) {
    onGone = action;
  }

  /** Closes a client whose right to be here has ended. To be called now and then. */
  void tick() {
    if (!closed && admission.ended().isPresent()) {
      close();
    }
  }

  /** Returns whether the client registered for an address. */
  boolean wants(String address) {
    return registered.contains(address);
  }

  /** Writes a message; a client that is too far behind is closed instead. */
  void write(String message) {
    if (closed) {
      return;
    }
    if (unsent + message.length() > MAX_UNSENT_CHARACTERS) {
      listener.slowConsumerClosed(SocketKind.BRIDGE);
      close();
      return;
    }
    unsent += message.length();
    socket.write(message).onComplete(written -> sent(message.length()));
  }

  private void sent(int characters) {
    unsent -= characters;
    tellIfGone();
  }

  private void dispose() {
    closed = true;
    admission.leave();
    registered.clear();
    vertx.cancelTimer(idleTimer);
    tellIfGone();
  }

  private void tellIfGone() {
    if (closed && unsent == 0) {
      onGone.run();
    }
  }

  private void close() {
    if (!closed) {
      dispose();
      socket.close();
    }
  }

  private void receive(Buffer data) {
    if (closed) {
      return;
    }
    if (!budget.take(1)) {
      close();
      return;
    }
    vertx.cancelTimer(idleTimer);
    idleTimer = startIdleTimer();
    if (decode(data) instanceof JsonObject message) {
      handle(message);
    } else {
      refuse("invalid_json");
    }
  }

  private static Object decode(Buffer data) {
    try {
      return StrictJson.decode(data).orElse("");
    } catch (InvalidJsonException e) {
      return "";
    }
  }

  private void handle(JsonObject message) {
    String address = text(message, "address");
    switch (text(message, "type")) {
      case "ping" -> {
        // That it came is all it says.
      }
      case "register" -> register(address);
      case "unregister" -> registered.remove(address);
      case "send" -> refuseToSend(text(message, "replyAddress"));
      case "publish" -> refuse("access_denied");
      default -> refuse("invalid_type");
    }
  }

  private static String text(JsonObject message, String member) {
    return message.getValue(member) instanceof String text ? text : "";
  }

  private void register(String address) {
    if (!offered.contains(address)) {
      refuse("access_denied");
    } else if (!registered.add(address)) {
      refuse("address_already_registered");
    }
  }

  /** Who waits for a reply is told there; the client hands it to whoever sent. */
  private void refuseToSend(String replyAddress) {
    if (replyAddress.isEmpty() || replyAddress.length() > MAX_REPLY_ADDRESS_LENGTH) {
      refuse("access_denied");
      return;
    }
    JsonObject refusal =
        error("access_denied")
            .put("address", replyAddress)
            .put("failureCode", FORBIDDEN)
            .put("failureType", "RECIPIENT_FAILURE")
            .put("message", "forbidden: the bridge takes no messages");
    write(refusal.encode());
  }

  private void refuse(String what) {
    write(error(what).encode());
  }

  private static JsonObject error(String what) {
    return new JsonObject().put("type", "err").put("body", what);
  }

  private long startIdleTimer() {
    return vertx.setTimer(pingTimeoutMs, id -> close());
  }
}
