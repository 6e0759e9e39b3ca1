package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.ResetReason;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The events that memory has passed over, read from the journal page by page. For any thread.
 *
 * <p>The pages that were used last are kept for everybody, so that the memory is the same however
 * many walkers are behind. A page is read once for all who wait for it, and each is told on its own
 * context. Only so many pages are read at a time, and one that was read is not let go before those
 * who waited have been told: many walkers at many places cannot take the pages from each other
 * before they are used.
 */
final class PageCache {
  /** How many pages are kept: {@value}. */
  static final int MAX_PAGES = 64;

  /** How many pages are read, or waited for by some who have not been told yet: {@value}. */
  static final int MAX_READS = 16;

  private final Journal journal;
  private final Function<JournalEntry.Event, EncodedEvent> encoding;
  private final LongSupplier head;
  private final Object lock = new Object();
  private final Map<Long, JournalPage> kept = new LinkedHashMap<>(MAX_PAGES, 0.75f, true);
  private final Map<Long, PageRead> reads = new HashMap<>();
  private final Queue<PageRead> queue = new ArrayDeque<>();
  private int running;

  /**
   * Makes an empty cache.
   *
   * @param journal what to read
   * @param encoding makes what walkers are given of what the journal gives
   * @param head tells the newest event that may be shown
   */
  PageCache(
      Journal journal, Function<JournalEntry.Event, EncodedEvent> encoding, LongSupplier head) {
    this.journal = journal;
    this.encoding = encoding;
    this.head = head;
  }

  /**
   * Takes a walk's step.
   *
   * @param offset the next event, at or before the head
   */
  StreamWalk.Step step(long offset) {
    CallerPromise<Void> waiter;
    Optional<PageRead> next;
    synchronized (lock) {
      Optional<JournalPage> page = find(JournalPage.numberOf(offset), offset);
      if (page.isPresent()) {
        Optional<EncodedEvent> event = page.get().at(offset);
        return event.isPresent()
            ? new StreamWalk.Next(event.get())
            : new StreamWalk.Reset(ResetReason.RETENTION);
      }
      waiter = read(JournalPage.numberOf(offset)).join();
      next = takeNext();
    }
    next.ifPresent(this::start);
    return new StreamWalk.OnDisk(waiter.future());
  }

  /**
   * Finds the offset before the oldest event that the journal has, or the head where it has none,
   * and keeps the page that begins there: it can be walked although the journal may forget its
   * first events meanwhile.
   */
  Future<Long> beforeOldest() {
    long newest = head.getAsLong();
    return journal
        .events(0, JournalPage.SIZE)
        .map(
            events -> {
              if (events.isEmpty()) {
                return newest;
              }
              long oldest = events.get(0).offset();
              keep(page(JournalPage.numberOf(oldest), newest, events));
              return Math.min(oldest - 1, newest);
            });
  }

  /** Returns how many pages are in memory. */
  int size() {
    synchronized (lock) {
      return kept.size();
    }
  }

  private Optional<JournalPage> find(long number, long offset) {
    return Optional.ofNullable(reads.get(number))
        .flatMap(PageRead::page)
        .or(() -> Optional.ofNullable(kept.get(number)))
        .filter(page -> page.knows(offset));
  }

  /** Returns the reading of a page that goes on, or another where the last one came too early. */
  private PageRead read(long number) {
    PageRead going = reads.get(number);
    if (going != null && going.page().isEmpty()) {
      return going;
    }
    PageRead added = new PageRead(number);
    reads.put(number, added);
    queue.add(added);
    return added;
  }

  private Optional<PageRead> takeNext() {
    if (running >= MAX_READS || queue.isEmpty()) {
      return Optional.empty();
    }
    running++;
    return Optional.of(queue.remove());
  }

  /** The head comes first: everything up to it is on disk before the journal is asked. */
  private void start(PageRead read) {
    long newest = head.getAsLong();
    journal
        .events(JournalPage.before(read.number()), JournalPage.SIZE)
        .onComplete(
            events -> end(read, Optional.of(page(read.number(), newest, events)), Optional.empty()),
            failure -> end(read, Optional.empty(), Optional.of(failure)));
  }

  private JournalPage page(long number, long newest, List<JournalEntry.Event> events) {
    return new JournalPage(number, newest, events.stream().map(encoding).toList());
  }

  private void end(PageRead read, Optional<JournalPage> page, Optional<Throwable> failure) {
    List<CallerPromise<Void>> waiters;
    synchronized (lock) {
      page.ifPresent(read::found);
      page.ifPresent(this::keep);
      if (failure.isPresent()) {
        reads.remove(read.number(), read);
      }
      waiters = read.end();
    }
    for (CallerPromise<Void> waiter : waiters) {
      failure.ifPresentOrElse(waiter::fail, () -> waiter.succeed(null));
      waiter.afterwards(() -> told(read));
    }
  }

  private void told(PageRead read) {
    Optional<PageRead> next;
    synchronized (lock) {
      if (!read.told()) {
        return;
      }
      reads.remove(read.number(), read);
      running--;
      next = takeNext();
    }
    next.ifPresent(this::start);
  }

  private void keep(JournalPage page) {
    synchronized (lock) {
      kept.merge(page.number(), page, (old, read) -> read.isAsNewAs(old) ? read : old);
      if (kept.size() > MAX_PAGES) {
        Iterator<Long> longestUnused = kept.keySet().iterator();
        longestUnused.next();
        longestUnused.remove();
      }
    }
  }
}
