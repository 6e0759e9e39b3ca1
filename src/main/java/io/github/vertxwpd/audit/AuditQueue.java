package io.github.vertxwpd.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What waits to be recorded, in the order of the calls. For any thread. */
final class AuditQueue {
  /** How many records are written at once, unless more than that belong together. */
  static final int MAX_GROUP = 256;

  /** How many calls may wait: a disk that does not answer must not fill the memory. */
  static final int MAX_WAITING = 10_000;

  /**
   * What one call wants recorded, all or nothing.
   *
   * @param records what
   * @param done completed when it is on disk
   */
  record Waiting(List<AuditChain.Stamped> records, CompletableFuture<Void> done) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean closed;

  /** What became of a call. */
  enum Admission {
    ACCEPTED,
    CLOSED,
    FULL
  }

  synchronized Admission add(Waiting call) {
    if (closed) {
      return Admission.CLOSED;
    }
    if (waiting.size() >= MAX_WAITING) {
      return Admission.FULL;
    }
    waiting.add(call);
    notifyAll();
    return Admission.ACCEPTED;
  }

  /** Takes no more; what waits can still be fetched. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Returns whether it is closed and everything has been fetched. */
  synchronized boolean isDone() {
    return closed && waiting.isEmpty();
  }

  /**
   * Waits for what is to be recorded next: all that waits, up to {@link #MAX_GROUP} records.
   *
   * @param limitMs how long to wait, in milliseconds
   * @return the calls; empty where none came in that time, or none will come
   */
  synchronized List<Waiting> next(long limitMs) {
    long start = System.nanoTime();
    while (waiting.isEmpty() && !closed) {
      long left = TimeUnit.MILLISECONDS.toNanos(limitMs) - (System.nanoTime() - start);
      if (left <= 0) {
        return List.of();
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        // An interrupt must not come between the log and its file: it means nothing here.
      }
    }
    List<Waiting> group = new ArrayList<>();
    int records = 0;
    while (!waiting.isEmpty() && (group.isEmpty() || fits(records))) {
      group.add(waiting.remove());
      records += group.get(group.size() - 1).records().size();
    }
    return group;
  }

  private boolean fits(int records) {
    return records + waiting.element().records().size() <= MAX_GROUP;
  }
}
