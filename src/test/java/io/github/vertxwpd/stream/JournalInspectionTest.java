package io.github.vertxwpd.stream;

import static io.github.vertxwpd.stream.Entries.NOW;
import static io.github.vertxwpd.stream.Entries.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look at a journal that changes nothing. */
class JournalInspectionTest extends JournalTestBase {
  @TempDir private Path copy;

  private JournalInspection.Legible legible(Path where) {
    return (JournalInspection.Legible) JournalInspection.of(where);
  }

  private Path database() {
    return directory.resolve("gateway.db");
  }

  private static List<String> names(Path where) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whereThereIsNoneNoneIsMade() throws Exception {
    assertThat(JournalInspection.of(directory)).isInstanceOf(JournalInspection.Missing.class);
    assertThat(JournalInspection.of(directory.resolve("nowhere")))
        .isInstanceOf(JournalInspection.Missing.class);
    assertThat(directory).isEmptyDirectory();

    Files.createFile(database());
    assertThat(JournalInspection.of(directory)).isInstanceOf(JournalInspection.Missing.class);
  }

  @Test
  void oneInUseIsReadAndItsGatewayGoesOn() throws Exception {
    SqliteJournal journal = open();
    await(journal.write(List.of(event(1), event(2))));

    JournalInspection.Legible seen = legible(directory);
    await(journal.write(List.of(event(3))));

    assertThat(seen.inUse()).isTrue();
    assertThat(seen.epoch()).isEqualTo(journal.contents().epoch());
    assertThat(seen.events()).isEqualTo(2);
    assertThat(seen.head()).isEqualTo(2);
    assertThat(seen.newest()).contains(NOW);
    assertThat(seen.whole()).isTrue();
    assertThat(legible(directory).events()).isEqualTo(3);
    assertThatThrownBy(this::open)
        .as("the gateway holds its directory still")
        .isInstanceOf(JournalUnavailableException.class);
  }

  @Test
  void oneThatWasClosedIsReadAndNothingIsMadeBesideIt() throws Exception {
    SqliteJournal journal = open();
    await(journal.write(List.of(event(1))));
    await(journal.close());
    List<String> before = names(directory);

    JournalInspection.Legible seen = legible(directory);

    assertThat(seen.inUse()).isFalse();
    assertThat(seen.events()).isEqualTo(1);
    assertThat(names(directory)).isEqualTo(before).doesNotContain("gateway.db-shm");
    assertThat(open().contents().epoch()).isEqualTo(seen.epoch());
  }

  /** Copies the files as they are on the disk of a gateway that is killed now. */
  private void kill(String... files) throws Exception {
    for (String file : files) {
      Files.copy(directory.resolve(file), copy.resolve(file));
    }
  }

  @Test
  void whatAKilledGatewayWroteLastIsSeenAndStaysForTheNextStart() throws Exception {
    SqliteJournal journal = open();
    await(journal.write(List.of(event(1), event(2))));
    kill("gateway.db", "gateway.db-wal", "gateway.db-shm", "gateway.lock");

    assertThat(legible(copy).events()).isEqualTo(2);
    assertThat(legible(copy).inUse()).isFalse();
    SqliteJournal next =
        open(
            new JournalOptions(copy, options().retention(), 100, 100, clock, JournalListener.NONE));
    assertThat(next.contents().head()).isEqualTo(2);
  }

  @Test
  void aLogWithoutItsIndexIsLeftToTheNextStart() throws Exception {
    SqliteJournal journal = open();
    await(journal.write(List.of(event(1))));
    kill("gateway.db", "gateway.db-wal");

    assertThat(JournalInspection.of(copy)).isInstanceOf(JournalInspection.Unmerged.class);
    assertThat(names(copy)).containsExactly("gateway.db", "gateway.db-wal");
  }

  @Test
  void whatIsNoJournalIsDamaged() throws Exception {
    Files.writeString(database(), "no database ".repeat(500));
    assertThat(JournalInspection.of(directory)).isInstanceOf(JournalInspection.Damaged.class);

    Files.delete(database());
    execute("CREATE TABLE invoices (number INTEGER)");
    assertThat(JournalInspection.of(directory)).isInstanceOf(JournalInspection.Damaged.class);
  }

  @Test
  void aJournalWhoseMiddleWasOverwrittenIsDamaged() throws Exception {
    SqliteJournal journal = open();
    for (int offset = 1; offset <= 200; offset++) {
      await(journal.write(List.of(event(offset))));
    }
    await(journal.close());
    byte[] bytes = Files.readAllBytes(database());
    Arrays.fill(bytes, 4_096, bytes.length - 4_096, (byte) 0);
    Files.write(database(), bytes);

    assertThat(JournalInspection.of(directory)).isInstanceOf(JournalInspection.Damaged.class);
    assertThat(database()).hasBinaryContent(bytes);
  }

  @Test
  void aJournalOfANewerVersionIsNotUnderstood() throws Exception {
    await(open().close());
    execute("UPDATE meta SET value = '99' WHERE name = 'schema'");

    assertThatThrownBy(() -> JournalInspection.of(directory))
        .isInstanceOf(JournalUnavailableException.class)
        .hasMessageContaining("run the newer program");
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
