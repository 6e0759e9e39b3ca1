package io.github.vertxwpd.bench;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * Readers that stop to read, are cut off for it, come back with their cursor, and begin anew.
 * Confined to one event loop.
 */
final class SoakSleepers {
  private static final int MOST_BETWEEN_MS = 2_000;

  /** Longer than the server waits for a pong. */
  private static final int ASLEEP_MS = 60_000;

  private final Vertx vertx;
  private final NetClient client;
  private final int port;
  private final Random random;
  private final SoakCount counts;
  private final LongSupplier head;
  private boolean leaving;

  /**
   * Makes them.
   *
   * @param client its small buffers fill soon
   * @param head tells the newest event that somebody has seen
   */
  SoakSleepers(
      Vertx vertx, NetClient client, int port, Random random, SoakCount counts, LongSupplier head) {
    this.vertx = vertx;
    this.client = client;
    this.port = port;
    this.random = random;
    this.counts = counts;
    this.head = head;
    counts.add("events lost by slow readers", 0);
    counts.add("resets of slow readers", 0);
  }

  /** Lets so many begin. */
  void begin(int count) {
    for (int i = 0; i < count; i++) {
      vertx.setTimer(1 + (long) i * ASLEEP_MS / count, id -> sleep());
    }
  }

  /** Lets none begin anew. */
  void end() {
    leaving = true;
  }

  private void sleep() {
    if (leaving) {
      return;
    }
    FanoutSleeper sleeper = new FanoutSleeper(port);
    sleeper
        .fallAsleep(client)
        .compose(asleep -> vertx.timer(ASLEEP_MS).compose(woken -> sleeper.wakeUp()))
        .compose(
            code -> {
              counts.add(
                  "slow readers cut off "
                      + (code.isPresent() ? "with " + code.getAsInt() : "without a close frame"));
              return sleeper.comeBack(client, head.getAsLong());
            })
        .onSuccess(back -> counts.add("slow readers that came back"))
        .onFailure(failure -> counts.add("slow readers that failed: " + failure.getMessage()))
        .onComplete(
            done -> {
              counts.add("events lost by slow readers", sleeper.gaps());
              counts.add("resets of slow readers", sleeper.isReset() ? 1 : 0);
              vertx.setTimer(1 + random.nextInt(MOST_BETWEEN_MS), id -> sleep());
            });
  }
}
