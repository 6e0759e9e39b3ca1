package io.github.vertxwpd.connector.simulated;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Time that passes only when a test says so. Tasks run on a thread of its own, one after another,
 * in the order of their times.
 */
final class VirtualTime implements AutoCloseable {
  private record Task(Scheduler owner, long atMs, long ordinal, Runnable work) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::atMs).thenComparingLong(Task::ordinal));
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private long nowMs;
  private long scheduled;

  /** Makes a scheduler that goes by this time. */
  Scheduler scheduler() {
    return new Scheduler() {
      private boolean stopped;

      @Override
      public long nowMs() {
        return now();
      }

      @Override
      public void after(long delayMs, Runnable task) {
        synchronized (VirtualTime.this) {
          if (!stopped) {
            tasks.add(new Task(this, nowMs + delayMs, scheduled++, task));
            VirtualTime.this.notifyAll();
          }
        }
      }

      @Override
      public void stop() {
        synchronized (VirtualTime.this) {
          stopped = true;
          tasks.removeIf(task -> task.owner() == this);
        }
      }
    };
  }

  private synchronized long now() {
    return nowMs;
  }

  /** Lets time pass, and returns when everything that was due in it has run. */
  void advance(long ms) {
    long untilMs = now() + ms;
    for (Task task = next(untilMs); task != null; task = next(untilMs)) {
      run(task);
    }
  }

  private synchronized Task next(long untilMs) {
    boolean due = !tasks.isEmpty() && tasks.peek().atMs() <= untilMs;
    nowMs = due ? tasks.peek().atMs() : untilMs;
    return due ? tasks.poll() : null;
  }

  private void run(Task task) {
    try {
      thread.submit(task.work()).get(20, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("a task failed", e);
    }
  }

  /** Returns once something is scheduled. */
  synchronized void awaitTask() throws InterruptedException {
    while (tasks.isEmpty()) {
      wait();
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
