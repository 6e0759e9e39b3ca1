package io.github.vertxwpd.stream;

import static io.github.vertxwpd.stream.Entries.offsets;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KilledJournalTest extends JournalTestBase {
  private static final int KILLS = 5;

  @Test
  @Timeout(120)
  void everyWriteThatWasAcknowledgedIsThereAfterAKill() throws Exception {
    Random random = new Random(7_781);
    String epoch = open(realTime()).contents().epoch();
    closeJournals();
    for (int kill = 0; kill < KILLS; kill++) {
      List<String> acknowledged;
      try (JournalProcess process = JournalProcess.start(directory, 50)) {
        acknowledged = process.killAfter(1 + random.nextInt(1_000));
      }
      SqliteJournal journal = open(realTime());
      JournalContents contents = journal.contents();
      assertThat(offsets(contents.events()))
          .containsAll(acknowledged.stream().map(Long::valueOf).toList())
          .containsExactlyElementsOf(upTo(contents.head()));
      assertThat(contents.epoch()).isEqualTo(epoch);
      closeJournals();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000, 20_000})
  @Timeout(120)
  void aTornEndOfTheLogCostsWhatWasInItAndNothingElse(int tornBytes) throws Exception {
    List<String> acknowledged;
    try (JournalProcess process = JournalProcess.start(directory, 1)) {
      acknowledged = process.killAfter(300);
    }
    try (RandomAccessFile log =
        new RandomAccessFile(directory.resolve("gateway.db-wal").toFile(), "rw")) {
      log.setLength(log.length() - tornBytes);
    }

    SqliteJournal journal = open(realTime());

    JournalContents contents = journal.contents();
    int atMost = 1 + tornBytes / 4_096;
    assertThat(contents.head()).isGreaterThanOrEqualTo(acknowledged.size() - atMost);
    assertThat(offsets(contents.events())).containsExactlyElementsOf(upTo(contents.head()));
    await(journal.write(List.of(Entries.event(contents.head() + 1))));
  }

  private JournalOptions realTime() {
    return options().withClock(Clock.systemUTC()).withLoadCount(1_000_000);
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
