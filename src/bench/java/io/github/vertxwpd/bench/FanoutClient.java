package io.github.vertxwpd.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A subscriber that hands on each event as it came. Events are not parsed: what is measured is the
 * server. Confined to one event loop.
 */
final class FanoutClient {
  /** Takes what a subscription brings. */
  interface Events extends FanoutFrames.Messages {
    /** The server cannot go on from where the client was, and begins anew. */
    default void reset() {}
  }

  private static final String HANDSHAKE =
      String.join(
          "\r\n",
          "GET /api/v1/ws HTTP/1.1",
          "Host: 127.0.0.1:%d",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Protocol: wpd.v1",
          "",
          "");
  private static final byte[] SEQUENCE = "\"sequence\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int SEQUENCE_DIGITS = 20;

  /** Where a message's type begins: all begin with <code>{"t":"</code>. */
  private static final int TYPE = 6;

  private final NetSocket socket;
  private final Events events;
  private final FanoutFrames frames = new FanoutFrames(this::take, this::closing);
  private final Promise<JsonObject> subscribed = Promise.promise();
  private final Promise<OptionalInt> ended = Promise.promise();
  private OptionalInt closeCode = OptionalInt.empty();
  private int snapshotParts;
  private long snapshotBytes;

  private FanoutClient(NetSocket socket, Events events) {
    this.socket = socket;
    this.events = events;
    socket.exceptionHandler(failure -> {}); // whoever was cut off hard is told so by the close
    socket.closeHandler(
        closed -> {
          subscribed.tryFail("the server closed");
          ended.complete(closeCode);
        });
  }

  /**
   * Connects and subscribes.
   *
   * @param cursor where to go on; with none there is a snapshot first
   * @param events given each event's message
   * @return the client, once {@code subscribed} has come
   */
  static Future<FanoutClient> subscribe(
      NetClient client, int port, Optional<String> cursor, Events events) {
    JsonObject request = new JsonObject().put("t", "subscribe").put("id", 2);
    cursor.ifPresent(known -> request.put("cursor", known));
    return client
        .connect(port, "127.0.0.1")
        .compose(socket -> new FanoutClient(socket, events).greet(port, request));
  }

  private Future<FanoutClient> greet(int port, JsonObject request) {
    socket.handler(
        RecordParser.newDelimited("\r\n\r\n", head -> upgraded(head.toString(), request)));
    return socket
        .write(HANDSHAKE.formatted(port))
        .compose(written -> subscribed.future())
        .map(this);
  }

  /** The server says nothing before the hello, so no frame is lost here. */
  private void upgraded(String head, JsonObject request) {
    if (!head.startsWith("HTTP/1.1 101")) {
      subscribed.tryFail(head);
      return;
    }
    socket.handler(frames::take);
    socket.write(FanoutFrames.text("[{\"t\":\"hello\",\"id\":1}," + request.encode() + "]"));
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

  /** Stops to read, so that what comes waits in the system's buffers and then at the server. */
  void pause() {
    socket.pause();
  }

  /** Reads again. */
  void resume() {
    socket.resume();
  }

  /** Returns when the connection ends: the code that the server closed it with, if it did. */
  Future<OptionalInt> ended() {
    return ended.future();
  }

  Future<Void> close() {
    return socket.close();
  }

  /**
   * Returns the sequence number in an event's message.
   *
   * @param guess where it was in the message before, from its start
   */
  static long sequence(Buffer bytes, int start, int end, int guess) {
    int at = start + guess;
    long sequence = 0;
    for (int i = 0; i < SEQUENCE_DIGITS && at + i < end; i++) {
      sequence = sequence * 10 + bytes.getByte(at + i) - '0';
    }
    return sequence;
  }

  /** Returns where the digits of the sequence number begin in an event's message. */
  static int sequenceAt(Buffer bytes, int start, int end, int guess) {
    if (isSequence(bytes, start + guess, end)) {
      return guess;
    }
    for (int at = start + SEQUENCE.length; at < end; at++) {
      if (isSequence(bytes, at, end)) {
        return at - start;
      }
    }
    throw new IllegalStateException("no sequence in " + bytes.getString(start, end));
  }

  private static boolean isSequence(Buffer bytes, int digits, int end) {
    int first = digits - SEQUENCE.length;
    if (first < 0 || digits + SEQUENCE_DIGITS > end) {
      return false;
    }
    for (int i = 0; i < SEQUENCE.length; i++) {
      if (bytes.getByte(first + i) != SEQUENCE[i]) {
        return false;
      }
    }
    return true;
  }

  private void closing(int code) {
    closeCode = OptionalInt.of(code);
    socket.close().onFailure(alreadyClosed -> {});
  }

  private void take(Buffer bytes, int start, int end) {
    if (end - start > TYPE && bytes.getByte(start + TYPE) == 'e') {
      events.came(bytes, start, end);
    } else if (end - start > TYPE) {
      told(bytes.getString(start, end));
    }
  }

  private void told(String message) {
    if (message.startsWith("subscribed", TYPE)) {
      subscribed.tryComplete(new JsonObject(message));
    } else if (message.startsWith("ping", TYPE)) {
      Long number = new JsonObject(message).getLong("n");
      socket.write(FanoutFrames.text(new JsonObject().put("t", "pong").put("n", number).encode()));
    } else if (message.startsWith("snapshot", TYPE)) {
      snapshotParts++;
      snapshotBytes += message.length();
    } else if (message.startsWith("reset", TYPE)) {
      events.reset();
      if (subscribed.tryFail("the server reset: " + message)) {
        socket.close().onFailure(alreadyClosed -> {});
      }
    }
  }
}
