package io.github.vertxwpd.web;

import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * Asks a client now and then whether it is there. One that is only behind with reading is left to
 * {@link SocketWriter}.
 */
final class Heartbeat {
  private final SocketWriter writer;
  private final WebLimits limits;
  private final LongConsumer ping;
  private long nextPingMs;
  private OptionalLong pongDueMs = OptionalLong.empty();
  private long number;

  /**
   * Begins to ask.
   *
   * @param ping sends the ping of a number
   * @param firstPingMs when to ask first
   */
  Heartbeat(SocketWriter writer, WebLimits limits, LongConsumer ping, long firstPingMs) {
    this.writer = writer;
    this.limits = limits;
    this.ping = ping;
    this.nextPingMs = firstPingMs;
  }

  /**
   * Asks where it is time to. To be called now and then.
   *
   * @return whether the client owes an answer for too long
   */
  boolean isSilent(long nowMs) {
    if (pongDueMs.isPresent() && nowMs >= pongDueMs.getAsLong()) {
      pongDueMs = OptionalLong.empty();
      return !writer.isStalled();
    }
    if (nowMs >= nextPingMs) {
      nextPingMs = nowMs + limits.pingMs();
      if (pongDueMs.isEmpty() && writer.isReady()) {
        number++;
        pongDueMs = OptionalLong.of(nowMs + limits.pongMs());
        ping.accept(number);
      }
    }
    return false;
  }

  /** Takes a client's answer; one to an earlier ping counts for nothing. */
  void pong(long answered) {
    if (answered == number) {
      pongDueMs = OptionalLong.empty();
    }
  }
}
