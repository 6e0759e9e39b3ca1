package io.github.vertxwpd.bench;

import io.github.vertxwpd.model.StreamPosition;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import java.util.Optional;

/**
 * A subscriber that comes back, and counts what it missed and what came twice. Confined to one
 * event loop.
 */
final class FanoutReader {
  private final NetClient client;
  private final int port;
  private final FanoutClock clock;
  private Optional<String> cursor = Optional.empty();
  private Optional<FanoutClient> connection = Optional.empty();
  private long last;
  private long gaps;
  private long duplicates;
  private long connectedNanos;
  private long goal;
  private int sequenceAt;

  FanoutReader(NetClient client, int port, FanoutClock clock) {
    this.client = client;
    this.port = port;
    this.clock = clock;
  }

  /** Connects, and goes on where it was; completes when the subscription has begun. */
  Future<Void> connect() {
    connectedNanos = System.nanoTime();
    goal = clock.published();
    return FanoutClient.subscribe(client, port, cursor, this::take)
        .onSuccess(this::begun)
        .mapEmpty();
  }

  private void begun(FanoutClient connected) {
    connection = Optional.of(connected);
    if (cursor.isEmpty()) {
      String first = connected.subscribed().getString("cursor");
      cursor = Optional.of(first);
      last = StreamPosition.parse(first).orElseThrow().offset();
    }
  }

  /** Leaves. */
  Future<Void> close() {
    Future<Void> closed = connection.map(FanoutClient::close).orElseGet(Future::succeededFuture);
    connection = Optional.empty();
    return closed;
  }

  private void take(Buffer bytes, int start, int end) {
    sequenceAt = FanoutClient.sequenceAt(bytes, start, end, sequenceAt);
    long sequence = FanoutClient.sequence(bytes, start, end, sequenceAt);
    if (sequence <= last) {
      duplicates++;
      return;
    }
    gaps += sequence - last - 1;
    last = sequence;
    if (sequence > goal) {
      clock.came(sequence);
    } else if (sequence == goal) {
      clock.caughtUp(System.nanoTime() - connectedNanos);
    }
  }

  long last() {
    return last;
  }

  long gaps() {
    return gaps;
  }

  long duplicates() {
    return duplicates;
  }
}
