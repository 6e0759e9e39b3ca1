package io.github.vertxwpd.web;

import io.vertx.core.Vertx;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * Asks a client now and then whether it is there. One that is only behind with reading is left to
 * {@link SocketWriter}.
 */
final class Heartbeat {
  private final Vertx vertx;
  private final SocketWriter writer;
  private final WebLimits limits;
  private final LongFunction<String> message;
  private OptionalLong pingTimer = OptionalLong.empty();
  private OptionalLong pongTimer = OptionalLong.empty();
  private long number;

  /**
   * Prepares the pings.
   *
   * @param message makes the ping of a number
   */
  Heartbeat(Vertx vertx, SocketWriter writer, WebLimits limits, LongFunction<String> message) {
    this.vertx = vertx;
    this.writer = writer;
    this.limits = limits;
    this.message = message;
  }

  void start() {
    pingTimer = OptionalLong.of(vertx.setPeriodic(limits.pingMs(), id -> ping()));
  }

  private void ping() {
    if (!writer.isReady() || pongTimer.isPresent()) {
      return;
    }
    number++;
    writer.write(message.apply(number));
    pongTimer = OptionalLong.of(vertx.setTimer(limits.pongMs(), id -> onSilence()));
  }

  private void onSilence() {
    pongTimer = OptionalLong.empty();
    if (!writer.isStalled()) {
      writer.close(CloseCode.PING_TIMEOUT, "no pong");
    }
  }

  /** Takes a client's answer; one to an earlier ping counts for nothing. */
  void pong(long answered) {
    if (answered == number) {
      cancelPongTimer();
    }
  }

  void stop() {
    pingTimer.ifPresent(vertx::cancelTimer);
    cancelPongTimer();
  }

  private void cancelPongTimer() {
    pongTimer.ifPresent(vertx::cancelTimer);
    pongTimer = OptionalLong.empty();
  }
}
