package io.github.vertxwpd.stream;

/** Runs something a little later, on the event loop that asks. */
@FunctionalInterface
public interface RetryTimer {
  /**
   * Sets the timer.
   *
   * @param action what to run, once
   */
  void later(Runnable action);
}
