package io.github.vertxwpd.stream;

import java.sql.SQLException;
import java.time.Duration;

/**
 * Removes what need not be remembered any longer, a few rows with each transaction while somebody
 * waits for it: thousands at once would make one slow commit. Run inside a transaction, by the
 * journal's thread.
 */
final class Retention {
  /** How long ended operations and request ids are remembered. */
  static final Duration OPERATIONS = Duration.ofHours(24);

  /** How many ended operations are remembered at most. */
  static final int MAX_OPERATIONS = 10_000;

  /** How many request ids are remembered at most. */
  static final int MAX_REQUEST_IDS = 100_000;

  /** How many events are removed at most at once while the gateway is at work. */
  static final int MAX_AT_ONCE = 300;

  /** How many are before it is: there, every transaction is a sync more until it is ready. */
  static final int MAX_AT_START = 10_000;

  /** An operation has one row and one request id, and more events than either. */
  private static final int EVENTS_OF_AN_OPERATION = 3;

  private static final int OTHERS_AT_ONCE = MAX_AT_ONCE / EVENTS_OF_AN_OPERATION;

  /** From the oldest on and without holes, so that what is kept can be read on from anywhere. */
  private static final String EVENTS =
      "DELETE FROM events WHERE position <= (SELECT max(position) FROM"
          + " (SELECT position, time FROM events ORDER BY position LIMIT ?)"
          + " WHERE time < ? OR position <= (SELECT position FROM head) - ?)";

  private static final String OLD_OPERATIONS =
      "DELETE FROM operations WHERE place IN (SELECT place FROM operations"
          + " WHERE ended_at < ? ORDER BY ended_at LIMIT ?)";

  /** Places count up by one, so that those above the limit's are no more than it. */
  private static final String TOO_MANY_OPERATIONS =
      "DELETE FROM operations WHERE place IN (SELECT place FROM operations"
          + " WHERE place <= (SELECT max(place) FROM operations) - ?"
          + " AND ended_at IS NOT NULL ORDER BY place LIMIT ?)";

  private static final String OLD_REQUEST_IDS =
      "DELETE FROM request_ids WHERE place IN (SELECT place FROM request_ids"
          + " WHERE time < ? ORDER BY time LIMIT ?)";

  private static final String TOO_MANY_REQUEST_IDS =
      "DELETE FROM request_ids WHERE place IN (SELECT place FROM request_ids"
          + " WHERE place <= (SELECT max(place) FROM request_ids) - ? ORDER BY place LIMIT ?)";

  private final PreparedStatements statements;
  private final JournalOptions options;

  Retention(PreparedStatements statements, JournalOptions options) {
    this.statements = statements;
    this.options = options;
  }

  /**
   * Removes some of what is too old or too much.
   *
   * @param most how many events
   * @return how many rows; 0 means that there is nothing left to remove
   */
  int prune(int most) throws SQLException {
    long day = cutoff(OPERATIONS);
    int others = Math.min(most, Math.max(OTHERS_AT_ONCE, most / EVENTS_OF_AN_OPERATION));
    int events = statements.run(EVENTS, most, cutoff(options.retention()), options.retainCount());
    int operations = statements.run(OLD_OPERATIONS, day, others);
    if (operations == 0) {
      operations = statements.run(TOO_MANY_OPERATIONS, MAX_OPERATIONS, others);
    }
    int requestIds = statements.run(OLD_REQUEST_IDS, day, others);
    if (requestIds == 0) {
      requestIds = statements.run(TOO_MANY_REQUEST_IDS, MAX_REQUEST_IDS, others);
    }
    return events + operations + requestIds;
  }

  private long cutoff(Duration age) {
    return EntryStatements.toNanos(options.clock().instant().minus(age));
  }
}
