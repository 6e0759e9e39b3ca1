package io.github.vertxwpd.bench;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Publishes at a steady pace and knows when each event was due, so that a server that falls behind
 * is not forgiven. Confined to one event loop.
 */
final class FanoutClock {
  private final Vertx vertx;
  private final NetSocket publisher;
  private final List<Long> dueNanos = new ArrayList<>();
  private Latencies latencies = new Latencies();
  private final Latencies catchingUp = new Latencies();

  FanoutClock(Vertx vertx, NetSocket publisher) {
    this.vertx = vertx;
    this.publisher = publisher;
  }

  /** Publishes so many at once. */
  void publish(int events) {
    long now = System.nanoTime();
    for (int i = 0; i < events; i++) {
      dueNanos.add(now);
    }
    publisher.write(FanoutPublish.request(events));
  }

  /**
   * Publishes one event after the other.
   *
   * @param perSecond how many a second
   * @return the timer
   */
  long start(int perSecond) {
    long interval = TimeUnit.SECONDS.toMillis(1) / perSecond;
    long start = System.nanoTime();
    int before = dueNanos.size();
    return vertx.setPeriodic(
        interval,
        id -> {
          long due = start + TimeUnit.MILLISECONDS.toNanos(interval);
          long next = due + (dueNanos.size() - before) * TimeUnit.MILLISECONDS.toNanos(interval);
          dueNanos.add(Math.min(next, System.nanoTime()));
          publisher.write(FanoutPublish.request(1));
        });
  }

  /** Returns how many were published; the stream began empty, so it is the last one's sequence. */
  long published() {
    return dueNanos.size();
  }

  /** Notes that an event came. */
  void came(long sequence) {
    latencies.add(System.nanoTime() - dueNanos.get((int) sequence - 1));
  }

  /** Notes how long a subscriber took to get what it had missed. */
  void caughtUp(long nanos) {
    catchingUp.add(nanos);
  }

  /** Returns the latencies so far, and begins to note anew. */
  Latencies takeLatencies() {
    Latencies taken = latencies;
    latencies = new Latencies();
    return taken;
  }

  Latencies catchingUp() {
    return catchingUp;
  }
}
