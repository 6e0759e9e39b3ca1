package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Operation;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The statements that store entries. Run inside a transaction, by the journal's thread. */
final class EntryStatements {
  private static final String EVENT = "INSERT INTO events VALUES (?, ?, ?, ?, ?)";
  private static final String HEAD = "UPDATE head SET position = max(position, ?)";
  private static final String OPERATION =
      "INSERT INTO operations (id, started, ended_at, json) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (id) DO UPDATE SET started = excluded.started,"
          + " ended_at = excluded.ended_at, json = excluded.json";
  private static final String REQUEST_ID =
      "INSERT OR REPLACE INTO request_ids (id, meaning, operation, time) VALUES (?, ?, ?, ?)";
  private static final String HOLD = "INSERT OR REPLACE INTO holds VALUES (?, ?)";
  private static final String HOLD_ENDED = "DELETE FROM holds WHERE device = ?";
  private static final String DEVICE = "INSERT OR REPLACE INTO devices VALUES (?, ?, ?, ?, ?, ?)";

  private final PreparedStatements statements;

  EntryStatements(PreparedStatements statements) {
    this.statements = statements;
  }

  void store(JournalEntry entry) throws SQLException {
    if (entry instanceof JournalEntry.Event e) {
      statements.run(
          EVENT,
          e.offset(),
          toNanos(e.time()),
          e.type(),
          nullable(e.device().map(DeviceId::value)),
          e.json());
    } else if (entry instanceof JournalEntry.OperationState o) {
      Operation state = o.operation();
      statements.run(
          OPERATION,
          state.id(),
          o.started() ? 1 : 0,
          nullable(state.end().map(end -> toNanos(end.endedAt()))),
          state.toJson().encode());
    } else if (entry instanceof JournalEntry.RequestId r) {
      statements.run(REQUEST_ID, r.requestId(), r.meaning(), r.operation(), toNanos(r.time()));
    } else if (entry instanceof JournalEntry.Hold h) {
      statements.run(HOLD, h.device().value(), toNanos(h.since()));
    } else if (entry instanceof JournalEntry.HoldEnded h) {
      statements.run(HOLD_ENDED, h.device().value());
    } else if (entry instanceof JournalEntry.SeenDevice d) {
      statements.run(
          DEVICE,
          d.pnpId().toUpperCase(Locale.ROOT),
          d.pnpId(),
          d.device().value(),
          nullable(d.name()),
          nullable(d.manufacturer()),
          nullable(d.description()));
    }
  }

  /** Remembers the newest offset, which stands when the events themselves are gone. */
  void storeHead(long offset) throws SQLException {
    statements.run(HEAD, offset);
  }

  /** JDBC's word for "nothing here" is null. */
  private static Object nullable(Optional<?> value) {
    return value.orElse(null);
  }

  /** Times are kept in nanoseconds since 1970, which lasts until 2262. */
  static long toNanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }

  static Instant toInstant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }
}
