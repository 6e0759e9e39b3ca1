package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.operation.WpdService;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** {@code GET /api/v1/events} with {@code Accept: text/event-stream}: server-sent events. */
final class EventSourceEndpoint implements Handler<RoutingContext> {
  private static final long RETRY_AFTER_MS = 5_000;
  private static final String MEDIA_TYPE = "text/event-stream";

  private final WpdService service;
  private final StreamSessions sessions;
  private final WebLimits limits;

  EventSourceEndpoint(WpdService service, StreamSessions sessions, WebLimits limits) {
    this.service = service;
    this.sessions = sessions;
    this.limits = limits;
  }

  @Override
  public void handle(RoutingContext routing) {
    boolean asked =
        routing.request().headers().getAll(HttpHeaders.ACCEPT).stream()
            .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains(MEDIA_TYPE));
    routing.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    if (!asked) {
      routing.next();
      return;
    }
    SubscribeRequest request = SubscribeRequest.of(routing);
    if (!sessions.hasRoom() || sessions.isStopping()) {
      throw new WpdException(
          Problem.of(ProblemCode.RATE_LIMITED, "too many connections get events already")
              .withRetryAfterMs(RETRY_AFTER_MS));
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
      new EventSourceSession(response, routing.request().connection(), sessions, limits)
          .begin(service, request);
    }
  }
}
