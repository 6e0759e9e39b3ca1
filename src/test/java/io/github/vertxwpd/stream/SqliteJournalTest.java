package io.github.vertxwpd.stream;

import static io.github.vertxwpd.stream.Entries.CAMERA;
import static io.github.vertxwpd.stream.Entries.NOW;
import static io.github.vertxwpd.stream.Entries.event;
import static io.github.vertxwpd.stream.Entries.offsets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Operation;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SqliteJournalTest extends JournalTestBase {
  @Test
  void aNewJournalIsEmptyAndHasAnEpoch() throws Exception {
    JournalContents contents = open().contents();

    assertThat(contents.epoch()).matches("[0-9a-z]{6}");
    assertThat(contents.head()).isZero();
    assertThat(contents.events()).isEmpty();
    assertThat(contents.operations()).isEmpty();
  }

  @Test
  void whatWasWrittenIsThereWhenItIsOpenedAgain() throws Exception {
    SqliteJournal journal = open();
    JournalEntry.OperationState running = Entries.state(Entries.accepted("1"));
    JournalEntry.OperationState ended = Entries.state(Entries.ended("2", NOW));
    JournalEntry.RequestId requestId = Entries.requestId("order-1", NOW.plusNanos(987_654_321));
    JournalEntry.Hold hold = new JournalEntry.Hold(CAMERA, NOW.plusNanos(1));
    JournalEntry.SeenDevice device =
        new JournalEntry.SeenDevice(
            "pnp\\A", CAMERA, Optional.of("Canon EOS ü"), Optional.empty(), Optional.of("MTP"));
    await(journal.write(List.of(event(1), event(2), running, ended, requestId, hold, device)));

    JournalContents contents = reopen(journal).contents();

    assertThat(contents)
        .isEqualTo(
            new JournalContents(
                journal.contents().epoch(),
                2,
                List.of(event(1), event(2)),
                List.of(running, ended),
                List.of(requestId),
                List.of(hold),
                List.of(device)));
  }

  @Test
  void anEventWithoutADeviceComesBackWithoutOne() throws Exception {
    JournalEntry.Event event =
        new JournalEntry.Event(1, NOW, "wpd.gateway.started.v1", Optional.empty(), "{}");
    SqliteJournal journal = open();
    await(journal.write(List.of(event)));

    assertThat(reopen(journal).contents().events()).containsExactly(event);
  }

  @Test
  void theLastStateOfAnOperationCountsAndItsPlaceStays() throws Exception {
    SqliteJournal journal = open();
    await(journal.write(List.of(Entries.state(Entries.accepted("1")))));
    await(journal.write(List.of(Entries.state(Entries.accepted("2")))));
    JournalEntry.OperationState ended = Entries.state(Entries.ended("1", NOW));
    await(journal.write(List.of(ended)));

    assertThat(reopen(journal).contents().operations())
        .containsExactly(ended, Entries.state(Entries.accepted("2")));
  }

  @Test
  void anOperationIsADuplicateExactlyIfItWasOne() throws Exception {
    SqliteJournal journal = open();
    Operation duplicate = Entries.ended("2", NOW).asDuplicate();
    await(journal.write(List.of(Entries.state(Entries.ended("1", NOW)), Entries.state(duplicate))));

    assertThat(reopen(journal).contents().operations())
        .extracting(state -> state.operation().duplicate())
        .containsExactly(false, true);
  }

  @Test
  void aHoldLastsUntilItsEnd() throws Exception {
    SqliteJournal journal = open();
    DeviceId other = new DeviceId("bt-000000000001");
    await(
        journal.write(
            List.of(new JournalEntry.Hold(CAMERA, NOW), new JournalEntry.Hold(other, NOW))));
    await(journal.write(List.of(new JournalEntry.HoldEnded(CAMERA))));

    assertThat(reopen(journal).contents().holds())
        .containsExactly(new JournalEntry.Hold(other, NOW));
  }

  @Test
  void aDeviceIsRememberedByItsPnpIdWhateverTheCase() throws Exception {
    SqliteJournal journal = open();
    JournalEntry.SeenDevice before = device("PNP\\a", "old");
    JournalEntry.SeenDevice after = device("pnp\\A", "new");
    await(journal.write(List.of(before)));
    await(journal.write(List.of(after)));

    assertThat(reopen(journal).contents().devices()).containsExactly(after);
  }

  private static JournalEntry.SeenDevice device(String pnpId, String name) {
    return new JournalEntry.SeenDevice(
        pnpId, CAMERA, Optional.of(name), Optional.empty(), Optional.empty());
  }

  @Test
  void aWriteThatCannotBeStoredLeavesNothingBehind() throws Exception {
    SqliteJournal journal = open();
    await(journal.write(List.of(event(1))));

    Future<Void> twice =
        journal.write(List.of(Entries.state(Entries.accepted("1")), event(2), event(1)));

    assertThatThrownBy(() -> await(twice)).isInstanceOf(JournalUnavailableException.class);
    assertThat(journal.trouble()).isEmpty();
    JournalContents contents = reopen(journal).contents();
    assertThat(contents.operations()).isEmpty();
    assertThat(offsets(contents.events())).containsExactly(1L);
    assertThat(contents.head()).isEqualTo(1);
  }

  @Test
  void writesTakeEffectAndCompleteInTheOrderOfTheCalls() throws Exception {
    SqliteJournal journal = open();
    List<Integer> completed = new ArrayList<>();
    Promise<Void> all = Promise.promise();
    vertx.runOnContext(
        start -> {
          List<Future<?>> futures = new ArrayList<>();
          for (int i = 0; i < 300; i++) {
            int number = i;
            futures.add(
                journal
                    .write(List.of(device("same", "name " + number)))
                    .map(
                        nothing -> {
                          completed.add(number);
                          return number;
                        }));
          }
          Future.all(futures).<Void>mapEmpty().onComplete(all);
        });
    await(all.future());

    assertThat(completed).hasSize(300).isSorted();
    assertThat(reopen(journal).contents().devices()).containsExactly(device("same", "name 299"));
  }

  @Test
  void futuresCompleteOnTheContextOfTheirCaller() throws Exception {
    SqliteJournal journal = open();
    Context context = vertx.getOrCreateContext();
    List<Context> seen = new ArrayList<>();
    Promise<Void> all = Promise.promise();
    context.runOnContext(
        start ->
            journal
                .write(List.of(event(1)))
                .compose(
                    written -> {
                      seen.add(Vertx.currentContext());
                      return journal.events(0, 10);
                    })
                .compose(
                    events -> {
                      seen.add(Vertx.currentContext());
                      return journal.write(List.of(event(1)));
                    })
                .recover(
                    failure -> {
                      seen.add(Vertx.currentContext());
                      return journal.close();
                    })
                .onComplete(
                    closed -> {
                      seen.add(Vertx.currentContext());
                      all.complete();
                    }));
    await(all.future());

    assertThat(seen).hasSize(4).allMatch(context::equals);
  }

  @Test
  void aCallerThatIsInterruptedWritesAllTheSame() throws Exception {
    SqliteJournal journal = open();
    Thread.currentThread().interrupt();
    Future<Void> written = journal.write(List.of(event(1)));
    Future<List<JournalEntry.Event>> read = written.compose(done -> journal.events(0, 10));
    assertThat(Thread.interrupted()).isTrue();

    assertThat(offsets(await(read))).containsExactly(1L);
  }

  @Test
  void eventsCanBeReadAgainFromAnOffsetOn() throws Exception {
    SqliteJournal journal = open();
    for (Future<Void> written : writeAll(journal, Entries.writes(1, 10))) {
      await(written);
    }

    assertThat(offsets(await(journal.events(0, 3)))).containsExactly(1L, 2L, 3L);
    assertThat(offsets(await(journal.events(8, 100)))).containsExactly(9L, 10L);
    assertThat(await(journal.events(10, 100))).isEmpty();
  }

  @Test
  void theNewestEventsAreReadAtTheStart() throws Exception {
    SqliteJournal journal = open();
    Future.all(writeAll(journal, Entries.writes(1, 10))).await();
    await(journal.close());

    JournalContents contents = open(options().withLoadCount(3)).contents();

    assertThat(offsets(contents.events())).containsExactly(8L, 9L, 10L);
    assertThat(contents.head()).isEqualTo(10);
  }

  @Test
  void whatItHeldAtTheStartIsLetGoOfAndWhatIsWrittenIsNot() throws Exception {
    SqliteJournal journal = open();
    Future.all(writeAll(journal, Entries.writes(1, 3))).await();
    SqliteJournal next = reopen(journal);

    next.forgetContents();

    assertThatThrownBy(next::contents)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("forgotten");
    assertThat(offsets(await(next.events(0, 100)))).containsExactly(1L, 2L, 3L);
    assertThat(offsets(reopen(next).contents().events())).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whatWaitsIsWrittenBeforeItCloses() throws Exception {
    SqliteJournal journal = open();
    var gate = gate(journal);
    List<Future<Void>> written = writeAll(journal, Entries.writes(1, 300));
    Future<Void> closed = journal.close();
    gate.complete(null);
    await(closed);

    assertThat(written).allMatch(Future::succeeded);
    assertThat(offsets(open().contents().events()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 300).boxed().toList());
  }

  @Test
  void aClosedJournalRefusesAndCanBeClosedAgain() throws Exception {
    SqliteJournal journal = open();
    await(journal.close());
    await(journal.close());

    assertThatThrownBy(() -> await(journal.write(List.of(event(1)))))
        .isInstanceOf(JournalUnavailableException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> await(journal.events(0, 1)))
        .isInstanceOf(JournalUnavailableException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aDirectoryThatIsMissingIsMade() throws Exception {
    Path deep = directory.resolve("a/b");
    open(JournalOptions.of(deep));

    assertThat(deep.resolve("gateway.db")).exists();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "no directory");

    assertThatThrownBy(() -> open(JournalOptions.of(file.resolve("data"))))
        .isInstanceOf(JournalUnavailableException.class)
        .hasMessageContaining(file.resolve("data").toString())
        .hasMessageContaining("data.dir");
  }

  @Test
  void theSettingsThatMakeAWriteDurableAreOn() throws Exception {
    SqliteJournal journal = open();
    List<String> settings = new ArrayList<>();
    await(
        journal.run(
            connection -> {
              for (String name : List.of("journal_mode", "synchronous", "wal_autocheckpoint")) {
                try (var statement = connection.createStatement();
                    var row = statement.executeQuery("PRAGMA " + name)) {
                  settings.add(row.getString(1));
                }
              }
            }));

    assertThat(settings).containsExactly("wal", "2", "2000");
  }
}
