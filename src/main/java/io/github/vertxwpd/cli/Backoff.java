package io.github.vertxwpd.cli;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next try: twice as long each time, within bounds, and at random up to
 * half of it, so that many clients do not come back in step.
 */
final class Backoff {
  private final long firstMs;
  private final long longestMs;
  private long nextMs;

  Backoff(Duration first, Duration longest) {
    this.firstMs = first.toMillis();
    this.longestMs = longest.toMillis();
    this.nextMs = firstMs;
  }

  /** Returns the next wait. */
  Duration next() {
    long current = nextMs;
    nextMs = Math.min(longestMs, current * 2);
    return Duration.ofMillis(current - ThreadLocalRandom.current().nextLong(current / 2 + 1));
  }

  /** Begins again, after a success. */
  void reset() {
    nextMs = firstMs;
  }
}
