package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * What every request passes first, the WebSocket's upgrade included: the answer gets the security
 * headers, and the {@code Host} and {@code Origin} headers must be exactly those of this server.
 */
final class RequestGuard implements Handler<RoutingContext> {
  /** Nothing but this server's own files; and nobody may put the page into a frame. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " object-src 'none'";

  private final LoopbackNames names;

  RequestGuard(LoopbackNames names) {
    this.names = names;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    addHeaders(request.response().headers());
    check(request);
    context.next();
  }

  static void addHeaders(MultiMap headers) {
    headers
        .set("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .set("X-Content-Type-Options", "nosniff")
        .set("Referrer-Policy", "no-referrer");
  }

  private void check(HttpServerRequest request) {
    int port = request.localAddress().port();
    List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
    if (hosts.size() != 1 || !names.isHost(hosts.get(0), port)) {
      throw refused("the Host header must be one of this gateway's own names, such as localhost");
    }
    for (String origin : request.headers().getAll(HttpHeaders.ORIGIN)) {
      if (!names.isOrigin(origin, port)) {
        throw refused("pages of another origin may not use this gateway");
      }
    }
  }

  private static WpdException refused(String detail) {
    return new WpdException(Problem.of(ProblemCode.ORIGIN_NOT_ALLOWED, detail));
  }
}
