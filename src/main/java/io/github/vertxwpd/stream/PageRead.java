package io.github.vertxwpd.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reading of one page, with those who wait for it. Guarded by the lock of {@link PageCache}.
 */
final class PageRead {
  private final long number;
  private final List<CallerPromise<Void>> waiters = new ArrayList<>();
  private Optional<JournalPage> page = Optional.empty();
  private int untold;

  PageRead(long number) {
    this.number = number;
  }

  long number() {
    return number;
  }

  /** Adds one who waits, to be told on the context of the caller. */
  CallerPromise<Void> join() {
    CallerPromise<Void> waiter = new CallerPromise<>();
    waiters.add(waiter);
    return waiter;
  }

  /** Returns what was read; empty before. */
  Optional<JournalPage> page() {
    return page;
  }

  /** It has been read. */
  void found(JournalPage read) {
    page = Optional.of(read);
  }

  /** Nobody joins any more; returns who is to be told. */
  List<CallerPromise<Void>> end() {
    untold = waiters.size();
    return List.copyOf(waiters);
  }

  /** Another one has been told; returns whether it was the last. */
  boolean told() {
    untold--;
    return untold == 0;
  }
}
