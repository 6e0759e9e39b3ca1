package io.github.vertxwpd.web;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code wait} preference of RFC 7240: how long the client would like to wait for the end. */
final class PreferredWait {
  /** The longest that is waited, in seconds: {@value}. */
  static final int MAX_SECONDS = 10;

  private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(;.*)?");

  private PreferredWait() {}

  /**
   * Reads the preference; one that cannot be read is none.
   *
   * @return seconds, at most {@value MAX_SECONDS}
   */
  static OptionalInt seconds(HttpServerRequest request) {
    return request.headers().getAll("Prefer").stream()
        .flatMap(header -> Stream.of(header.split(",", -1)))
        .map(preference -> WAIT.matcher(preference.trim().toLowerCase(Locale.ROOT)))
        .filter(Matcher::matches)
        .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
        .map(seconds -> Math.min(seconds, MAX_SECONDS))
        .findFirst();
  }
}
