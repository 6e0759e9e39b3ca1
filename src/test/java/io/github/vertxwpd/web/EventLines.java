package io.github.vertxwpd.web;

import io.github.vertxwpd.documents.AsyncApi;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client of server-sent events that a test talks with in sentences. */
final class EventLines {
  /** One block of lines; its data may be empty. */
  record Event(String name, Optional<String> id, String data) {
    JsonObject json() {
      return new JsonObject(data);
    }
  }

  /** Enough to see each kind of event. */
  private static final int MAX_CHECKED = 30;

  private final HttpClientResponse response;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final RecordParser blocks;
  private final Promise<Void> ended = Promise.promise();
  private int checked;

  private EventLines(HttpClientResponse response) {
    this.response = response;
    blocks = RecordParser.newDelimited("\n\n", response);
    blocks.handler(block -> events.add(read(block)));
    blocks.endHandler(v -> ended.tryComplete());
    blocks.exceptionHandler(failure -> ended.tryComplete());
  }

  static EventLines get(WebFixture web, String uri, String... headers) throws TimeoutException {
    HttpClient client =
        web.keep(web.vertx.createHttpClient(web.clientOptions().setReceiveBufferSize(8 * 1024)));
    RequestOptions options =
        new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(web.port())
            .setMethod(HttpMethod.GET)
            .setURI(uri)
            .putHeader("Accept", "text/event-stream");
    for (int i = 0; i < headers.length; i += 2) {
      options.putHeader(headers[i], headers[i + 1]);
    }
    return client
        .request(options)
        .compose(request -> request.send().map(EventLines::new))
        .await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static Event read(Buffer block) {
    String name = "message";
    Optional<String> id = Optional.empty();
    StringBuilder data = new StringBuilder();
    for (String line : block.toString().split("\n", -1)) {
      if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("id: ")) {
        id = Optional.of(line.substring("id: ".length()));
      } else if (line.startsWith("retry: ")) {
        name = "retry";
      } else if (line.startsWith("data: ")) {
        data.append(line.substring("data: ".length()));
      }
    }
    return new Event(name, id, data.toString());
  }

  String header(String name) {
    return response.getHeader(name);
  }

  void close() {
    response.request().connection().close();
  }

  void pause() {
    blocks.pause();
  }

  void resume() {
    blocks.resume();
  }

  /**
   * Takes the next event that a browser would hand to the page. It must be one that {@code
   * asyncapi.yaml} describes.
   */
  Event next() throws TimeoutException, InterruptedException {
    Event event = take();
    while (event.data().isEmpty()) {
      event = take();
    }
    if (checked < MAX_CHECKED) {
      checked++;
      AsyncApi.checkSentEvent("/api/v1/events", event.name(), event.id(), event.json());
    }
    return event;
  }

  /** Takes what comes until something has the id. */
  boolean awaitId(String id) throws TimeoutException, InterruptedException {
    while (!take().id().equals(Optional.of(id))) {
      // Another position comes first.
    }
    return true;
  }

  /** Waits for the end; returns what came before it and was not taken. */
  List<Event> rest() throws TimeoutException {
    ended.future().await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    return new ArrayList<>(events);
  }

  private Event take() throws TimeoutException, InterruptedException {
    Event event = events.poll(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    if (event == null) {
      throw new TimeoutException("no event came");
    }
    return event;
  }
}
