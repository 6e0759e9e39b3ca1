package io.github.vertxwpd.stream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A Vert.x, a directory, and journals that are closed at the end. */
abstract class JournalTestBase {
  /** Longer than any test: nothing is tried by itself. */
  static final long NEVER_MS = Duration.ofHours(1).toMillis();

  static Vertx vertx;

  @TempDir Path directory;

  final SettableClock clock = new SettableClock(Entries.NOW);
  private final List<Journal> open = new ArrayList<>();

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() throws Exception {
    await(vertx.close());
  }

  @AfterEach
  void closeJournals() throws Exception {
    for (Journal journal : open) {
      await(journal.close());
    }
  }

  JournalOptions options() {
    return JournalOptions.of(directory).withClock(clock);
  }

  SqliteJournal open() throws Exception {
    return open(options());
  }

  SqliteJournal open(JournalOptions options) throws Exception {
    return open(options, JournalSchema.current(), NEVER_MS);
  }

  SqliteJournal open(JournalOptions options, JournalSchema schema, long probeMs) throws Exception {
    SqliteJournal journal = await(SqliteJournal.open(vertx, options, schema, probeMs));
    open.add(journal);
    return journal;
  }

  SqliteJournal reopen(Journal journal) throws Exception {
    await(journal.close());
    return open();
  }

  /** Stops the writer until the gate is opened, so that writes have to wait. */
  static CompletableFuture<Void> gate(SqliteJournal journal) {
    CompletableFuture<Void> gate = new CompletableFuture<>();
    journal.run(connection -> gate.join());
    return gate;
  }

  static List<Future<Void>> writeAll(Journal journal, List<List<JournalEntry>> writes) {
    return writes.stream().map(journal::write).toList();
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.await(60, TimeUnit.SECONDS);
  }
}
