package io.github.vertxwpd.connector.simulated;

/** The simulator's time, and the thread on which its listeners are called. */
interface Scheduler {
  /** Returns the time in milliseconds on a clock that only goes forward; its zero means nothing. */
  long nowMs();

  /**
   * Runs a task later on the scheduler's own thread. Does nothing once stopped.
   *
   * @param delayMs how much later, in milliseconds; 0 is as soon as possible
   * @param task what to run
   */
  void after(long delayMs, Runnable task);

  /** Forgets all tasks and ends the thread. Idempotent. */
  void stop();
}
