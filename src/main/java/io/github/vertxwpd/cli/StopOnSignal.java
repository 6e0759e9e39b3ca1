package io.github.vertxwpd.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an interrupt of the thread that made it, and holds the process
 * until that thread has cleaned up and released it, but no longer than it has patience.
 */
final class StopOnSignal {
  private final CountDownLatch cleanedUp = new CountDownLatch(1);
  private final Thread hook;

  /**
   * Begins to listen.
   *
   * @param patience how long the thread may take to clean up
   * @param overdue what to do when it has taken longer
   */
  StopOnSignal(Duration patience, Runnable overdue) {
    Thread thread = Thread.currentThread();
    this.hook = new Thread(() -> stop(thread, patience, overdue), "wpd-stop");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop(Thread thread, Duration patience, Runnable overdue) {
    thread.interrupt();
    try {
      if (!cleanedUp.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        overdue.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the process end: everything is cleaned up. */
  void release() {
    cleanedUp.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is what called for this.
    }
  }
}
