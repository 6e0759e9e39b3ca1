package io.github.vertxwpd.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;

/**
 * The database file: opens it, checks it, and sets it aside where it is damaged.
 *
 * <p>The settings were measured for this use: with {@code synchronous=FULL} a commit is on the disk
 * when it returns, and replayed power cuts lost nothing.
 */
final class JournalFile {
  private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);

  /** A larger file is not read through at the start; what is damaged there is found when read. */
  private static final long MAX_CHECKED_BYTES = 256L << 20;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final List<String> SETTINGS =
      List.of("PRAGMA busy_timeout = 5000", "PRAGMA synchronous = FULL");

  private static final List<String> WRITER_SETTINGS =
      List.of("PRAGMA wal_autocheckpoint = 2000", "PRAGMA journal_size_limit = 16777216");

  private final Path file;
  private final JournalSchema schema;
  private final Clock clock;

  JournalFile(Path file, JournalSchema schema, Clock clock) {
    this.file = file;
    this.schema = schema;
    this.clock = clock;
  }

  /**
   * Opens the journal for the one who writes. A damaged file is renamed, and a new journal begins.
   *
   * @throws SQLException where the file cannot be read or written at the moment
   */
  Connection openWriter() throws SQLException {
    try {
      return openChecked();
    } catch (DamagedJournalException e) {
      setAside(e);
      return openChecked();
    }
  }

  /** Opens the journal for one who reads. */
  Connection openReader() throws SQLException {
    Connection connection = connect();
    try {
      execute(connection, List.of("PRAGMA query_only = 1"));
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private Connection openChecked() throws SQLException {
    Connection connection = null;
    try {
      connection = connect();
      useWriteAheadLog(connection);
      execute(connection, WRITER_SETTINGS);
      check(connection);
      schema.apply(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      closeQuietly(connection);
      if (e instanceof SQLException failure && SqliteFailure.of(failure) == SqliteFailure.CORRUPT) {
        throw new DamagedJournalException("it is no database, or a damaged one", e);
      }
      throw e;
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = JDBC.createConnection(JDBC.PREFIX + file, new Properties());
    try {
      execute(connection, SETTINGS);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private void useWriteAheadLog(Connection connection) throws SQLException {
    String mode = text(connection, "PRAGMA journal_mode = WAL");
    if (!mode.equals("wal")) {
      throw new JournalUnavailableException(
          "the file system of "
              + file
              + " cannot hold the journal (journal mode "
              + mode
              + "): set data.dir to a directory on a local disk");
    }
  }

  private void check(Connection connection) throws SQLException {
    if (file.toFile().length() > MAX_CHECKED_BYTES) {
      return;
    }
    String result = text(connection, "PRAGMA quick_check(1)");
    if (!result.equals("ok")) {
      throw new DamagedJournalException(result.replace('\n', ' '));
    }
  }

  private void setAside(DamagedJournalException why) {
    String suffix = freeSuffix(".corrupt-" + TIME.format(clock.instant()));
    Path aside = Path.of(file + suffix);
    try {
      Files.move(file, aside);
      Path log = Path.of(file + "-wal");
      if (Files.exists(log)) {
        Files.move(log, Path.of(aside + "-wal"));
      }
      Files.deleteIfExists(Path.of(file + "-shm"));
    } catch (IOException e) {
      throw new JournalUnavailableException(
          "the journal " + file + " is damaged and cannot be renamed: move it away", e);
    }
    LOG.error(
        "The journal {} is lost ({}). It is kept as {}. A new one begins, with a new epoch:"
            + " subscribers start again, and what became of running operations is not known",
        file,
        why.getMessage(),
        aside);
  }

  private String freeSuffix(String wanted) {
    String suffix = wanted;
    for (int i = 2; Files.exists(Path.of(file + suffix)); i++) {
      suffix = wanted + "-" + i;
    }
    return suffix;
  }

  private static void execute(Connection connection, List<String> settings) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String setting : settings) {
        statement.execute(setting);
      }
    }
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private static void closeQuietly(Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("A connection to the journal did not close", e);
      }
    }
  }
}
