package io.github.vertxwpd.doctor;

/** Numbers of things, in words. */
final class Count {
  private Count() {}

  /** Writes a number and what it counts, such as {@code 2 events}. */
  static String of(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
