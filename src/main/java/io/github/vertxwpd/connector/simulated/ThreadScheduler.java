package io.github.vertxwpd.connector.simulated;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real time on one daemon thread. */
final class ThreadScheduler implements Scheduler {
  private static final Logger LOGGER = LoggerFactory.getLogger(ThreadScheduler.class);

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, ThreadScheduler::thread, new DiscardPolicy());

  ThreadScheduler() {
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "wpd-simulator");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // a task reports its own failure
  public void after(long delayMs, Runnable task) {
    executor.schedule(() -> run(task), delayMs, TimeUnit.MILLISECONDS);
  }

  /** Keeps what a listener throws, against its promise, from getting lost in a future. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOGGER.error("a listener failed", e);
    }
  }

  @Override
  public void stop() {
    executor.shutdown();
  }
}
