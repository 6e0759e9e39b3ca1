package io.github.vertxwpd.connector.wpd;

import java.util.Arrays;
import java.util.Locale;

/** Prints what was found, for the process that asked. */
final class NativeFigures {
  private static final double NANOS_IN_MICRO = 1_000;

  private final String row;

  /**
   * Prints a row's figures.
   *
   * @param what was done
   * @param how it was done
   */
  NativeFigures(String what, String how) {
    this.row = what + ", " + how;
  }

  void print(String name, double value) {
    System.out.printf(Locale.ROOT, "%s\t%s\t%.3f%n", row, name, value);
  }

  /** Prints what each of some requests has of a whole. */
  void print(String name, long whole, int requests) {
    print(name, (double) whole / requests);
  }

  /** Prints the middle of some durations, and one that few exceed. */
  void printMicros(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    print("p50 us", sorted[sorted.length / 2] / NANOS_IN_MICRO);
    print("p99 us", sorted[(int) (sorted.length * 0.99)] / NANOS_IN_MICRO);
  }

  static double micros(long nanos) {
    return nanos / NANOS_IN_MICRO;
  }
}
