package io.github.vertxwpd.stream;

import static io.github.vertxwpd.stream.Entries.event;
import static io.github.vertxwpd.stream.Entries.offsets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SQLite answers a full disk and a file that may not grow with the same code, SQLITE_FULL. */
class FullDiskTest extends JournalTestBase {
  private static final String LARGE = "x".repeat(200_000);

  @Test
  void aWriteOnAFullDiskFailsAndLeavesNothingBehind() throws Exception {
    SqliteJournal journal = open();
    await(journal.write(List.of(event(1))));
    fill(journal);

    Future<Void> write =
        journal.write(List.of(Entries.state(Entries.accepted("1")), large(2), event(3)));

    assertThatThrownBy(() -> await(write))
        .isInstanceOf(JournalUnavailableException.class)
        .hasMessageContaining("is full")
        .hasMessageContaining(directory.toRealPath().toString());
    assertThat(journal.trouble()).hasValueSatisfying(why -> assertThat(why).contains("is full"));
    assertThat(offsets(await(journal.events(0, 10)))).containsExactly(1L);
    JournalContents contents = reopen(journal).contents();
    assertThat(contents.operations()).isEmpty();
    assertThat(contents.head()).isEqualTo(1);
  }

  @Test
  void itIsWrittenAgainWithoutReopeningOnceThereIsSpace() throws Exception {
    SqliteJournal journal = open();
    fill(journal);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> await(journal.write(List.of(large(1), event(2)))))
          .isInstanceOf(JournalUnavailableException.class);
    }

    empty(journal);
    await(journal.write(List.of(large(1), event(2))));

    assertThat(journal.trouble()).isEmpty();
    assertThat(offsets(reopen(journal).contents().events())).containsExactly(1L, 2L);
  }

  @Test
  void aGroupThatDoesNotFitFailsAsAWhole() throws Exception {
    SqliteJournal journal = open();
    fill(journal);
    var gate = gate(journal);
    List<List<JournalEntry>> writes = new ArrayList<>(Entries.writes(1, 5));
    writes.add(List.of(large(6)));
    List<Future<Void>> written = writeAll(journal, writes);
    gate.complete(null);
    await(Future.join(written).otherwiseEmpty());

    assertThat(written).noneMatch(Future::succeeded);
    assertThat(await(journal.events(0, 10))).isEmpty();
  }

  @Test
  void theReserveIsGivenUpOnAFullDiskAndTakenAgainAfterwards() throws Exception {
    SqliteJournal journal = open();
    Path reserve = directory.resolve("gateway.reserve");
    assertThat(reserve).hasSize(Reserve.BYTES);
    fill(journal);
    assertThatThrownBy(() -> await(journal.write(List.of(large(1)))))
        .isInstanceOf(JournalUnavailableException.class);
    assertThat(reserve).doesNotExist();

    empty(journal);
    await(journal.write(List.of(large(1))));

    assertThat(reserve).hasSize(Reserve.BYTES);
  }

  @Test
  void whileTheReserveIsMissingThereIsTroubleAlthoughWritesSucceed() throws Exception {
    SqliteJournal journal = open();
    Path reserve = directory.resolve("gateway.reserve");
    fill(journal);
    assertThatThrownBy(() -> await(journal.write(List.of(large(1)))))
        .isInstanceOf(JournalUnavailableException.class);
    Path obstacle = Files.createDirectories(reserve.resolve("no-space-here"));

    empty(journal);
    await(journal.write(List.of(large(1))));
    assertThat(journal.trouble()).isPresent();

    Files.delete(obstacle);
    Files.delete(reserve);
    await(journal.write(List.of(event(2))));
    assertThat(journal.trouble()).isEmpty();
  }

  @Test
  @Timeout(60)
  void theTroubleEndsByItselfWhileNobodyWrites() throws Exception {
    SqliteJournal journal = open(options(), JournalSchema.current(), 1);
    Path reserve = directory.resolve("gateway.reserve");
    Files.delete(reserve);
    Files.createDirectories(reserve.resolve("no-space-here"));
    fill(journal);
    assertThatThrownBy(() -> await(journal.write(List.of(large(1)))))
        .isInstanceOf(JournalUnavailableException.class);
    assertThat(journal.trouble()).isPresent();

    empty(journal);
    Files.move(reserve, directory.resolve("away"));
    while (journal.trouble().isPresent()) {
      Thread.onSpinWait();
    }
    assertThat(reserve).hasSize(Reserve.BYTES);
  }

  @Test
  void readersGoOnWhileTheDiskIsFull() throws Exception {
    SqliteJournal journal = open();
    await(journal.write(List.of(event(1))));
    fill(journal);
    Future<Void> write = journal.write(List.of(large(2)));
    Future<List<JournalEntry.Event>> read = journal.events(0, 10);

    assertThat(offsets(await(read))).containsExactly(1L);
    assertThatThrownBy(() -> await(write)).isInstanceOf(JournalUnavailableException.class);
  }

  private static JournalEntry.Event large(long offset) {
    return event(offset, Entries.NOW, LARGE);
  }

  /** A limit below the present size means: not one page more. */
  private static void fill(SqliteJournal journal) throws Exception {
    limit(journal, 1);
  }

  private static void empty(SqliteJournal journal) throws Exception {
    limit(journal, 1_000_000);
  }

  private static void limit(SqliteJournal journal, int pages) throws Exception {
    await(
        journal.run(
            connection -> {
              try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count = " + pages);
              }
            }));
  }
}
