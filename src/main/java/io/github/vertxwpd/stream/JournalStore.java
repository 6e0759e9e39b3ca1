package io.github.vertxwpd.stream;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer's connection and its transactions. Used by the journal's thread alone.
 *
 * <p>Transactions are begun and ended by statements, with JDBC's autocommit on. Without it a full
 * disk is a trap: SQLite rolls back by itself, JDBC's {@code rollback()} fails, and the next insert
 * runs outside any transaction and stays.
 */
final class JournalStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalStore.class);

  private final Connection connection;
  private final Statement control;
  private final PreparedStatements statements;
  private final EntryStatements entries;
  private final Retention retention;

  JournalStore(Connection connection, JournalOptions options) throws SQLException {
    this.connection = connection;
    this.control = connection.createStatement();
    this.statements = new PreparedStatements(connection);
    this.entries = new EntryStatements(statements);
    this.retention = new Retention(statements, options);
  }

  /** Writes all of it in one transaction, or nothing. */
  void commit(List<JournalJob.Write> writes) throws SQLException {
    List<JournalEntry> group = writes.stream().flatMap(write -> write.entries().stream()).toList();
    inTransaction(
        () -> {
          store(group);
          // More is removed than comes in, so that retention keeps up, and not much more, so that a
          // small write stays a fast one.
          retention.prune(Math.min(Retention.MAX_AT_ONCE, 2 * group.size() + 8));
        });
  }

  private void store(List<JournalEntry> group) throws SQLException {
    long newest = 0;
    for (JournalEntry entry : group) {
      entries.store(entry);
      newest = entry instanceof JournalEntry.Event e ? Math.max(newest, e.offset()) : newest;
    }
    if (newest > 0) {
      entries.storeHead(newest);
    }
  }

  /** Writes something that changes nothing, to see whether it can be written. */
  void probe() throws SQLException {
    inTransaction(() -> entries.storeHead(0));
  }

  /**
   * Removes all that need not be remembered. Nobody waits for a write meanwhile.
   *
   * @return in how many transactions
   */
  int pruneAll() throws SQLException {
    int[] removed = new int[1];
    int transactions = 0;
    do {
      inTransaction(() -> removed[0] = retention.prune(Retention.MAX_AT_START));
      transactions++;
    } while (removed[0] > 0);
    return transactions;
  }

  /** Brings the write-ahead log into the database and empties it, which gives its space back. */
  void emptyLog() {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      LOG.debug("The write-ahead log cannot be emptied now", e);
    }
  }

  void run(JournalJob.Action action) throws SQLException {
    action.run(connection);
  }

  /** A part of a transaction. */
  private interface Changes {
    void run() throws SQLException;
  }

  private void inTransaction(Changes changes) throws SQLException {
    begin();
    boolean committed = false;
    try {
      changes.run();
      control.executeUpdate("COMMIT");
      committed = true;
    } finally {
      if (!committed) {
        rollBack();
      }
    }
  }

  /** Nothing is stored but after this: no statement ever runs outside a transaction. */
  private void begin() throws SQLException {
    try {
      control.executeUpdate("BEGIN IMMEDIATE");
    } catch (SQLException e) {
      rollBack();
      control.executeUpdate("BEGIN IMMEDIATE");
    }
  }

  private void rollBack() {
    statements.discard();
    try {
      control.executeUpdate("ROLLBACK");
    } catch (SQLException e) {
      // SQLite may have rolled back by itself; if not, the next BEGIN is refused, and tries again.
      LOG.debug("Nothing was left to roll back", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("The journal did not close cleanly: {}", e.toString());
    }
  }
}
