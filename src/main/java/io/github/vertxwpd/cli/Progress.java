package io.github.vertxwpd.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** One line on a terminal that says what is waited for and for how long; elsewhere nothing. */
final class Progress implements AutoCloseable {
  private final PrintWriter err;
  private final boolean visible;
  private final String what;
  private final long start = System.nanoTime();
  private int width;

  /**
   * Makes a line, which appears with the first {@link #tick()}.
   *
   * @param console where to show it
   * @param what what is waited for
   */
  Progress(Console console, String what) {
    this.err = console.err();
    this.visible = console.interactive() && !console.json();
    this.what = what;
  }

  /** Shows how much time has passed. */
  void tick() {
    if (visible) {
      String line = what + " ... " + seconds(Duration.ofNanos(System.nanoTime() - start));
      err.print("\r" + line);
      err.flush();
      width = line.length();
    }
  }

  /** Wipes the line. */
  @Override
  public void close() {
    if (width > 0) {
      err.print("\r" + " ".repeat(width) + "\r");
      err.flush();
    }
  }

  /** Writes a duration in seconds with one decimal. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
