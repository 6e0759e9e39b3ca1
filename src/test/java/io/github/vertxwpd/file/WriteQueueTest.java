package io.github.vertxwpd.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.file.WriteQueue.Admission;
import org.junit.jupiter.api.Test;

class WriteQueueTest {
  private static final long PATIENCE_MS = 20_000;

  /** Words of the same length are written together, three at a time. */
  private final WriteQueue<String> queue =
      new WriteQueue<>(
          5, (group, next) -> group.size() < 3 && group.get(0).length() == next.length());

  private void add(String... words) {
    for (String word : words) {
      assertThat(queue.add(word)).isEqualTo(Admission.ACCEPTED);
    }
  }

  @Test
  void whatMayBeWrittenTogetherIsHandedOutTogetherInTheOrderOfTheCalls() {
    add("aa", "bb", "c", "dd");

    assertThat(queue.next(PATIENCE_MS)).containsExactly("aa", "bb");
    assertThat(queue.next(PATIENCE_MS)).containsExactly("c");
    assertThat(queue.next(PATIENCE_MS)).containsExactly("dd");
  }

  @Test
  void aGroupIsNoLongerThanItMayBe() {
    add("a", "b", "c", "d");

    assertThat(queue.next(PATIENCE_MS)).containsExactly("a", "b", "c");
    assertThat(queue.next(PATIENCE_MS)).containsExactly("d");
  }

  @Test
  void nothingComesWhereNothingWaits() {
    assertThat(queue.next(1)).isEmpty();
    assertThat(queue.isDone()).isFalse();
  }

  @Test
  void aFullQueueTakesNoMoreUntilSomethingIsFetched() {
    add("a", "b", "c", "d", "e");

    assertThat(queue.add("f")).isEqualTo(Admission.FULL);
    queue.next(PATIENCE_MS);
    add("f");
  }

  @Test
  void aClosedQueueTakesNoMoreAndHandsOutWhatWaits() {
    add("a");
    queue.close();

    assertThat(queue.add("b")).isEqualTo(Admission.CLOSED);
    assertThat(queue.isDone()).isFalse();
    assertThat(queue.next(PATIENCE_MS)).containsExactly("a");
    assertThat(queue.isDone()).isTrue();
    assertThat(queue.next(PATIENCE_MS)).isEmpty();
  }

  @Test
  void whoWaitsIsWokenByWhatComes() throws Exception {
    Thread giver = new Thread(() -> add("a"));
    giver.start();

    assertThat(queue.next(PATIENCE_MS)).containsExactly("a");
    giver.join();
  }

  @Test
  void anAbandonedQueueTellsWhatNobodyWillWrite() {
    add("a", "bb");

    assertThat(queue.abandon()).containsExactly("a", "bb");
    assertThat(queue.isDone()).isTrue();
    assertThat(queue.add("c")).isEqualTo(Admission.CLOSED);
  }
}
