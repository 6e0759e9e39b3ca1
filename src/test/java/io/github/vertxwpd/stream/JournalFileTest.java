package io.github.vertxwpd.stream;

import static io.github.vertxwpd.stream.Entries.event;
import static io.github.vertxwpd.stream.Entries.offsets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalFileTest extends JournalTestBase {
  private static final String ASIDE = "gateway.db.corrupt-20261122T091400Z";

  @Test
  void aFileThatIsNoDatabaseIsSetAsideAndANewEpochBegins() throws Exception {
    String text = "this is no database, although it stands where one is looked for. ".repeat(100);
    Files.writeString(database(), text);

    SqliteJournal journal = open();

    assertThat(directory.resolve(ASIDE)).hasContent(text);
    await(journal.write(List.of(event(1))));
    assertThat(offsets(reopen(journal).contents().events())).containsExactly(1L);
  }

  @Test
  void aDamagedJournalIsSetAsideAndANewEpochBegins() throws Exception {
    SqliteJournal journal = open();
    for (int offset = 1; offset <= 200; offset++) {
      await(journal.write(List.of(event(offset))));
    }
    await(journal.close());
    overwriteTheMiddle();

    SqliteJournal next = open();

    assertThat(next.contents().epoch()).isNotEqualTo(journal.contents().epoch());
    assertThat(next.contents().head()).isZero();
    assertThat(directory.resolve(ASIDE)).exists();
  }

  @Test
  void aSecondDamagedJournalDoesNotReplaceTheFirst() throws Exception {
    for (int i = 0; i < 2; i++) {
      Files.writeString(database(), "damage number " + i);
      await(open().close());
    }

    assertThat(directory.resolve(ASIDE)).hasContent("damage number 0");
    assertThat(directory.resolve(ASIDE + "-2")).hasContent("damage number 1");
  }

  @Test
  void aDatabaseOfSomethingElseIsSetAside() throws Exception {
    execute("CREATE TABLE invoices (number INTEGER)");
    await(open().close());

    assertThat(directory.resolve(ASIDE)).exists();
  }

  @Test
  void anEmptyFileBecomesAJournal() throws Exception {
    Files.createFile(database());

    assertThat(open().contents().epoch()).hasSize(6);
    assertThat(directory.resolve(ASIDE)).doesNotExist();
  }

  @Test
  void aJournalOfANewerVersionIsRefusedAndLeftAsItIs() throws Exception {
    SqliteJournal journal = open();
    await(journal.write(List.of(event(1))));
    await(journal.close());
    execute("UPDATE meta SET value = '99' WHERE name = 'schema'");
    byte[] before = Files.readAllBytes(database());

    assertThatThrownBy(this::open)
        .isInstanceOf(JournalUnavailableException.class)
        .hasMessageContaining("schema version 99")
        .hasMessageContaining("run the newer program");
    assertThat(database()).hasBinaryContent(before);
  }

  @Test
  void aJournalOfAnOlderVersionIsBroughtUpToDateAndKeepsWhatItHolds() throws Exception {
    SqliteJournal journal = open();
    await(journal.write(List.of(event(1))));
    await(journal.close());
    JournalSchema newer =
        JournalSchema.current().with(List.of("CREATE TABLE aliases (device TEXT, alias TEXT)"));

    SqliteJournal migrated = open(options(), newer, NEVER_MS);

    assertThat(offsets(migrated.contents().events())).containsExactly(1L);
    assertThat(migrated.contents().epoch()).isEqualTo(journal.contents().epoch());
    await(migrated.run(connection -> connection.prepareStatement("SELECT alias FROM aliases")));
  }

  @Test
  void aMigrationThatFailsChangesNothing() throws Exception {
    SqliteJournal journal = open();
    await(journal.close());
    JournalSchema broken =
        JournalSchema.current().with(List.of("CREATE TABLE aliases (device)", "no statement"));

    assertThatThrownBy(() -> open(options(), broken, NEVER_MS))
        .isInstanceOf(JournalUnavailableException.class);
    assertThat(open().contents().epoch()).isEqualTo(journal.contents().epoch());
    execute("CREATE TABLE aliases (was_not_there TEXT)");
  }

  private Path database() {
    return directory.resolve("gateway.db");
  }

  private void overwriteTheMiddle() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(database().toFile(), "rw")) {
      file.seek(4_096);
      file.write(new byte[(int) file.length() - 8_192]);
    }
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
