package io.github.vertxwpd.stream;

import java.sql.SQLException;
import java.time.Duration;

/**
 * Removes what need not be remembered any longer, a few rows with each transaction: thousands at
 * once would make one slow commit. Run inside a transaction, by the journal's thread.
 */
final class Retention {
  /** How long ended operations and request ids are remembered. */
  static final Duration OPERATIONS = Duration.ofHours(24);

  /** How many ended operations are remembered at most. */
  static final int MAX_OPERATIONS = 10_000;

  /** How many request ids are remembered at most. */
  static final int MAX_REQUEST_IDS = 100_000;

  /** An operation brings about two events and one request id: together 500 rows. */
  private static final int EVENTS_AT_ONCE = 300;

  private static final int OTHERS_AT_ONCE = 100;

  /** From the oldest on and without holes, so that what is kept can be read on from anywhere. */
  private static final String EVENTS =
      "DELETE FROM events WHERE position <= (SELECT max(position) FROM"
          + " (SELECT position, time FROM events ORDER BY position LIMIT "
          + EVENTS_AT_ONCE
          + ") WHERE time < ? OR position <= (SELECT position FROM head) - ?)";

  private static final String OLD_OPERATIONS =
      "DELETE FROM operations WHERE place IN (SELECT place FROM operations"
          + " WHERE ended_at < ? ORDER BY ended_at LIMIT "
          + OTHERS_AT_ONCE
          + ")";

  /** Places count up by one, so that those above the limit's are no more than it. */
  private static final String TOO_MANY_OPERATIONS =
      "DELETE FROM operations WHERE place IN (SELECT place FROM operations"
          + " WHERE place <= (SELECT max(place) FROM operations) - ?"
          + " AND ended_at IS NOT NULL ORDER BY place LIMIT "
          + OTHERS_AT_ONCE
          + ")";

  private static final String OLD_REQUEST_IDS =
      "DELETE FROM request_ids WHERE place IN (SELECT place FROM request_ids"
          + " WHERE time < ? ORDER BY time LIMIT "
          + OTHERS_AT_ONCE
          + ")";

  private static final String TOO_MANY_REQUEST_IDS =
      "DELETE FROM request_ids WHERE place IN (SELECT place FROM request_ids"
          + " WHERE place <= (SELECT max(place) FROM request_ids) - ? ORDER BY place LIMIT "
          + OTHERS_AT_ONCE
          + ")";

  private final PreparedStatements statements;
  private final JournalOptions options;

  Retention(PreparedStatements statements, JournalOptions options) {
    this.statements = statements;
    this.options = options;
  }

  /**
   * Removes some of what is too old or too much.
   *
   * @return how many rows; 0 means that there is nothing left to remove
   */
  int prune() throws SQLException {
    int removed = statements.run(EVENTS, cutoff(options.retention()), options.retainCount());
    int operations = statements.run(OLD_OPERATIONS, cutoff(OPERATIONS));
    removed += operations > 0 ? operations : statements.run(TOO_MANY_OPERATIONS, MAX_OPERATIONS);
    int ids = statements.run(OLD_REQUEST_IDS, cutoff(OPERATIONS));
    return removed + (ids > 0 ? ids : statements.run(TOO_MANY_REQUEST_IDS, MAX_REQUEST_IDS));
  }

  private long cutoff(Duration age) {
    return EntryStatements.toNanos(options.clock().instant().minus(age));
  }
}
