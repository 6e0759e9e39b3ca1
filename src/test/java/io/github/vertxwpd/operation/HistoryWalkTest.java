package io.github.vertxwpd.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.HistoryPage;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.MemoryJournal;
import io.github.vertxwpd.stream.Walks;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of history: complete from where they begin, or none. */
class HistoryWalkTest {
  private static final int RING = 8;
  private static final int EVENTS = 200;

  private final MemoryJournal journal = MemoryJournal.empty("e1");
  private final EventStream stream =
      new EventStream("gw", journal, Clock.systemUTC(), RING, Runnable::run);

  @BeforeEach
  void writeHistory() {
    Walks.append(stream, EVENTS);
  }

  @Test
  void withoutACursorThePageBeginsWithTheOldestEventThatIsKept() {
    assertThat(ids(page(Optional.empty(), 500))).isEqualTo(range(1, 200));
    journal.forgetBefore(101);
    assertThat(ids(page(Optional.empty(), 500))).isEqualTo(range(101, 200));
  }

  @Test
  void withoutAnyEventThePageIsEmptyAndAtTheHead() {
    journal.forgetBefore(EVENTS + 1);

    assertThat(page(Optional.empty(), 500))
        .isEqualTo(new HistoryPage(List.of(), "e1.5k", false, Optional.empty()));
  }

  @Test
  void pagesFollowOneAnotherUpToTheHead() {
    List<String> seen = new ArrayList<>();
    HistoryPage page = page(Optional.empty(), 33);
    while (page.more()) {
      assertThat(page.events()).hasSize(33);
      seen.addAll(ids(page));
      page = after(page.cursor(), 33);
    }
    seen.addAll(ids(page));

    assertThat(seen).isEqualTo(range(1, 200));
    assertThat(page.cursor()).isEqualTo(stream.head().toCursor());
  }

  @Test
  void aPageThatEndsAtTheHeadHasNoMoreUntilThereIsMore() {
    HistoryPage last = after("e1.0", EVENTS);
    assertThat(last.more()).isFalse();
    Walks.append(stream, 2);

    assertThat(ids(after(last.cursor(), 1))).isEqualTo(range(201, 201));
    assertThat(after(last.cursor(), 1).more()).isTrue();
  }

  @Test
  void aPortableCursorNamesTheSamePlace() {
    PortableCursor cursor =
        new PortableCursor(
            Map.of("gw", new StreamPosition("e1", 150), "other", new StreamPosition("e9", 7)));

    assertThat(ids(after(cursor.encode(), 500))).isEqualTo(range(151, 200));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "e2.1",
        "e1.5l",
        "e1.zzzzzzzzzzzzz",
        "e1.",
        "e1.-1",
        "no cursor at all",
        "Z3c9ZTEuMQ==x",
        "b3RoZXI9ZTEuMQ"
      })
  void aCursorThatThisJournalNeverGaveIsAReset(String cursor) {
    assertThat(after(cursor, 500))
        .isEqualTo(new HistoryPage(List.of(), "e1.5k", false, Optional.of(ResetReason.EPOCH)));
  }

  @Test
  void theFirstEventThatIsKeptCanStillBeReachedAndTheOneBeforeItNot() {
    journal.forgetBefore(101);

    assertThat(ids(after(cursor(100), 500))).isEqualTo(range(101, 200));
    assertThat(after(cursor(99), 500))
        .isEqualTo(new HistoryPage(List.of(), "e1.5k", false, Optional.of(ResetReason.RETENTION)));
  }

  @Test
  void aPageEndsBeforeEventsThatAreGoneAndTheNextOneSaysSo() {
    assertThat(ids(after("e1.0", 64))).isEqualTo(range(1, 64));
    journal.forgetBefore(150);
    HistoryPage complete = after("e1.0", 500);

    assertThat(ids(complete)).isEqualTo(range(1, 64));
    assertThat(complete.more()).isTrue();
    assertThat(after(complete.cursor(), 500).reset()).contains(ResetReason.RETENTION);
  }

  @Test
  void aDiskThatCannotBeReadIsAProblemAndNoReset() {
    journal.setUnreadable(true);

    for (Optional<String> cursor : List.of(Optional.<String>empty(), Optional.of("e1.0"))) {
      Future<HistoryPage> refused =
          HistoryWalk.page(stream, new HistoryQuery(cursor, Set.of(), 500));
      assertThat(refused.cause()).isInstanceOf(WpdException.class);
      Problem problem = ((WpdException) refused.cause()).problem();
      assertThat(problem.code()).isEqualTo(ProblemCode.JOURNAL_UNAVAILABLE);
      assertThat(problem.retryable()).isTrue();
    }
    assertThat(ids(after(cursor(EVENTS - RING), 500))).isEqualTo(range(193, 200));
  }

  @Test
  void aQuietDeviceIsLookedForInALimitedNumberOfEventsAPage() {
    Walks.append(stream, HistoryWalk.MOST_SEEN);
    Set<String> devices = Set.of("bt-none");

    HistoryPage first = page(new HistoryQuery(Optional.of(cursor(0)), devices, 500));
    assertThat(first)
        .isEqualTo(
            new HistoryPage(List.of(), cursor(HistoryWalk.MOST_SEEN), true, Optional.empty()));
    HistoryPage second = page(new HistoryQuery(Optional.of(first.cursor()), devices, 500));
    assertThat(second)
        .isEqualTo(
            new HistoryPage(
                List.of(), cursor(HistoryWalk.MOST_SEEN + EVENTS), false, Optional.empty()));
  }

  private HistoryPage after(String cursor, int limit) {
    return page(Optional.of(cursor), limit);
  }

  private HistoryPage page(Optional<String> cursor, int limit) {
    return page(new HistoryQuery(cursor, Set.of(), limit));
  }

  private HistoryPage page(HistoryQuery query) {
    Future<HistoryPage> page = HistoryWalk.page(stream, query);
    assertThat(page.succeeded()).isTrue();
    return page.result();
  }

  private static String cursor(long offset) {
    return new StreamPosition("e1", offset).toCursor();
  }

  private static List<String> ids(HistoryPage page) {
    return page.events().stream().map(event -> event.getString("id")).toList();
  }

  private static List<String> range(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(offset -> "e1:" + offset).toList();
  }
}
