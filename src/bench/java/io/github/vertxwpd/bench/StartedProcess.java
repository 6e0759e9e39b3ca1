package io.github.vertxwpd.bench;

import java.util.concurrent.TimeUnit;

/** How a process that a benchmark has started is stopped. */
final class StartedProcess {
  private StartedProcess() {}

  /**
   * Asks it to stop, waits until it has, and ends it where it does not come to that.
   *
   * @param seconds how long to wait
   */
  static void stop(Process process, long seconds) {
    process.destroy();
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
