package io.github.vertxwpd.bench;

import io.github.vertxwpd.model.StreamPosition;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A subscriber that stops reading, is cut off for it, and comes back with the last cursor that it
 * has. It counts what it missed and what came twice. Confined to one event loop.
 */
final class FanoutSleeper {
  /** How many characters an event's message has behind its cursor. */
  private static final int AFTER_CURSOR = 2;

  private final int port;
  private final Promise<Void> done = Promise.promise();
  private Optional<FanoutClient> asleep = Optional.empty();
  private String cursor = "";
  private long last;
  private long goal = Long.MAX_VALUE;
  private long gaps;
  private long duplicates;
  private boolean reset;
  private int sequenceAt;

  FanoutSleeper(int port) {
    this.port = port;
  }

  /** Connects, and once the subscription has begun reads no further. */
  Future<Void> fallAsleep(NetClient client) {
    return FanoutClient.subscribe(client, port, Optional.empty(), this::takeWithCursor)
        .onSuccess(
            subscribed -> {
              subscribed.pause();
              asleep = Optional.of(subscribed);
              cursor = subscribed.subscribed().getString("cursor");
              last = StreamPosition.parse(cursor).orElseThrow().offset();
            })
        .mapEmpty();
  }

  /**
   * Reads what is left of the connection.
   *
   * @return completes when it has ended: with the code that the server closed it with, if it did
   */
  Future<OptionalInt> wakeUp() {
    FanoutClient client = asleep.orElseThrow();
    client.resume();
    return client.ended();
  }

  /**
   * Connects again with the last cursor, and reads.
   *
   * @param head the last event to wait for
   * @return completes when that has come, or when the server told that it cannot go on from there
   */
  Future<Void> comeBack(NetClient client, long head) {
    goal = head;
    FanoutClient.Events events =
        new FanoutClient.Events() {
          @Override
          public void came(Buffer bytes, int start, int end) {
            take(bytes, start, end);
          }

          @Override
          public void reset() {
            reset = true;
            done.tryComplete();
          }
        };
    return FanoutClient.subscribe(client, port, Optional.of(cursor), events)
        .compose(this::readOn)
        .recover(failure -> reset ? Future.succeededFuture() : Future.failedFuture(failure));
  }

  private Future<Void> readOn(FanoutClient back) {
    back.ended().onSuccess(code -> done.tryFail("cut off again at " + last + " of " + goal));
    if (last >= goal) {
      done.tryComplete();
    }
    return done.future().compose(there -> back.close());
  }

  private void takeWithCursor(Buffer bytes, int start, int end) {
    take(bytes, start, end);
    int after = end - AFTER_CURSOR;
    int first = after;
    while (bytes.getByte(first - 1) != '"') {
      first--;
    }
    cursor = bytes.getString(first, after);
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
    if (last >= goal) {
      done.tryComplete();
    }
  }

  long gaps() {
    return gaps;
  }

  long duplicates() {
    return duplicates;
  }

  /** Returns whether the server could not go on from the cursor: too much had been missed. */
  boolean isReset() {
    return reset;
  }
}
