package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.web.Admissions.Admission;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** {@code GET /api/v1/events} with {@code Accept: text/event-stream}: server-sent events. */
final class EventSourceEndpoint implements Handler<RoutingContext> {
  private static final long RETRY_AFTER_MS = 5_000;
  private static final String MEDIA_TYPE = "text/event-stream";

  private final StreamServices services;
  private final Admissions admissions;

  EventSourceEndpoint(StreamServices services, Admissions admissions) {
    this.services = services;
    this.admissions = admissions;
  }

  /** Returns whether a client wants events as they happen, and not a page of them. */
  static boolean isAskedFor(HttpServerRequest request) {
    return request.headers().getAll(HttpHeaders.ACCEPT).stream()
        .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains(MEDIA_TYPE));
  }

  @Override
  public void handle(RoutingContext routing) {
    routing.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    if (!isAskedFor(routing.request())) {
      routing.next();
      return;
    }
    SubscribeRequest request = SubscribeRequest.of(routing);
    StreamSessions sessions = services.sessions();
    if (!sessions.hasRoom() || sessions.isStopping()) {
      throw tooMany("too many connections get events already");
    }
    // A proxy that collects an answer before it passes it on would hold the events back.
    HttpServerResponse response =
        routing
            .response()
            .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
            .putHeader("X-Accel-Buffering", "no");
    if (routing.request().method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      Admission admission =
          admissions
              .admit(Identity.of(routing))
              .orElseThrow(() -> tooMany("this user has too many connections that get events"));
      new EventSourceSession(
              response, routing.request().connection(), sessions, services.limits(), admission)
          .begin(services.service(), request);
    }
  }

  private static WpdException tooMany(String detail) {
    return new WpdException(
        Problem.of(ProblemCode.RATE_LIMITED, detail).withRetryAfterMs(RETRY_AFTER_MS));
  }
}
