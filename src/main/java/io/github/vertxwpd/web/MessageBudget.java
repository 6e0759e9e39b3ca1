package io.github.vertxwpd.web;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How many messages a client may still send: a token bucket. */
final class MessageBudget {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final double perNano;
  private final double burst;
  private final LongSupplier nanoClock;
  private double left;
  private long refilledAt;

  MessageBudget(int perSecond, int burst, LongSupplier nanoClock) {
    this.perNano = perSecond / NANOS_PER_SECOND;
    this.burst = burst;
    this.nanoClock = nanoClock;
    this.left = burst;
    this.refilledAt = nanoClock.getAsLong();
  }

  /** Takes some; returns whether there were so many. */
  boolean take(int messages) {
    long now = nanoClock.getAsLong();
    left = Math.min(burst, left + (now - refilledAt) * perNano);
    refilledAt = now;
    if (left < messages) {
      return false;
    }
    left -= messages;
    return true;
  }
}
