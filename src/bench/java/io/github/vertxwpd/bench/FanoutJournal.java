package io.github.vertxwpd.bench;

import io.github.vertxwpd.stream.Journal;
import io.github.vertxwpd.stream.JournalContents;
import io.github.vertxwpd.stream.JournalEntry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** A journal that keeps nothing and is done at once: what is measured is the way behind it. */
final class FanoutJournal implements Journal {
  private static final JournalContents EMPTY =
      new JournalContents("k3f9", 0, List.of(), List.of(), List.of(), List.of(), List.of());

  @Override
  public JournalContents contents() {
    return EMPTY;
  }

  @Override
  public void forgetContents() {}

  @Override
  public Future<Void> write(List<JournalEntry> entries) {
    return Future.succeededFuture();
  }

  @Override
  public Future<List<JournalEntry.Event>> events(long afterOffset, int limit) {
    return Future.succeededFuture(List.of());
  }

  @Override
  public Optional<String> trouble() {
    return Optional.empty();
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
