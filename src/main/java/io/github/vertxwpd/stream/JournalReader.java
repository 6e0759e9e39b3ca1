package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Operation;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads entries back over a connection of its own. Used by one thread at a time. */
final class JournalReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);

  private final Connection connection;

  JournalReader(Connection connection) {
    this.connection = connection;
  }

  /** Turns a row into an entry; empty where it makes none. */
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Reads what is remembered.
   *
   * @param eventLimit how many of the newest events
   */
  JournalContents contents(int eventLimit) throws SQLException {
    return new JournalContents(
        JournalSchema.epoch(connection),
        JournalSchema.head(connection),
        read(
            "SELECT * FROM (SELECT * FROM events ORDER BY position DESC LIMIT ?) ORDER BY position",
            JournalReader::event,
            eventLimit),
        read("SELECT json, started FROM operations ORDER BY place", JournalReader::operation),
        read(
            "SELECT id, meaning, operation, time FROM request_ids ORDER BY place",
            row ->
                new JournalEntry.RequestId(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    EntryStatements.toInstant(row.getLong(4)))),
        read(
            "SELECT device, since FROM holds ORDER BY since, device",
            row ->
                new JournalEntry.Hold(
                    new DeviceId(row.getString(1)), EntryStatements.toInstant(row.getLong(2)))),
        read(
            "SELECT pnp_id, device, name, manufacturer, description FROM devices",
            row ->
                new JournalEntry.SeenDevice(
                    row.getString(1),
                    new DeviceId(row.getString(2)),
                    Optional.ofNullable(row.getString(3)),
                    Optional.ofNullable(row.getString(4)),
                    Optional.ofNullable(row.getString(5)))));
  }

  /** Reads events after an offset. */
  List<JournalEntry.Event> events(long afterOffset, int limit) throws SQLException {
    return read(
        "SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?",
        JournalReader::event,
        afterOffset,
        limit);
  }

  private static JournalEntry.Event event(ResultSet row) throws SQLException {
    return new JournalEntry.Event(
        row.getLong("position"),
        EntryStatements.toInstant(row.getLong("time")),
        row.getString("type"),
        Optional.ofNullable(row.getString("device")).map(DeviceId::new),
        row.getString("json"));
  }

  private static JournalEntry.OperationState operation(ResultSet row) throws SQLException {
    return new JournalEntry.OperationState(
        Operation.fromJson(new JsonObject(row.getString(1))), row.getBoolean(2));
  }

  /** One row that cannot be understood must not cost all the others. */
  private <T> List<T> read(String query, RowReader<T> reader, long... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        statement.setLong(i + 1, values[i]);
      }
      List<T> entries = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          try {
            entries.add(reader.read(row));
          } catch (RuntimeException e) {
            LOG.error("A row of the journal cannot be understood and is passed over: {}", query, e);
          }
        }
      }
      return entries;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A reader's connection did not close", e);
    }
  }
}
