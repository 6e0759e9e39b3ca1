package io.github.vertxwpd.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The second port of a fan-out server: {@code GET} or {@code POST /publish?n=K} makes K events. It
 * is as little of HTTP as a load client needs, so that what is measured is the fan-out.
 */
final class FanoutPublish {
  /** What ends a request: {@value}. */
  static final String END = "\r\n\r\n";

  /** The answer, once the events can be seen. */
  static final String DONE = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  /** The answer to anything else. */
  static final String UNKNOWN = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

  private static final Pattern REQUEST =
      Pattern.compile("(?:GET|POST) /publish(?:\\?n=([0-9]{1,7}))? HTTP/1\\.1\r\n", Pattern.DOTALL);

  private FanoutPublish() {}

  /** Returns the request for so many events. */
  static String request(int events) {
    return "POST /publish?n=" + events + " HTTP/1.1\r\nHost: x" + END;
  }

  /** Returns how many events a request asks for; 0 where it is another request. */
  static int events(String request) {
    Matcher matcher = REQUEST.matcher(request);
    if (!matcher.lookingAt()) {
      return 0;
    }
    return matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1));
  }
}
