package io.github.vertxwpd.stream;

import static io.github.vertxwpd.stream.Entries.NOW;
import static io.github.vertxwpd.stream.Entries.event;
import static io.github.vertxwpd.stream.Entries.offsets;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.Operation;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalRetentionTest extends JournalTestBase {
  @Test
  void eventsBeyondTheCountAreRemovedFromTheOldestOn() throws Exception {
    SqliteJournal journal = open(options().withRetention(Duration.ofHours(24), 3));
    for (long offset = 1; offset <= 10; offset++) {
      await(journal.write(List.of(event(offset))));
    }

    assertThat(offsets(await(journal.events(0, 100)))).containsExactly(8L, 9L, 10L);
  }

  @Test
  void eventsAreRemovedWhenTheyAreOldAndNotBefore() throws Exception {
    SqliteJournal journal = open();
    await(journal.write(List.of(event(1, clock.instant()))));
    clock.advance(Duration.ofHours(24));
    await(journal.write(List.of(event(2, clock.instant()))));
    assertThat(offsets(await(journal.events(0, 100)))).containsExactly(1L, 2L);

    clock.advance(Duration.ofMillis(1));
    await(journal.write(List.of(event(3, clock.instant()))));

    assertThat(offsets(await(journal.events(0, 100)))).containsExactly(2L, 3L);
  }

  @Test
  void aGroupRemovesAFewRowsOnly() throws Exception {
    SqliteJournal journal = open();
    await(Future.all(writeAll(journal, Entries.writes(1, 1_000))));
    clock.advance(Duration.ofHours(25));
    await(journal.write(List.of(event(1_001, clock.instant()))));

    assertThat(await(journal.events(0, 2_000))).hasSizeBetween(501, 1_000);
  }

  @Test
  void whatIsTooOldIsGoneWhenTheJournalIsOpened() throws Exception {
    SqliteJournal journal = open();
    await(Future.all(writeAll(journal, Entries.writes(1, 1_000))));
    clock.advance(Duration.ofHours(25));

    assertThat(reopen(journal).contents().events()).isEmpty();
  }

  @Test
  void whatIsTooOldAtTheStartCostsFewSyncs() throws Exception {
    SqliteJournal journal = open();
    await(Future.all(writeAll(journal, Entries.writes(1, 2_000))));
    await(journal.close());
    clock.advance(Duration.ofHours(25));
    JournalFile file =
        new JournalFile(directory.resolve("gateway.db"), JournalSchema.current(), clock);

    try (JournalStore store = new JournalStore(file.openWriter(), options())) {
      assertThat(store.pruneAll()).as("one that removes, one that finds nothing").isEqualTo(2);
    }

    assertThat(open().contents().events()).isEmpty();
  }

  @Test
  void theLastOffsetStandsWhenNoEventIsLeft() throws Exception {
    SqliteJournal journal = open();
    await(journal.write(List.of(event(1), event(2))));
    clock.advance(Duration.ofHours(25));
    await(journal.write(List.of(Entries.state(Entries.accepted("1")))));
    assertThat(await(journal.events(0, 100))).isEmpty();

    JournalContents contents = reopen(journal).contents();

    assertThat(contents.head()).isEqualTo(2);
    assertThat(contents.epoch()).isEqualTo(journal.contents().epoch());
  }

  @Test
  void anOperationIsForgottenADayAfterItsEndAndNeverBeforeIt() throws Exception {
    SqliteJournal journal = open();
    await(
        journal.write(
            List.of(
                Entries.state(Entries.accepted("running")),
                Entries.state(Entries.ended("old", NOW)),
                Entries.state(Entries.ended("new", NOW.plusSeconds(1))))));
    clock.advance(Duration.ofHours(24).plusMillis(500));

    assertThat(ids(reopen(journal).contents())).containsExactly("running", "new");
  }

  @Test
  void aRequestIdIsForgottenAfterADay() throws Exception {
    SqliteJournal journal = open();
    await(
        journal.write(
            List.of(Entries.requestId("old", NOW), Entries.requestId("new", NOW.plusSeconds(1)))));
    clock.advance(Duration.ofHours(24).plusMillis(500));

    assertThat(reopen(journal).contents().requestIds())
        .containsExactly(Entries.requestId("new", NOW.plusSeconds(1)));
  }

  @Test
  void holdsAndNamesAreNotForgotten() throws Exception {
    SqliteJournal journal = open();
    JournalEntry.Hold hold = new JournalEntry.Hold(Entries.CAMERA, NOW);
    await(journal.write(List.of(hold)));
    clock.advance(Duration.ofDays(1_000));

    assertThat(reopen(journal).contents().holds()).containsExactly(hold);
  }

  @Test
  void onlyTheNewest10000EndedOperationsAreRememberedBesideThoseThatRun() throws Exception {
    SqliteJournal journal = open();
    List<Future<Void>> written = new ArrayList<>();
    written.add(journal.write(List.of(Entries.state(Entries.accepted("running")))));
    for (int i = 0; i < Retention.MAX_OPERATIONS + 500; i++) {
      written.add(journal.write(List.of(Entries.state(Entries.ended("" + i, NOW)))));
    }
    await(Future.all(written));

    List<String> ids = ids(reopen(journal).contents());

    assertThat(ids).hasSize(Retention.MAX_OPERATIONS + 1).contains("running", "10499");
    assertThat(ids).doesNotContain("499");
  }

  private static List<String> ids(JournalContents contents) {
    return contents.operations().stream()
        .map(JournalEntry.OperationState::operation)
        .map(Operation::id)
        .toList();
  }
}
