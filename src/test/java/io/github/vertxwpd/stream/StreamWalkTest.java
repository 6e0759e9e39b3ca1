package io.github.vertxwpd.stream;

import static io.github.vertxwpd.stream.Walks.append;
import static io.github.vertxwpd.stream.Walks.at;
import static io.github.vertxwpd.stream.Walks.offsets;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.stream.StreamWalk.AtHead;
import io.github.vertxwpd.stream.StreamWalk.Next;
import io.github.vertxwpd.stream.StreamWalk.OnDisk;
import io.github.vertxwpd.stream.StreamWalk.Reset;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a walk may begin, and how it comes from disk to memory to what happens now. */
class StreamWalkTest {
  private static final int RING = 8;

  private final MemoryJournal journal = MemoryJournal.empty("e1");
  private final EventStream stream = open(journal);

  @Test
  void whatMemoryHasPassedOverIsReadFromDisk() {
    append(stream, 300);

    assertThat(stream.walkFrom(at(0)).next()).isInstanceOf(OnDisk.class);
    assertThat(offsets(stream.walkFrom(at(0)))).isEqualTo(range(1, 300));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "63, 64", "64, 65", "65, 66", "127, 128", "291, 292", "292, 293", "299, 300"})
  void aWalkBeginsAfterItsPositionWhereverThatIs(long position, long first) {
    append(stream, 300);

    assertThat(offsets(stream.walkFrom(at(position)))).isEqualTo(range(first, 300));
  }

  @Test
  void theFirstEventThatIsKeptCanStillBeReachedAndTheOneBeforeItNot() {
    append(stream, 300);
    journal.forgetBefore(101);

    assertThat(offsets(stream.walkFrom(at(100)))).isEqualTo(range(101, 300));
    assertThat(end(at(99))).isEqualTo(new Reset(ResetReason.RETENTION));
    assertThat(end(at(0))).isEqualTo(new Reset(ResetReason.RETENTION));
  }

  @Test
  void whatIsInMemoryNeedsNoDisk() {
    append(stream, 300);
    journal.forgetBefore(301);

    assertThat(offsets(stream.walkFrom(at(300 - RING)))).isEqualTo(range(301 - RING, 300));
    assertThat(journal.reads()).isZero();
    assertThat(end(at(299 - RING))).isEqualTo(new Reset(ResetReason.RETENTION));
  }

  @ParameterizedTest
  @CsvSource({"e2, 1", "'', 1", "e1, 301", "e2, 0", "e1, 9223372036854775807"})
  void aPositionThatThisJournalNeverGaveIsAReset(String epoch, long offset) {
    append(stream, 300);

    assertThat(stream.walkFrom(new StreamPosition(epoch, offset)).next())
        .isEqualTo(new Reset(ResetReason.EPOCH));
    assertThat(journal.reads()).isZero();
  }

  @Test
  void eventsThatComeWhileAPageIsReadAreNeitherLostNorSeenTwice() {
    append(stream, 20);
    journal.holdReads();
    StreamWalk walk = stream.walkFrom(at(0));
    OnDisk reading = (OnDisk) walk.next();
    append(stream, 3);
    assertThat(reading.loaded().isComplete()).isFalse();
    journal.letReadsGo();

    assertThat(offsets(walk)).isEqualTo(range(1, 23));
  }

  @Test
  void moreEventsThanMemoryHoldsMayComeWhileAPageIsRead() {
    append(stream, 20);
    journal.holdReads();
    StreamWalk walk = stream.walkFrom(at(0));
    assertThat(walk.next()).isInstanceOf(OnDisk.class);
    append(stream, 200);
    journal.letReadsGo();

    assertThat(offsets(walk)).isEqualTo(range(1, 220));
  }

  @Test
  void aWalkThatIsBehindCatchesUpWhileEventsAreAppended() {
    append(stream, 500);
    StreamWalk walk = stream.walkFrom(at(0));
    List<Long> seen = new ArrayList<>();
    for (StreamWalk.Step step = walk.next(); !(step instanceof AtHead); step = walk.next()) {
      if (step instanceof Next next) {
        seen.add(next.event().position().offset());
      }
      if (seen.size() % 3 == 0 && stream.head().offset() < 900) {
        append(stream, 1);
      }
    }

    assertThat(stream.head().offset()).isGreaterThan(700);
    assertThat(seen).isEqualTo(range(1, stream.head().offset()));
  }

  @Test
  void thePageOfTheNewestEventsIsReadAgainWhenItHasGrown() {
    EventStream tiny = new EventStream("gw", journal, Clock.systemUTC(), 1, Runnable::run);
    append(tiny, 10);
    assertThat(offsets(tiny.walkFrom(at(0)))).isEqualTo(range(1, 10));
    append(tiny, 10);

    assertThat(offsets(tiny.walkFrom(at(10)))).isEqualTo(range(11, 20));
    assertThat(offsets(tiny.walkFrom(at(0)))).isEqualTo(range(1, 20));
  }

  @Test
  void whatIsOnDiskButNotYetShownIsNotSeen() {
    append(stream, 20);
    List<JournalEntry> last = List.of(Entries.published(21));
    assertThat(journal.write(last).succeeded()).isTrue();

    assertThat(offsets(stream.walkFrom(at(0)))).isEqualTo(range(1, 20));
  }

  @Test
  void aWalkGoesOnAfterARestart() {
    append(stream, 100);
    StreamWalk before = stream.walkFrom(at(30));
    assertThat(offsets(before)).isEqualTo(range(31, 100));
    append(stream, 50);
    EventStream restarted = open(journal.reopen());
    append(restarted, 50);

    assertThat(offsets(restarted.walkFrom(before.position()))).isEqualTo(range(101, 200));
  }

  @Test
  void aWalkGoesOnWhenTheDiskCanBeReadAgain() {
    append(stream, 100);
    journal.setUnreadable(true);
    StreamWalk walk = stream.walkFrom(at(0));
    OnDisk failed = (OnDisk) walk.next();
    assertThat(failed.loaded().cause()).isInstanceOf(JournalUnavailableException.class);
    journal.setUnreadable(false);

    assertThat(offsets(walk)).isEqualTo(range(1, 100));
  }

  @Test
  void theOldestPositionIsTheOneBeforeTheFirstEventThatIsKept() {
    append(stream, 300);
    assertThat(stream.oldest().result()).isEqualTo(at(0));
    journal.forgetBefore(101);
    assertThat(stream.oldest().result()).isEqualTo(at(100));
    journal.forgetBefore(301);
    assertThat(stream.oldest().result()).isEqualTo(at(300));
  }

  @Test
  void theOldestPositionCanBeWalkedFromAlthoughItsEventIsForgottenMeanwhile() {
    append(stream, 300);
    journal.forgetBefore(101);
    StreamPosition oldest = stream.oldest().result();
    journal.forgetBefore(129);

    assertThat(offsets(stream.walkFrom(oldest))).isEqualTo(range(101, 300));
  }

  private StreamWalk.Step end(StreamPosition from) {
    List<Long> seen = new ArrayList<>();
    StreamWalk.Step last = Walks.drain(stream.walkFrom(from), seen);
    assertThat(seen).isEmpty();
    return last;
  }

  private static EventStream open(MemoryJournal journal) {
    return new EventStream("gw", journal, Clock.systemUTC(), RING, Runnable::run);
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
