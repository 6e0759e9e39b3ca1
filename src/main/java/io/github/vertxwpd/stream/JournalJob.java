package io.github.vertxwpd.stream;

import io.github.vertxwpd.file.WriteQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the journal's thread is asked to do. */
sealed interface JournalJob {
  /** How many writes may share a transaction. */
  int MAX_GROUP = 128;

  /** How many jobs may wait. */
  int MAX_WAITING = 100_000;

  /** Makes a queue that hands out writes together, and every task alone. */
  static WriteQueue<JournalJob> queue() {
    return new WriteQueue<>(
        MAX_WAITING,
        (group, next) ->
            next instanceof Write && group.get(0) instanceof Write && group.size() < MAX_GROUP);
  }

  /** Returns what the one who asked waits for. */
  CallerPromise<Void> done();

  /**
   * Entries to be written as one; several writes may share a transaction.
   *
   * @param entries the entries
   * @param done kept when they are on disk
   */
  record Write(List<JournalEntry> entries, CallerPromise<Void> done) implements JournalJob {}

  /**
   * Something to do with the writer's connection, between two transactions.
   *
   * @param action what
   * @param done kept when it has been done
   */
  record Task(Action action, CallerPromise<Void> done) implements JournalJob {}

  /** Something to do with a connection. */
  @FunctionalInterface
  interface Action {
    /** Does it. */
    void run(Connection connection) throws SQLException;
  }
}
