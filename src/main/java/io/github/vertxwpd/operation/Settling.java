package io.github.vertxwpd.operation;

/**
 * Turns a burst of hints into one action: a device that comes or goes is told many times, and one
 * that flaps is best looked at when it has settled. Confined to the gateway's event loop.
 */
final class Settling {
  /** A burst that does not end is acted on after this many times the quiet that it should have. */
  private static final int LONGEST = 4;

  private final TimeSource time;
  private final long quietMs;
  private final Runnable action;
  private boolean pending;
  private long firstMs;
  private long lastMs;
  private Runnable timer = () -> {};

  /**
   * Waits for nothing yet.
   *
   * @param quietMs how long no hint must have come before the action, in milliseconds; the action
   *     comes at the latest four times as long after the first hint
   * @param action what to do after a burst
   */
  Settling(TimeSource time, long quietMs, Runnable action) {
    this.time = time;
    this.quietMs = Math.max(1, quietMs);
    this.action = action;
  }

  /** Returns whether hints came that were not acted on. */
  boolean pending() {
    return pending;
  }

  /** Takes a hint. The timer is not set anew for each one, because there may be thousands. */
  void hint() {
    lastMs = time.monotonicMs();
    if (!pending) {
      pending = true;
      firstMs = lastMs;
      timer = time.after(quietMs, this::look);
    }
  }

  /** Forgets the hints. */
  void stop() {
    pending = false;
    timer.run();
  }

  private void look() {
    long dueMs = Math.min(lastMs + quietMs, firstMs + LONGEST * quietMs);
    long leftMs = dueMs - time.monotonicMs();
    if (leftMs > 0) {
      timer = time.after(leftMs, this::look);
    } else {
      pending = false;
      action.run();
    }
  }
}
