package io.github.vertxwpd.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Takes bodies with a {@code Content-Length} alone (RFC 9112, section 6.3, allows that). The HTTP
 * decoder drops a length that comes together with a {@code Transfer-Encoding}, so that nobody could
 * tell any more that a proxy may have understood the end of the request differently. Nothing that
 * follows such a request is read.
 */
final class RequestFraming implements Handler<RoutingContext> {
  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      request.pause();
      ProblemResponse.ofInvalid(
          request, "a body needs the header Content-Length; Transfer-Encoding is not taken");
    } else {
      context.next();
    }
  }
}
