package io.github.vertxwpd.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The damage is real, and what was committed before it is still there. */
class WriteAheadLogTest {
  @TempDir private Path live;
  @TempDir private Path killed;

  @BeforeEach
  void writeThreeRowsAndHalfATransactionAndDie() throws Exception {
    try (Connection connection = open(live);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA cache_size=2");
      statement.execute("CREATE TABLE t (text TEXT)");
      for (int row = 0; row < 3; row++) {
        statement.execute("INSERT INTO t VALUES ('committed')");
      }
      statement.execute("BEGIN IMMEDIATE");
      for (int row = 0; row < 200; row++) {
        statement.execute("INSERT INTO t VALUES (hex(randomblob(1000)))");
      }
      Files.copy(live.resolve("journal.db"), killed.resolve("journal.db"));
      Files.copy(live.resolve("journal.db-wal"), killed.resolve("journal.db-wal"));
      statement.execute("ROLLBACK");
    }
  }

  @Test
  void theEndOfTheLastTransactionIsFound() throws Exception {
    Path file = killed.resolve("journal.db-wal");
    int end = WriteAheadLog.in(killed).orElseThrow().committedEnd();
    assertThat(end).isPositive().isLessThan((int) Files.size(file));

    byte[] committed = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(committed, end));
    assertThat(rows(killed)).isEqualTo(3);
  }

  @Test
  void oneByteLessIsOneTransactionLess() throws Exception {
    Path file = killed.resolve("journal.db-wal");
    int end = WriteAheadLog.in(killed).orElseThrow().committedEnd();
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), end - 1));
    assertThat(rows(killed)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aTornLogLosesNothingThatWasCommitted(long seed) throws Exception {
    Path file = killed.resolve("journal.db-wal");
    byte[] before = Files.readAllBytes(file);
    String unused = WriteAheadLog.in(killed).orElseThrow().tear(new Random(seed));
    assertThat(Files.readAllBytes(file)).isNotEqualTo(before);
    assertThat(rows(killed)).isEqualTo(3);
  }

  @Test
  void aDirectoryWithoutALogHasNoneToTear() throws IOException {
    assertThat(WriteAheadLog.in(Files.createDirectory(killed.resolve("empty")))).isEmpty();
  }

  private static int rows(Path directory) throws SQLException {
    try (Connection connection = open(directory);
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM t")) {
      return count.getInt(1);
    }
  }

  private static Connection open(Path directory) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("journal.db"));
  }
}
