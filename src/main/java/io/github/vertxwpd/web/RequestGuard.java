package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.Caller.Via;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What every request passes first, the upgrades included: the answer gets the security headers, the
 * {@code Host} and {@code Origin} headers must be exactly those of this server, and no token may be
 * in the URL.
 */
final class RequestGuard implements Handler<RoutingContext> {
  /** Nothing but this server's own files; and nobody may put the page into a frame. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " object-src 'none'";

  /** For a year the browser asks this host by HTTPS alone. */
  static final String STRICT_TRANSPORT_SECURITY = "max-age=31536000";

  /** What clients of other servers call a token in a URL. */
  private static final Set<String> TOKEN_PARAMETERS =
      Set.of("token", "access_token", "api_key", "apikey", "auth", "jwt", "authorization");

  /** It says more than {@code Host} where a request has both (RFC 9112, section 3.2.2). */
  private static final Pattern ABSOLUTE_URI =
      Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)");

  private final Supplier<OwnNames> names;
  private final SessionCookie cookie;
  private final WebAudit audit;

  /**
   * Makes what every request passes.
   *
   * @param names what the server is called, asked for each request
   */
  RequestGuard(Supplier<OwnNames> names, SessionCookie cookie, WebAudit audit) {
    this.names = names;
    this.cookie = cookie;
    this.audit = audit;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    addHeaders(request);
    try {
      checkOrigin(request);
    } catch (WpdException e) {
      audit.denied(
          AuditAction.REQUEST,
          RequestCaller.unknown(Via.REST, RequestCaller.address(request)),
          e,
          request);
      throw e;
    }
    checkParameters(context);
    context.next();
  }

  static void addHeaders(HttpServerRequest request) {
    request
        .response()
        .headers()
        .set("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .set("X-Content-Type-Options", "nosniff")
        .set("Referrer-Policy", "no-referrer");
    if (request.isSSL()) {
      request.response().headers().set("Strict-Transport-Security", STRICT_TRANSPORT_SECURITY);
    }
  }

  private void checkOrigin(HttpServerRequest request) {
    OwnNames own = names.get();
    SocketAddress here = request.localAddress();
    List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
    if (hosts.size() != 1 || !own.isHost(hosts.get(0), here)) {
      throw refused(
          "the Host header must be one of this gateway's own names: its IP address with the port,"
              + " localhost on its own machine, or a host of http.origins");
    }
    Matcher absolute = ABSOLUTE_URI.matcher(request.uri());
    if (absolute.find() && !own.isHost(absolute.group(1), here)) {
      throw refused("the host in the request's first line must be one of this gateway's own names");
    }
    List<String> origins = request.headers().getAll(HttpHeaders.ORIGIN);
    for (String origin : origins) {
      if (!own.isOrigin(origin, here)) {
        throw refused(
            "pages of another origin may not use this gateway; http.origins has those that may");
      }
    }
    // A browser names the page that opens a WebSocket, and sends the cookie whoever it is.
    boolean upgrade = request.headers().contains(HttpHeaders.UPGRADE);
    if (upgrade && origins.isEmpty() && !cookie.read(request).isEmpty()) {
      throw refused("an upgrade with the session's cookie needs the Origin header");
    }
  }

  private static void checkParameters(RoutingContext context) {
    for (String name : context.queryParams().names()) {
      if (TOKEN_PARAMETERS.contains(name.toLowerCase(Locale.ROOT))) {
        throw new WpdException(
            Problem.of(
                ProblemCode.MALFORMED,
                "a token does not belong into a URL, where it ends up in logs and histories: send"
                    + " the header Authorization: Bearer <token>, or auth.token in a WebSocket's"
                    + " hello; and replace this token, which may have been seen"));
      }
    }
  }

  private static WpdException refused(String detail) {
    return new WpdException(Problem.of(ProblemCode.ORIGIN_NOT_ALLOWED, detail));
  }
}
