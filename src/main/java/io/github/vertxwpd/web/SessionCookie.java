package io.github.vertxwpd.web;

import io.github.vertxwpd.security.BrowserSession;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cookie of a browser's session: no script reads it, and no other site's page sends it.
 *
 * @param tls whether HTTPS is served; the name's prefix then makes browsers refuse a cookie of that
 *     name that another host or plain HTTP sets
 */
record SessionCookie(boolean tls) {
  String name() {
    return tls ? "__Host-wpd-session" : "wpd-session";
  }

  /** Returns the values that came; one that comes more than once is nobody's. */
  List<String> read(HttpServerRequest request) {
    String start = name() + "=";
    return request.headers().getAll(HttpHeaders.COOKIE).stream()
        .flatMap(header -> Stream.of(header.split(";", -1)))
        .map(String::trim)
        .filter(cookie -> cookie.startsWith(start))
        .map(cookie -> cookie.substring(start.length()))
        .toList();
  }

  void set(HttpServerResponse response, BrowserSession session, Instant now) {
    long seconds = Math.max(1, Duration.between(now, session.expires()).toSeconds());
    response.addCookie(cookie(session.id()).setMaxAge(seconds));
  }

  void clear(HttpServerResponse response) {
    response.addCookie(cookie("").setMaxAge(0));
  }

  private Cookie cookie(String value) {
    return Cookie.cookie(name(), value)
        .setPath("/")
        .setSecure(tls)
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT);
  }
}
