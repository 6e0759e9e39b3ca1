package io.github.vertxwpd.bench;

import java.util.Arrays;

/** Durations of single calls, all of them kept. For one thread at a time. */
final class Latencies {
  private static final double NANOS_IN_MICRO = 1_000.0;

  private long[] nanos = new long[1_024];
  private int count;
  private boolean sorted;

  /** Adds a duration, in nanoseconds. */
  void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = duration;
    sorted = false;
  }

  /** Returns how many durations there are. */
  int count() {
    return count;
  }

  /**
   * Returns the duration that this part of all do not exceed, by the nearest rank.
   *
   * @param part above 0 and up to 1, which gives the longest
   * @return in microseconds
   * @throws IllegalStateException where there is none
   */
  double micros(double part) {
    if (count == 0) {
      throw new IllegalStateException("nothing was measured");
    }
    if (!sorted) {
      Arrays.sort(nanos, 0, count);
      sorted = true;
    }
    int rank = (int) Math.ceil(part * count);
    return nanos[Math.max(1, rank) - 1] / NANOS_IN_MICRO;
  }
}
