package io.github.vertxwpd.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.util.OptionalLong;

/**
 * Writes to one WebSocket and watches that the client reads.
 *
 * <p>A client that does not drain its full write queue in time is closed with 4008. Where it does
 * not read even that, the close frame waits behind the rest, and the server's idle time-out for
 * writes ends the connection: no other public way does.
 */
final class SocketWriter {
  private final Vertx vertx;
  private final ServerWebSocket socket;
  private final long undrainedMs;
  private OptionalLong stallTimer = OptionalLong.empty();
  private volatile boolean closing;

  /**
   * Takes over a socket.
   *
   * @param onDrained called when there is room again after {@link #isReady()} said no
   */
  SocketWriter(Vertx vertx, ServerWebSocket socket, long undrainedMs, Runnable onDrained) {
    this.vertx = vertx;
    this.socket = socket;
    this.undrainedMs = undrainedMs;
    socket.drainHandler(
        v -> {
          cancelStallTimer();
          if (isOpen()) {
            socket.resume();
            onDrained.run();
          }
        });
  }

  /** Returns whether it was not closed from this side. May be called on any thread. */
  boolean isOpen() {
    return !closing && !socket.isClosed();
  }

  /** Returns whether there is room; on a closed socket there is none. */
  boolean isReady() {
    return isOpen() && !socket.writeQueueFull();
  }

  /** Returns whether the client is behind with reading. */
  boolean isStalled() {
    return stallTimer.isPresent();
  }

  /** Writes a message; one to a closed socket is dropped. */
  void write(String message) {
    if (!isOpen()) {
      return;
    }
    socket.writeTextMessage(message);
    if (stallTimer.isEmpty() && !isReady()) {
      // Its answers need room too, so nothing more is read from a client that does not read.
      socket.pause();
      stallTimer =
          OptionalLong.of(
              vertx.setTimer(undrainedMs, id -> close(CloseCode.SLOW_CONSUMER, "too slow")));
    }
  }

  /**
   * Closes the socket.
   *
   * @param reason at most 123 bytes of UTF-8
   */
  void close(CloseCode code, String reason) {
    if (!isOpen()) {
      return;
    }
    cancelStallTimer();
    closing = true;
    socket.resume();
    socket.close(code.code(), reason);
  }

  /** Forgets the socket, which is closed. */
  void dispose() {
    closing = true;
    cancelStallTimer();
  }

  private void cancelStallTimer() {
    stallTimer.ifPresent(vertx::cancelTimer);
    stallTimer = OptionalLong.empty();
  }
}
