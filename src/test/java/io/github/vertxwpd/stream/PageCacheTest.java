package io.github.vertxwpd.stream;

import static io.github.vertxwpd.stream.Walks.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.stream.StreamWalk.Next;
import io.github.vertxwpd.stream.StreamWalk.OnDisk;
import io.github.vertxwpd.stream.StreamWalk.Reset;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many walkers far behind: what they cost in memory and on disk. */
class PageCacheTest {
  private static final int PAGES = 5 * PageCache.MAX_PAGES;
  private static final long HEAD = (long) PAGES * JournalPage.SIZE;

  private final MemoryJournal journal = MemoryJournal.empty("e1");
  private final PageCache cache =
      new PageCache(journal, event -> EncodedEvent.of("gw", "e1", event), () -> HEAD);

  @BeforeEach
  void writeHistory() {
    for (long offset = 1; offset <= HEAD; offset++) {
      journal.write(List.of(Entries.published(offset)));
    }
  }

  @Test
  void onePageIsReadOnceHoweverManyWaitForIt() {
    journal.holdReads();
    List<Future<Void>> loads = new ArrayList<>();
    for (long offset = 1; offset <= JournalPage.SIZE; offset++) {
      loads.add(((OnDisk) cache.step(offset)).loaded());
    }
    assertThat(loads).noneMatch(Future::isComplete);
    journal.letReadsGo();

    assertThat(loads).allMatch(Future::succeeded);
    assertThat(journal.reads()).isEqualTo(1);
    assertThat(((Next) cache.step(7)).event().position()).isEqualTo(at(7));
    assertThat(cache.step(JournalPage.SIZE + 1)).isInstanceOf(OnDisk.class);
  }

  @Test
  void manyWalkersAtManyPagesAllComeOnAndThePagesInMemoryAreBounded() {
    journal.holdReads();
    List<Long> reached = new ArrayList<>();
    for (int page = 0; page < PAGES; page++) {
      long offset = JournalPage.before(page) + 5;
      ((OnDisk) cache.step(offset))
          .loaded()
          .onSuccess(
              loaded -> reached.add(((Next) cache.step(offset)).event().position().offset()));
    }
    assertThat(journal.reads()).isEqualTo(PageCache.MAX_READS);
    journal.letReadsGo();

    assertThat(reached).hasSize(PAGES).doesNotHaveDuplicates();
    assertThat(journal.reads()).isEqualTo(PAGES);
    assertThat(cache.size()).isEqualTo(PageCache.MAX_PAGES);
  }

  @Test
  void thePageThatWasNotUsedForLongestIsLetGo() {
    for (int page = 0; page < PageCache.MAX_PAGES; page++) {
      load(page);
    }
    assertThat(cache.step(1)).isInstanceOf(Next.class);
    load(PageCache.MAX_PAGES);

    assertThat(cache.step(1)).isInstanceOf(Next.class);
    assertThat(cache.step(1 + JournalPage.before(1))).isInstanceOf(OnDisk.class);
  }

  @Test
  void aReadThatFailsIsNotRememberedAndHoldsUpNobody() {
    journal.setUnreadable(true);
    for (int page = 0; page < 2 * PageCache.MAX_READS; page++) {
      OnDisk reading = (OnDisk) cache.step(1 + JournalPage.before(page));
      assertThat(reading.loaded().cause()).isInstanceOf(JournalUnavailableException.class);
    }
    journal.setUnreadable(false);
    load(0);

    assertThat(cache.step(1)).isInstanceOf(Next.class);
  }

  @Test
  void anEventThatIsMissingBetweenOthersIsNotPassedOverInSilence() {
    PageCache holed =
        new PageCache(
            MemoryJournal.empty("e1"), event -> EncodedEvent.of("gw", "e1", event), () -> 3);
    assertThat(holed.step(1)).isInstanceOf(OnDisk.class);
    assertThat(holed.step(1)).isEqualTo(new Reset(ResetReason.RETENTION));

    JournalPage page = new JournalPage(0, 3, List.of(encoded(1), encoded(3), encoded(4)));
    assertThat(page.at(1)).isPresent();
    assertThat(page.at(2)).isEmpty();
    assertThat(page.at(3)).isPresent();
    assertThat(page.knows(4)).isFalse();
  }

  private void load(int page) {
    OnDisk reading = (OnDisk) cache.step(1 + JournalPage.before(page));
    assertThat(reading.loaded().succeeded()).isTrue();
  }

  private static EncodedEvent encoded(long offset) {
    return EncodedEvent.of("gw", "e1", Entries.event(offset));
  }
}
