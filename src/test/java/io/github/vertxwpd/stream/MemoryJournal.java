package io.github.vertxwpd.stream;

import io.github.vertxwpd.documents.AsyncApi;
import io.github.vertxwpd.model.OperationState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A journal in memory, in a test's hands: it may be slow, or full, or forget events, and can be
 * opened again as after a crash. Events may be read on any thread; they must be some that {@code
 * asyncapi.yaml} describes.
 */
public final class MemoryJournal implements Journal {
  private record Write(List<JournalEntry> entries, Promise<Void> done) {}

  private record Read(
      List<JournalEntry.Event> found, Promise<List<JournalEntry.Event>> done, boolean failed) {
    void answer() {
      if (failed) {
        done.fail(new JournalUnavailableException("the disk cannot be read"));
      } else {
        done.complete(found);
      }
    }
  }

  private static final int MAX_DESCRIBED = 50;

  private JournalContents contents;
  private final List<JournalEntry> written = new ArrayList<>();
  private final Queue<Write> held = new ArrayDeque<>();
  private final NavigableMap<Long, JournalEntry.Event> events = new ConcurrentSkipListMap<>();
  private final Queue<Read> heldReads = new ConcurrentLinkedQueue<>();
  private final AtomicInteger reads = new AtomicInteger();
  private int keep = Integer.MAX_VALUE;
  private int described;
  private boolean holding;
  private volatile boolean holdingReads;
  private volatile boolean unreadable;
  private volatile boolean full;
  private volatile boolean forgotten;
  private volatile Duration busyFor = Duration.ZERO;

  private MemoryJournal(JournalContents contents) {
    this.contents = contents;
    contents.events().forEach(event -> events.put(event.offset(), event));
  }

  /** Makes an empty journal. */
  public static MemoryJournal empty(String epoch) {
    return new MemoryJournal(
        new JournalContents(epoch, 0, List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  /**
   * Makes the stream of a gateway whose journal never fails.
   *
   * @param retained how many events are kept, in memory as in the journal
   */
  public static EventStream stream(String gateway, String epoch, Clock clock, int retained) {
    return new EventStream(gateway, empty(epoch).keeping(retained), clock, retained, Runnable::run);
  }

  /** From now on only so many of the newest events are kept. */
  public MemoryJournal keeping(int count) {
    keep = count;
    return this;
  }

  /** Opens it again: what was written is what it holds. */
  public MemoryJournal reopen() {
    JournalReplay replay = new JournalReplay(contents);
    written.forEach(replay::apply);
    JournalContents all = replay.contents();
    return new MemoryJournal(
            new JournalContents(
                all.epoch(),
                all.head(),
                List.copyOf(events.values()),
                all.operations(),
                all.requestIds(),
                all.holds(),
                all.devices()))
        .keeping(keep);
  }

  /** The process dies: some of the writes that wait are on disk, but nobody was told. */
  public void dieAfterSyncing(int writes) {
    for (int i = 0; i < writes && !held.isEmpty() && !full; i++) {
      store(held.remove().entries());
    }
    held.clear();
  }

  /** Forgets the events and the operations that have ended: those are all retired. */
  public void retire() {
    JournalContents all = reopen().contents;
    contents =
        new JournalContents(
            all.epoch(),
            all.head(),
            List.of(),
            all.operations().stream()
                .filter(entry -> entry.operation().state() != OperationState.ENDED)
                .toList(),
            all.requestIds(),
            all.holds(),
            all.devices());
    written.clear();
    events.clear();
  }

  /** Forgets the events before an offset. */
  public void forgetBefore(long offset) {
    events.headMap(offset).clear();
  }

  /** Reads are answered later from now on, with what there was when they were asked for. */
  public void holdReads() {
    holdingReads = true;
  }

  /** The reads that waited are answered, and what comes is answered at once. */
  public void letReadsGo() {
    holdingReads = false;
    while (!heldReads.isEmpty()) {
      heldReads.remove().answer();
    }
  }

  /** Whether nothing can be read. */
  public void setUnreadable(boolean broken) {
    unreadable = broken;
  }

  /** Returns the offset of the oldest event that is kept, or the one after the newest. */
  public long oldest() {
    return events.isEmpty() ? contents.head() + 1 : events.firstKey();
  }

  /** Returns how often events were read. */
  public int reads() {
    return reads.get();
  }

  /** From now on nothing can be written. */
  public void fill() {
    full = true;
  }

  /** Everything can be written again. */
  public void makeRoom() {
    full = false;
  }

  /** Its thread has been at the same piece of work for so long. */
  public void beBusyFor(Duration time) {
    busyFor = time;
  }

  /** Writes wait from now on. */
  public void hold() {
    holding = true;
  }

  /** What waited is written, and what comes is written at once. */
  public void letGo() {
    holding = false;
    while (!held.isEmpty()) {
      take(held.remove());
    }
  }

  /** Returns what was written, in order. */
  public List<JournalEntry> written() {
    return List.copyOf(written);
  }

  /** Returns what was written after the first so many entries, in order. */
  public List<JournalEntry> written(int after) {
    return List.copyOf(written.subList(after, written.size()));
  }

  @Override
  public JournalContents contents() {
    return contents;
  }

  /** A test may open it again, and then needs them. */
  @Override
  public void forgetContents() {
    forgotten = true;
  }

  /** Returns whether the gateway has let go of what it began with. */
  public boolean isForgotten() {
    return forgotten;
  }

  @Override
  public Future<Void> write(List<JournalEntry> entries) {
    Write write = new Write(List.copyOf(entries), Promise.promise());
    if (holding) {
      held.add(write);
    } else {
      take(write);
    }
    return write.done().future();
  }

  private void take(Write write) {
    if (full) {
      write.done().fail(new JournalUnavailableException("the disk is full"));
    } else {
      store(write.entries());
      write.done().complete();
    }
  }

  private void store(List<JournalEntry> entries) {
    written.addAll(entries);
    for (JournalEntry entry : entries) {
      if (entry instanceof JournalEntry.Event event) {
        describe(event);
        events.put(event.offset(), event);
        events.headMap(event.offset() - keep, true).clear();
      }
    }
  }

  /** What is published must be written down; the first events are enough to see each kind. */
  private void describe(JournalEntry.Event event) {
    if (described < MAX_DESCRIBED) {
      described++;
      AsyncApi.checkSent("wpd.events", new JsonObject(event.json()));
    }
  }

  @Override
  public Future<List<JournalEntry.Event>> events(long afterOffset, int limit) {
    reads.incrementAndGet();
    Read read =
        new Read(
            events.tailMap(afterOffset, false).values().stream().limit(limit).toList(),
            Promise.promise(),
            unreadable);
    if (holdingReads) {
      heldReads.add(read);
    } else {
      read.answer();
    }
    return read.done().future();
  }

  @Override
  public Optional<String> trouble() {
    return full ? Optional.of("the disk is full") : Optional.empty();
  }

  @Override
  public Duration busyFor() {
    return busyFor;
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
