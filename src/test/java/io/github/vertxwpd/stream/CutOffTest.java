package io.github.vertxwpd.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.stream.StreamWalk.AtHead;
import io.github.vertxwpd.stream.StreamWalk.Next;
import io.github.vertxwpd.stream.StreamWalk.Reset;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Clients that are cut off a thousand times, while events come, are forgotten and wait for the
 * disk, and while the gateway is killed and started again.
 */
class CutOffTest {
  private static final int CUT_OFFS = 1_000;
  private static final int CLIENTS = 12;
  private static final int RING = 16;
  private static final int KEPT = 600;

  /** What one client holds: a cursor, and a walk as long as it is connected. */
  private final class Client {
    private String cursor = stream.head().toCursor();
    private StreamWalk walk = stream.walkFrom(stream.head());

    private void cutOff() {
      cutOffs++;
      reconnect();
    }

    private void reconnect() {
      walk = stream.walkFrom(StreamPosition.parse(cursor).orElseThrow());
    }

    private StreamWalk.Step step() {
      long seen = StreamPosition.parse(cursor).orElseThrow().offset();
      StreamWalk.Step step = walk.next();
      if (step instanceof Next next) {
        long offset = next.event().position().offset();
        gaps += offset > seen + 1 ? 1 : 0;
        duplicates += offset <= seen ? 1 : 0;
        events++;
        cursor = next.event().position().toCursor();
      } else if (step instanceof Reset reset) {
        needlessResets += journal.oldest() <= seen + 1 ? 1 : 0;
        assertThat(reset.reason()).isEqualTo(ResetReason.RETENTION);
        resets++;
        cursor = stream.head().toCursor();
        reconnect();
      }
      return step;
    }
  }

  private final Random random = new Random(20_261_122);
  private MemoryJournal journal = MemoryJournal.empty("e1").keeping(KEPT);
  private EventStream stream = open();
  private final List<Client> clients = new ArrayList<>();
  private int cutOffs;
  private int restarts;
  private int resets;
  private int needlessResets;
  private int gaps;
  private int duplicates;
  private long events;

  @Test
  void aThousandCutOffsLoseNothingAndRepeatNothing() {
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new Client());
    }
    while (cutOffs < CUT_OFFS) {
      somethingHappens(clients.get(random.nextInt(CLIENTS)));
    }
    journal.letGo();
    journal.letReadsGo();
    clients.forEach(CutOffTest::catchUp);

    assertThat(gaps).as("gaps").isZero();
    assertThat(duplicates).as("duplicates").isZero();
    assertThat(needlessResets).as("resets although everything was there").isZero();
    assertThat(clients).allMatch(client -> client.cursor.equals(stream.head().toCursor()));
    assertThat(resets).as("resets").isPositive();
    assertThat(restarts).as("restarts").isPositive();
    assertThat(events).as("events").isGreaterThan(10L * CUT_OFFS);
  }

  private void somethingHappens(Client client) {
    int what = random.nextInt(1_000);
    if (what < 300) {
      Walks.append(stream, random.nextInt(6));
    } else if (what < 850) {
      int steps = random.nextInt(60);
      for (int i = 0; i < steps; i++) {
        client.step();
      }
    } else if (what < 900) {
      client.cutOff();
    } else if (what < 930) {
      journal.holdReads();
    } else if (what < 960) {
      journal.letReadsGo();
    } else if (what < 975) {
      journal.hold();
    } else if (what < 990) {
      journal.letGo();
    } else if (what < 998) {
      journal.forgetBefore(journal.oldest() + random.nextInt(100));
    } else {
      restart();
    }
  }

  /** Some of the writes that waited were on disk when the process was killed. */
  private void restart() {
    restarts++;
    journal.dieAfterSyncing(random.nextInt(4));
    journal = journal.reopen();
    stream = open();
    clients.forEach(Client::cutOff);
  }

  private static void catchUp(Client client) {
    while (!(client.step() instanceof AtHead)) {
      assertThat(client.walk.position().epoch()).isEqualTo("e1");
    }
  }

  private EventStream open() {
    return new EventStream("gw", journal, Clock.systemUTC(), RING, Runnable::run);
  }
}
