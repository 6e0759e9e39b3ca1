package io.github.vertxwpd.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request brings to show who sends it. */
sealed interface Credential {
  /** The scheme's name is the same in any case (RFC 9110, section 11.1). */
  Pattern BEARER = Pattern.compile("bearer +([\\x21-\\x7E]+)", Pattern.CASE_INSENSITIVE);

  /** Nothing. */
  record None() implements Credential {}

  /**
   * A bearer token.
   *
   * @param text the secret
   */
  record Token(String text) implements Credential {
    @Override
    public String toString() {
      return "Token";
    }
  }

  /**
   * The cookie of a browser's session.
   *
   * @param id the secret
   */
  record Session(String id) implements Credential {
    @Override
    public String toString() {
      return "Session";
    }
  }

  /**
   * Something that cannot be read.
   *
   * @param why what would be right
   */
  record Unreadable(String why) implements Credential {}

  /** Reads the header {@code Authorization}, and where there is none the cookie. */
  static Credential of(HttpServerRequest request, SessionCookie cookie) {
    List<String> authorization = request.headers().getAll(HttpHeaders.AUTHORIZATION);
    if (!authorization.isEmpty()) {
      Matcher bearer = BEARER.matcher(authorization.get(0).trim());
      return authorization.size() == 1 && bearer.matches()
          ? new Token(bearer.group(1))
          : new Unreadable("the header Authorization must be there once: Bearer and a token");
    }
    List<String> sessions = cookie.read(request);
    if (sessions.isEmpty()) {
      return new None();
    }
    return sessions.size() == 1
        ? new Session(sessions.get(0))
        : new Unreadable("the session's cookie came more than once; log in again");
  }
}
