package io.github.vertxwpd.stream;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tables of a journal, and the steps that lead to them. A step is never changed once a version
 * with it has been released: the next one is appended.
 */
final class JournalSchema {
  /** Step {@code n} leads from version {@code n} to {@code n + 1}; an empty file has version 0. */
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
              "INSERT INTO meta (name, value) VALUES ('schema', '0')",
              // Of its own: it stands when retention has emptied the events.
              "CREATE TABLE head (position INTEGER NOT NULL)",
              "INSERT INTO head (position) VALUES (0)",
              "CREATE TABLE events (position INTEGER PRIMARY KEY, time INTEGER NOT NULL,"
                  + " type TEXT NOT NULL, device TEXT, json TEXT NOT NULL)",
              "CREATE TABLE operations (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
                  + " started INTEGER NOT NULL, ended_at INTEGER, json TEXT NOT NULL)",
              "CREATE INDEX operations_ended ON operations (ended_at) WHERE ended_at IS NOT NULL",
              "CREATE TABLE request_ids (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
                  + " meaning TEXT NOT NULL, operation TEXT NOT NULL, time INTEGER NOT NULL)",
              "CREATE INDEX request_ids_time ON request_ids (time)",
              "CREATE TABLE holds (device TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID",
              "CREATE TABLE devices (pnp_key TEXT PRIMARY KEY, pnp_id TEXT NOT NULL,"
                  + " device TEXT NOT NULL, name TEXT, manufacturer TEXT, description TEXT)"
                  + " WITHOUT ROWID"));

  private static final String EPOCH_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final int EPOCH_LENGTH = 6;

  private final List<List<String>> steps;

  private JournalSchema(List<List<String>> steps) {
    this.steps = steps;
  }

  /** Returns the schema of this version of the program. */
  static JournalSchema current() {
    return new JournalSchema(STEPS);
  }

  /** Returns this schema with one step more. */
  JournalSchema with(List<String> step) {
    return new JournalSchema(Stream.concat(steps.stream(), Stream.of(step)).toList());
  }

  /**
   * Brings a file to this schema, in one transaction.
   *
   * @throws DamagedJournalException where the file is a database, but no journal
   * @throws JournalUnavailableException where a newer version of the program has written it
   */
  void apply(Connection connection) throws SQLException {
    int version = knownVersion(connection);
    if (version == steps.size()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("BEGIN IMMEDIATE");
      for (int step = version; step < steps.size(); step++) {
        for (String sql : steps.get(step)) {
          statement.executeUpdate(sql);
        }
      }
      statement.executeUpdate("UPDATE meta SET value = " + steps.size() + " WHERE name = 'schema'");
      if (version == 0) {
        statement.executeUpdate("INSERT INTO meta VALUES ('epoch', '" + newEpoch() + "')");
      }
      statement.executeUpdate("COMMIT");
    }
  }

  /**
   * Returns the schema's version in a file; 0 where it is empty.
   *
   * @throws DamagedJournalException where the file is a database, but no journal
   * @throws JournalUnavailableException where a newer version of the program has written it
   */
  int knownVersion(Connection connection) throws SQLException {
    int version = version(connection);
    if (version > steps.size()) {
      throw new JournalUnavailableException(
          "the journal has schema version "
              + version
              + ", and this version of the program knows up to "
              + steps.size()
              + ": run the newer program, or set data.dir to another directory");
    }
    return version;
  }

  private static int version(Connection connection) throws SQLException {
    if (text(connection, "SELECT count(*) FROM sqlite_schema").equals("0")) {
      return 0;
    }
    if (text(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'meta'").equals("0")) {
      throw new DamagedJournalException("it is a database, but no journal");
    }
    String version = text(connection, "SELECT value FROM meta WHERE name = 'schema'");
    try {
      return Integer.parseInt(version);
    } catch (NumberFormatException e) {
      throw new DamagedJournalException("its schema version cannot be read", e);
    }
  }

  /** Returns the journal's id. */
  static String epoch(Connection connection) throws SQLException {
    return text(connection, "SELECT value FROM meta WHERE name = 'epoch'");
  }

  /** Returns the offset of the newest event that was ever written. */
  static long head(Connection connection) throws SQLException {
    return Long.parseLong(text(connection, "SELECT position FROM head"));
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      if (!row.next()) {
        throw new DamagedJournalException("a part of it is missing");
      }
      return row.getString(1);
    }
  }

  private static String newEpoch() {
    SecureRandom random = new SecureRandom();
    StringBuilder epoch = new StringBuilder();
    for (int i = 0; i < EPOCH_LENGTH; i++) {
      epoch.append(EPOCH_LETTERS.charAt(random.nextInt(EPOCH_LETTERS.length())));
    }
    return epoch.toString();
  }
}
