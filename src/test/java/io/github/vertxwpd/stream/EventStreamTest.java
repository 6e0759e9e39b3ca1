package io.github.vertxwpd.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.stream.StreamWalk.AtHead;
import io.github.vertxwpd.stream.StreamWalk.Next;
import io.github.vertxwpd.stream.StreamWalk.Reset;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:14:00.120Z");

  private final EventStream stream =
      MemoryJournal.stream("gw", "e1", Clock.fixed(NOW, ZoneOffset.UTC), 4);

  @Test
  void aWalkFromTheBeginningSeesEveryEventInOrderAndThenTheHead() {
    append(3);
    StreamWalk walk = stream.walkFrom(new StreamPosition("e1", 0));

    assertThat(Walks.offsets(walk)).containsExactly(1L, 2L, 3L);
    assertThat(walk.next()).isInstanceOf(AtHead.class);
    assertThat(walk.position()).isEqualTo(stream.head());
  }

  @Test
  void historyAndLiveAreOneWalk() {
    append(2);
    StreamWalk walk = stream.walkFrom(new StreamPosition("e1", 1));
    assertThat(Walks.offsets(walk)).containsExactly(2L);
    append(1);
    assertThat(Walks.offsets(walk)).containsExactly(3L);
  }

  @Test
  void aPositionOfAnotherEpochIsAReset() {
    append(1);

    assertThat(stream.walkFrom(new StreamPosition("e2", 1)).next())
        .isEqualTo(new Reset(ResetReason.EPOCH));
  }

  @Test
  void aPositionInTheFutureIsAReset() {
    append(1);

    assertThat(stream.walkFrom(new StreamPosition("e1", 2)).next())
        .isEqualTo(new Reset(ResetReason.EPOCH));
  }

  @Test
  void whoAskedIsWokenUntilItAsksNoMore() {
    AtomicInteger woken = new AtomicInteger();
    Runnable stop = stream.onAppend(woken::incrementAndGet);
    append(2);
    stop.run();
    append(1);

    assertThat(woken).hasValue(2);
  }

  @Test
  void anEventIsWrittenOnceAndSaysWhereItStands() {
    append(1);
    EncodedEvent event = ((Next) stream.walkFrom(new StreamPosition("e1", 0)).next()).event();
    EncodedEvent again = ((Next) stream.walkFrom(new StreamPosition("e1", 0)).next()).event();

    assertThat(event.json()).isSameAs(again.json());
    assertThat(new JsonObject(event.json()).getString("id")).isEqualTo("e1:1");
  }

  @Test
  void aWalkOnAnotherThreadSeesEveryEventOrAReset() throws Exception {
    EventStream large = MemoryJournal.stream("gw", "e1", Clock.systemUTC(), 100_000);
    StreamWalk walk = large.walkFrom(large.head());
    CompletableFuture<List<Long>> reader =
        CompletableFuture.supplyAsync(
            () -> {
              List<Long> seen = new ArrayList<>();
              while (seen.size() < 20_000) {
                if (walk.next() instanceof Next next) {
                  seen.add(next.event().position().offset());
                } else {
                  Thread.onSpinWait();
                }
              }
              return seen;
            });
    for (int i = 0; i < 20_000; i++) {
      large.append(Walks.event());
    }

    List<Long> seen = reader.get(60, TimeUnit.SECONDS);
    assertThat(seen).isSorted().doesNotHaveDuplicates().endsWith(20_000L);
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      stream.append(Walks.event());
    }
  }
}
