package io.github.vertxwpd.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;

/**
 * What waits for the one thread that writes a file, in the order of the calls; what may be written
 * together is handed out together. For any thread.
 */
public final class WriteQueue<T> {
  private final int maxWaiting;
  private final BiPredicate<List<T>, T> joins;
  private final Deque<T> waiting = new ArrayDeque<>();
  private boolean closed;

  /** What became of what was handed in. */
  public enum Admission {
    ACCEPTED,
    CLOSED,
    FULL
  }

  /**
   * Makes a queue.
   *
   * @param maxWaiting how much may wait: a disk that does not answer must not fill the memory
   * @param joins whether a group, which is not empty, takes what comes next
   */
  public WriteQueue(int maxWaiting, BiPredicate<List<T>, T> joins) {
    this.maxWaiting = maxWaiting;
    this.joins = joins;
  }

  /** Hands something in. */
  public synchronized Admission add(T item) {
    if (closed) {
      return Admission.CLOSED;
    }
    if (waiting.size() >= maxWaiting) {
      return Admission.FULL;
    }
    waiting.add(item);
    notifyAll();
    return Admission.ACCEPTED;
  }

  /** Takes no more; what waits can still be fetched. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Returns whether it is closed and everything has been fetched. */
  public synchronized boolean isDone() {
    return closed && waiting.isEmpty();
  }

  /**
   * Waits for the next group.
   *
   * @param limitMs how long to wait, in milliseconds
   * @return the group; empty where nothing came in that time, or nothing will come
   */
  public synchronized List<T> next(long limitMs) {
    long start = System.nanoTime();
    while (waiting.isEmpty() && !closed) {
      long left = TimeUnit.MILLISECONDS.toNanos(limitMs) - (System.nanoTime() - start);
      if (left <= 0) {
        return List.of();
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        // An interrupt must not come between a writer and its file: it means nothing here.
      }
    }
    List<T> group = new ArrayList<>();
    while (!waiting.isEmpty() && (group.isEmpty() || joins.test(group, waiting.element()))) {
      group.add(waiting.remove());
    }
    return group;
  }

  /** Takes no more, and returns what nobody will write. */
  public synchronized List<T> abandon() {
    close();
    List<T> left = List.copyOf(waiting);
    waiting.clear();
    return left;
  }
}
