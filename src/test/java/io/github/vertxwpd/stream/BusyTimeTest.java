package io.github.vertxwpd.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BusyTimeTest extends JournalTestBase {
  private long nanos = Long.MAX_VALUE - 5;
  private final BusyTime busy = new BusyTime(() -> nanos);

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void aThreadThatWaitsForWorkIsNotBusyHoweverLongItWaits() {
    pass(Duration.ofDays(1));
    assertThat(busy.elapsed()).isZero();

    busy.begin();
    busy.end();
    pass(Duration.ofDays(1));
    assertThat(busy.elapsed()).isZero();
  }

  @Test
  void aThreadThatDoesNotFinishIsBusySinceItBegan() {
    busy.begin();
    pass(Duration.ofSeconds(31));
    assertThat(busy.elapsed()).isEqualTo(Duration.ofSeconds(31));

    busy.end();
    busy.begin();
    pass(Duration.ofSeconds(2));
    assertThat(busy.elapsed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  @Timeout(60)
  void theJournalIsBusyWhileItsThreadDoesNotReturn() throws Exception {
    SqliteJournal journal = open();
    var gate = gate(journal);
    while (journal.busyFor().isZero()) {
      Thread.onSpinWait();
    }
    Duration before = journal.busyFor();
    while (journal.busyFor().equals(before)) {
      Thread.onSpinWait();
    }
    assertThat(journal.busyFor()).isGreaterThan(before);

    gate.complete(null);
    await(journal.write(List.of(Entries.event(1))));
    while (!journal.busyFor().isZero()) {
      Thread.onSpinWait();
    }
  }
}
