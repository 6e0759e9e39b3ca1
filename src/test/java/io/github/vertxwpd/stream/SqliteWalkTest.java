package io.github.vertxwpd.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.StreamPosition;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Walks over a journal on a real disk, on several event loops. */
class SqliteWalkTest extends JournalTestBase {
  private static final int RING = 32;

  /** Walks to an offset on the context that it was made on. */
  private static final class Walker {
    private final Context context = Vertx.currentContext();
    private final StreamWalk walk;
    private final long goal;
    private final List<Long> seen = new ArrayList<>();
    private final Promise<List<Long>> done = Promise.promise();

    Walker(EventStream stream, long start, long goal) {
      this.walk = stream.walkFrom(new StreamPosition(stream.head().epoch(), start));
      this.goal = goal;
      stream.onAppend(() -> context.runOnContext(woken -> go()));
    }

    private void go() {
      while (walk.position().offset() < goal) {
        StreamWalk.Step step = walk.next();
        if (step instanceof StreamWalk.Next next) {
          seen.add(next.event().position().offset());
        } else if (step instanceof StreamWalk.OnDisk reading) {
          reading.loaded().onComplete(loaded -> goOn(), done::tryFail);
          return;
        } else if (step instanceof StreamWalk.Reset reset) {
          done.tryFail("reset: " + reset.reason());
          return;
        } else {
          return;
        }
      }
      done.tryComplete(seen);
    }

    private void goOn() {
      if (Vertx.currentContext() != context) {
        done.tryFail("told on another context");
      }
      go();
    }
  }

  @Test
  void walkersOnSeveralEventLoopsFollowFromFarBehindWhileEventsAreAppended() throws Exception {
    EventStream stream = stream(open());
    append(stream, 2_000);
    ConcurrentLinkedQueue<Future<List<Long>>> walks = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Long> starts = new ConcurrentLinkedQueue<>();
    await(
        vertx.deployVerticle(
            () -> behind(stream, walks, starts), new DeploymentOptions().setInstances(4)));
    append(stream, 1_000);

    assertThat(walks).hasSize(80);
    assertThat(starts).hasSize(80);
    for (Future<List<Long>> walk : walks) {
      assertThat(await(walk)).isEqualTo(range(starts.remove() + 1, 3_000));
    }
  }

  private static VerticleBase behind(
      EventStream stream,
      ConcurrentLinkedQueue<Future<List<Long>>> walks,
      ConcurrentLinkedQueue<Long> starts) {
    return new VerticleBase() {
      @Override
      public Future<?> start() {
        for (long start = 0; start < 2_000; start += 100) {
          Walker walker = new Walker(stream, start, 3_000);
          synchronized (walks) {
            walks.add(walker.done.future());
            starts.add(start);
          }
          walker.go();
        }
        return Future.succeededFuture();
      }
    };
  }

  @Test
  void afterARestartTheFirstEventThatIsKeptCanBeReachedAndTheOneBeforeItNot() throws Exception {
    JournalOptions options = options().withRetention(Duration.ofHours(24), 500).withLoadCount(50);
    SqliteJournal journal = open(options);
    append(stream(journal), 700);
    await(journal.close());
    EventStream restarted = stream(open(options));
    StreamPosition oldest = await(restarted.oldest());

    assertThat(oldest).isEqualTo(new StreamPosition(restarted.head().epoch(), 200));
    assertThat(walk(restarted, oldest)).isEqualTo(range(201, 700));
    StreamPosition before = new StreamPosition(oldest.epoch(), 199);
    assertThat(restarted.walkFrom(before).next())
        .isEqualTo(new StreamWalk.Reset(ResetReason.RETENTION));
  }

  private static List<Long> walk(EventStream stream, StreamPosition start) throws Exception {
    StreamWalk walk = stream.walkFrom(start);
    List<Long> seen = new ArrayList<>();
    while (Walks.drain(walk, seen) instanceof StreamWalk.OnDisk reading) {
      await(reading.loaded());
    }
    return seen;
  }

  private EventStream stream(SqliteJournal journal) {
    return new EventStream("gw", journal, clock, RING, Runnable::run);
  }

  /** On one context, which is the one that the journal answers on. */
  private static void append(EventStream stream, int count) throws Exception {
    Promise<Void> appended = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(
            here -> {
              List<Future<Void>> events = new ArrayList<>();
              for (int i = 0; i < count; i++) {
                events.add(stream.append(Walks.event()));
              }
              Future.all(events).<Void>mapEmpty().onComplete(appended);
            });
    await(appended.future());
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
