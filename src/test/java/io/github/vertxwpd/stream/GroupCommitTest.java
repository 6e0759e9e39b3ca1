package io.github.vertxwpd.stream;

import static io.github.vertxwpd.stream.Entries.event;
import static io.github.vertxwpd.stream.Entries.offsets;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupCommitTest extends JournalTestBase {
  @Test
  void whatWaitsSharesTransactionsOf128Writes() throws Exception {
    SqliteJournal journal = open();
    var gate = gate(journal);
    List<Future<Void>> written = writeAll(journal, Entries.writes(1, 300));
    gate.complete(null);
    await(Future.all(written));

    assertThat(journal.groups()).isEqualTo(3);
    assertThat(await(journal.events(0, 1_000))).hasSize(300);
  }

  @Test
  void aWriteThatIsAloneDoesNotWaitForOthers() throws Exception {
    SqliteJournal journal = open();
    await(journal.write(List.of(event(1))));
    await(journal.write(List.of(event(2))));

    assertThat(journal.groups()).isEqualTo(2);
  }

  @Test
  void aWriteThatIsRefusedDoesNotTakeItsNeighboursWithIt() throws Exception {
    SqliteJournal journal = open();
    var gate = gate(journal);
    List<List<JournalEntry>> writes = new ArrayList<>(Entries.writes(1, 5));
    writes.add(2, List.of(event(1)));
    List<Future<Void>> written = writeAll(journal, writes);
    gate.complete(null);
    await(Future.join(written).otherwiseEmpty());

    assertThat(written)
        .extracting(Future::succeeded)
        .containsExactly(true, true, false, true, true, true);
    assertThat(offsets(await(journal.events(0, 10)))).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void anythingElseComesBetweenTheWritesBeforeItAndThoseAfterIt() throws Exception {
    SqliteJournal journal = open();
    var gate = gate(journal);
    Future<Void> before = journal.write(List.of(event(1)));
    long[] seen = new long[1];
    Future<Void> between = journal.run(connection -> seen[0] = journal.groups());
    Future<Void> after = journal.write(List.of(event(2)));
    gate.complete(null);
    await(Future.all(before, between, after));

    assertThat(seen[0]).isEqualTo(1);
    assertThat(journal.groups()).isEqualTo(2);
  }
}
