package io.github.vertxwpd.bench;

import io.github.vertxwpd.model.StreamPosition;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Follows the events over WebSockets, of which each is dropped after some seconds, and goes on with
 * the last cursor. Confined to one event loop.
 */
final class SoakFollower {
  private static final int MOST_AWAY_MS = 3_000;
  private static final int LEAST_HERE_MS = 2_000;
  private static final int MOST_HERE_MS = 12_000;

  private final Vertx vertx;
  private final NetClient client;
  private final int port;
  private final Random random;
  private final SoakCount counts;
  private final Consumer<JsonObject> reader;
  private Optional<FanoutClient> connection = Optional.empty();
  private Optional<String> cursor = Optional.empty();
  private long last;
  private boolean leaving;

  /**
   * Makes a follower that does nothing yet.
   *
   * @param reader given each event once
   */
  SoakFollower(
      Vertx vertx,
      NetClient client,
      int port,
      Random random,
      SoakCount counts,
      Consumer<JsonObject> reader) {
    this.vertx = vertx;
    this.client = client;
    this.port = port;
    this.random = random;
    this.counts = counts;
    this.reader = reader;
    counts.add("events lost by followers", 0);
    counts.add("resets of followers", 0);
  }

  /** Connects, and again and again until it is to end. */
  void begin() {
    if (leaving) {
      return;
    }
    FanoutClient.Events events =
        new FanoutClient.Events() {
          @Override
          public void came(Buffer bytes, int start, int end) {
            take(bytes.getString(start, end));
          }

          @Override
          public void reset() {
            counts.add("resets of followers");
          }
        };
    FanoutClient.subscribe(client, port, cursor, events)
        .onSuccess(this::follow)
        .onFailure(failure -> later(failure.toString()));
  }

  /** Has the last connection dropped, and makes no more. */
  void end() {
    leaving = true;
    connection.ifPresent(FanoutClient::close);
  }

  /** Returns the last event that came. */
  long last() {
    return last;
  }

  private void follow(FanoutClient connected) {
    counts.add("WebSockets");
    connection = Optional.of(connected);
    if (cursor.isEmpty()) {
      String first = connected.subscribed().getString("cursor");
      cursor = Optional.of(first);
      last = StreamPosition.parse(first).orElseThrow().offset();
    }
    connected.ended().onComplete(ended -> away());
    vertx.setTimer(LEAST_HERE_MS + random.nextInt(MOST_HERE_MS), id -> connected.close());
  }

  private void away() {
    connection = Optional.empty();
    vertx.setTimer(1 + random.nextInt(MOST_AWAY_MS), id -> begin());
  }

  private void later(String failure) {
    counts.add("WebSockets that failed: " + failure);
    away();
  }

  private void take(String message) {
    JsonObject frame = new JsonObject(message);
    String place = frame.getString("cursor");
    long offset = StreamPosition.parse(place).orElseThrow().offset();
    if (offset <= last) {
      counts.add("events that came twice");
      return;
    }
    counts.add("events lost by followers", offset - last - 1);
    counts.add("events followed");
    cursor = Optional.of(place);
    last = offset;
    reader.accept(frame.getJsonObject("e"));
  }
}
