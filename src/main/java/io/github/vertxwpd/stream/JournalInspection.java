package io.github.vertxwpd.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/** What a look at the journal of a data directory finds, which changes nothing in it. */
public sealed interface JournalInspection {
  /** There is no journal yet. */
  record Missing() implements JournalInspection {}

  /**
   * A gateway was killed and its files were moved since: what it wrote last is beside the database,
   * and only one that writes can bring it in.
   *
   * @param file the database
   */
  record Unmerged(Path file) implements JournalInspection {}

  /**
   * The file is no database, or a damaged one.
   *
   * @param file the database
   * @param why what SQLite says
   */
  record Damaged(Path file, String why) implements JournalInspection {}

  /**
   * The journal can be read.
   *
   * @param file the database
   * @param inUse whether a gateway writes it now
   * @param bytes how large it is, what is beside the database included
   * @param epoch the journal's id
   * @param head the offset of the newest event that was ever written
   * @param events how many events are kept
   * @param newest when the newest of them was
   * @param whole whether it was read through and found whole; false where it is too large for that
   */
  record Legible(
      Path file,
      boolean inUse,
      long bytes,
      String epoch,
      long head,
      long events,
      Optional<Instant> newest,
      boolean whole)
      implements JournalInspection {}

  /** A larger file is not read through, as at the start of a gateway. */
  long MAX_CHECKED_BYTES = 256L << 20;

  /**
   * Looks at a journal. Blocks. A gateway that writes it meanwhile is not held up.
   *
   * @param directory the data directory
   * @throws JournalUnavailableException where it cannot be read, or a newer version of the program
   *     has written it
   */
  static JournalInspection of(Path directory) {
    Path file = directory.resolve(JournalDirectory.DATABASE);
    try {
      if (!Files.exists(file) || Files.size(file) == 0) {
        return new Missing();
      }
      boolean inUse = JournalDirectory.isHeld(directory);
      boolean log = Files.exists(beside(file, "-wal"));
      if (log && !Files.exists(beside(file, "-shm"))) {
        return new Unmerged(file);
      }
      loadLibrary(directory);
      return read(file, inUse, log);
    } catch (DamagedJournalException e) {
      return new Damaged(file, e.getMessage());
    } catch (SQLException | IOException e) {
      if (e instanceof SQLException failure && SqliteFailure.of(failure) == SqliteFailure.CORRUPT) {
        return new Damaged(file, failure.getMessage());
      }
      throw new JournalUnavailableException(
          "the journal "
              + file
              + " cannot be read ("
              + e.getMessage()
              + "): run this as the user that runs the gateway",
          e);
    }
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /** Where no gateway has unpacked it, the driver does, into the temporary directory. */
  private static void loadLibrary(Path directory) {
    Path unpacked = directory.resolve(JournalDirectory.NATIVE);
    if (Files.isDirectory(unpacked)) {
      NativeLibrary.load(unpacked);
    }
  }

  private static JournalInspection read(Path file, boolean inUse, boolean log)
      throws SQLException, IOException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    // Without a log nobody writes, and nothing must be made beside the file.
    String address = file.toUri() + (log ? "" : "?immutable=1");
    try (Connection connection =
        JDBC.createConnection(JDBC.PREFIX + address, config.toProperties())) {
      boolean whole = Files.size(file) <= MAX_CHECKED_BYTES;
      if (whole) {
        check(connection);
      }
      JournalSchema.current().knownVersion(connection);
      long bytes = Files.size(file) + (log ? Files.size(beside(file, "-wal")) : 0);
      long newest = number(connection, "SELECT coalesce(max(time), -1) FROM events");
      return new Legible(
          file,
          inUse,
          bytes,
          JournalSchema.epoch(connection),
          JournalSchema.head(connection),
          number(connection, "SELECT count(*) FROM events"),
          newest < 0 ? Optional.empty() : Optional.of(Instant.EPOCH.plusNanos(newest)),
          whole);
    }
  }

  private static void check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
      String result = row.next() ? row.getString(1) : "";
      if (!result.equals("ok")) {
        throw new DamagedJournalException(result.replace('\n', ' '));
      }
    }
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
