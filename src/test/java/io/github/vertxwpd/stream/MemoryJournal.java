package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.OperationState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * A journal in memory, in a test's hands: it may be slow, or full, and can be opened again as after
 * a crash.
 */
public final class MemoryJournal implements Journal {
  private record Write(List<JournalEntry> entries, Promise<Void> done) {}

  private JournalContents contents;
  private final List<JournalEntry> written = new ArrayList<>();
  private final Queue<Write> held = new ArrayDeque<>();
  private boolean holding;
  private volatile boolean full;

  private MemoryJournal(JournalContents contents) {
    this.contents = contents;
  }

  /** Makes an empty journal. */
  public static MemoryJournal empty(String epoch) {
    return new MemoryJournal(
        new JournalContents(epoch, 0, List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  /** Makes the stream of a gateway whose journal never fails. */
  public static EventStream stream(String gateway, String epoch, Clock clock, int capacity) {
    return new EventStream(gateway, empty(epoch), clock, capacity, Runnable::run);
  }

  /** Opens it again: what was written is what it holds. */
  public MemoryJournal reopen() {
    JournalReplay replay = new JournalReplay(contents);
    written.forEach(replay::apply);
    return new MemoryJournal(replay.contents());
  }

  /** The process dies: some of the writes that wait are on disk, but nobody was told. */
  public void dieAfterSyncing(int writes) {
    for (int i = 0; i < writes && !held.isEmpty() && !full; i++) {
      written.addAll(held.remove().entries());
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
  }

  /** From now on nothing can be written. */
  public void fill() {
    full = true;
  }

  /** Everything can be written again. */
  public void makeRoom() {
    full = false;
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
      written.addAll(write.entries());
      write.done().complete();
    }
  }

  @Override
  public Future<List<JournalEntry.Event>> events(long afterOffset, int limit) {
    return Future.succeededFuture(
        written.stream()
            .filter(JournalEntry.Event.class::isInstance)
            .map(JournalEntry.Event.class::cast)
            .filter(event -> event.offset() > afterOffset)
            .limit(limit)
            .toList());
  }

  @Override
  public Optional<String> trouble() {
    return full ? Optional.of("the disk is full") : Optional.empty();
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
