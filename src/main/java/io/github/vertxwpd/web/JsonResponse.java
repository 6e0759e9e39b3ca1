package io.github.vertxwpd.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers with {@code application/json}. */
final class JsonResponse {
  private static final int OK = 200;

  private JsonResponse() {}

  /** Answers with status 200. */
  static void write(RoutingContext context, JsonObject body) {
    write(context, OK, body);
  }

  /** Answers, unless the client has gone meanwhile. */
  static void write(RoutingContext context, int status, JsonObject body) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(body.toBuffer());
  }
}
