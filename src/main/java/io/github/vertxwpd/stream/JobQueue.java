package io.github.vertxwpd.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What waits for the journal's thread, in the order of the calls. For any thread. */
final class JobQueue {
  /** How many writes may share a transaction. */
  static final int MAX_GROUP = 128;

  /** How many jobs may wait: a disk that does not answer must not fill the memory. */
  static final int MAX_WAITING = 100_000;

  private final Deque<JournalJob> jobs = new ArrayDeque<>();
  private boolean closed;

  /** What became of a job that was handed in. */
  enum Admission {
    ACCEPTED,
    CLOSED,
    FULL
  }

  synchronized Admission add(JournalJob job) {
    if (closed) {
      return Admission.CLOSED;
    }
    if (jobs.size() >= MAX_WAITING) {
      return Admission.FULL;
    }
    jobs.add(job);
    notifyAll();
    return Admission.ACCEPTED;
  }

  /** Takes no more jobs; those that wait can still be fetched. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Returns whether it is closed and everything has been fetched. */
  synchronized boolean isDone() {
    return closed && jobs.isEmpty();
  }

  /**
   * Waits for the next jobs: all the writes that wait, up to {@link #MAX_GROUP}, or one task.
   *
   * @param limitMs how long to wait, in milliseconds
   * @return the jobs; empty where none came in that time, or none will come
   */
  synchronized List<JournalJob> next(long limitMs) {
    long start = System.nanoTime();
    while (jobs.isEmpty() && !closed) {
      long left = TimeUnit.MILLISECONDS.toNanos(limitMs) - (System.nanoTime() - start);
      if (left <= 0) {
        return List.of();
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        // An interrupt must not come between the journal and its files: it means nothing here.
      }
    }
    return fetch();
  }

  /** Takes no more jobs, and returns those that nobody will do. */
  synchronized List<JournalJob> abandon() {
    close();
    List<JournalJob> left = List.copyOf(jobs);
    jobs.clear();
    return left;
  }

  private List<JournalJob> fetch() {
    List<JournalJob> group = new ArrayList<>();
    while (group.size() < MAX_GROUP && jobs.peek() instanceof JournalJob.Write) {
      group.add(jobs.poll());
    }
    if (group.isEmpty() && !jobs.isEmpty()) {
      group.add(jobs.poll());
    }
    return group;
  }
}
