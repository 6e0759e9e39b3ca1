package io.github.vertxwpd.stream;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * For how long a thread has been at the same piece of work: one that waits for work may wait for
 * ever, and one that works for ever is stuck. One thread works; any thread asks.
 */
final class BusyTime {
  private final LongSupplier nanoTime;
  private volatile OptionalLong since = OptionalLong.empty();

  /**
   * Makes the time of a thread that waits.
   *
   * @param nanoTime a clock that only goes forward, in nanoseconds; its zero means nothing
   */
  BusyTime(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The thread begins a piece of work. */
  void begin() {
    since = OptionalLong.of(nanoTime.getAsLong());
  }

  /** It has done it. */
  void end() {
    since = OptionalLong.empty();
  }

  /** Returns for how long it has been at it; zero where it waits. */
  Duration elapsed() {
    OptionalLong start = since;
    return start.isEmpty()
        ? Duration.ZERO
        : Duration.ofNanos(nanoTime.getAsLong() - start.getAsLong());
  }
}
