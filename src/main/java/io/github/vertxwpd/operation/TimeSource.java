package io.github.vertxwpd.operation;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Time as the gateway uses it: a wall clock to write down, a monotonic one to measure, and timers.
 */
interface TimeSource {
  /** Returns the time of day. */
  Instant now();

  /** Returns a number of milliseconds that only grows; its zero means nothing. */
  long monotonicMs();

  /**
   * Runs something later, on the calling event loop.
   *
   * @param delayMs when, in milliseconds; at least 1
   * @param action what
   * @return cancels it; harmless once it has run
   */
  Runnable after(long delayMs, Runnable action);

  /**
   * The time of the machine, with Vert.x' timers.
   *
   * @param vertx sets the timers
   * @param clock gives the time of day
   */
  static TimeSource of(Vertx vertx, Clock clock) {
    return new TimeSource() {
      @Override
      public Instant now() {
        return clock.instant();
      }

      @Override
      public long monotonicMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
      }

      @Override
      public Runnable after(long delayMs, Runnable action) {
        long id = vertx.setTimer(delayMs, fired -> action.run());
        return () -> vertx.cancelTimer(id);
      }
    };
  }
}
