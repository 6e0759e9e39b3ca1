package io.github.vertxwpd.bench;

import io.github.vertxwpd.model.StreamPosition;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.parsetools.RecordParser;
import java.util.Optional;
import java.util.Random;

/**
 * Follows the events as server-sent ones, over connections of which each is dropped after some
 * seconds. Confined to one event loop.
 */
final class SoakEventSource {
  private static final int MOST_AWAY_MS = 2_000;
  private static final int LEAST_HERE_MS = 3_000;
  private static final int MOST_HERE_MS = 10_000;
  private static final String ID = "id: ";
  private static final String NAME = "event: ";

  private final Vertx vertx;
  private final HttpClient client;
  private final Random random;
  private final SoakCount counts;
  private Optional<HttpClientRequest> connection = Optional.empty();
  private Optional<String> cursor = Optional.empty();
  private long last = -1;
  private boolean named;
  private boolean leaving;

  /**
   * Makes one that does nothing yet.
   *
   * @param client knows the gateway, and keeps no connection alive
   */
  SoakEventSource(Vertx vertx, HttpClient client, Random random, SoakCount counts) {
    this.vertx = vertx;
    this.client = client;
    this.random = random;
    this.counts = counts;
    counts.add("events lost over SSE", 0);
  }

  /** Connects, and again and again until it is to end. */
  void begin() {
    if (leaving) {
      return;
    }
    client
        .request(HttpMethod.GET, "/api/v1/events")
        .compose(
            request -> {
              connection = Optional.of(request);
              request.putHeader("Accept", "text/event-stream");
              cursor.ifPresent(known -> request.putHeader("Last-Event-ID", known));
              return request.send();
            })
        .onSuccess(this::follow)
        .onFailure(
            failure -> {
              counts.add("SSE connections that failed: " + failure.getMessage());
              away();
            });
  }

  /** Has the last connection dropped, and makes no more. */
  void end() {
    leaving = true;
    connection.ifPresent(HttpClientRequest::reset);
  }

  private void follow(HttpClientResponse response) {
    counts.add("SSE connections");
    named = false;
    response.handler(RecordParser.newDelimited("\n", line -> take(line.toString())));
    response.exceptionHandler(dropped -> {});
    long timer =
        vertx.setTimer(
            LEAST_HERE_MS + random.nextInt(MOST_HERE_MS), id -> response.request().reset());
    response
        .end()
        .onComplete(
            ended -> {
              vertx.cancelTimer(timer);
              away();
            });
  }

  private void away() {
    connection = Optional.empty();
    vertx.setTimer(1 + random.nextInt(MOST_AWAY_MS), id -> begin());
  }

  /** What has a name is no event of the stream; its id says where the stream begins. */
  private void take(String line) {
    if (line.isEmpty()) {
      named = false;
    } else if (line.startsWith(NAME)) {
      named = true;
      if (line.equals("event: reset")) {
        counts.add("resets over SSE");
      }
    } else if (line.startsWith(ID)) {
      String place = line.substring(ID.length());
      long offset = StreamPosition.parse(place).orElseThrow().offset();
      if (!named && last >= 0) {
        counts.add("events lost over SSE", offset - last - 1);
      }
      cursor = Optional.of(place);
      last = offset;
    }
  }
}
