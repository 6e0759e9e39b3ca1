package io.github.vertxwpd.web;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names by which a browser on this machine reaches the server.
 *
 * <p>A server without authentication is protected by two things: it listens on loopback alone, and
 * it answers only to these names. The second is what stops a foreign page whose host name was made
 * to resolve to 127.0.0.1 (DNS rebinding).
 *
 * @param boundHost the address that the server is bound to
 */
record LoopbackNames(String boundHost) {
  private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");
  private static final List<String> LOOPBACK_V6 = List.of("::1", "0:0:0:0:0:0:0:1");
  private static final int DEFAULT_HTTP_PORT = 80;

  /**
   * Reads {@code http.host}.
   *
   * @throws IllegalArgumentException where it is not a loopback address
   */
  static LoopbackNames ofBound(String host) {
    String bare = host.startsWith("[") && host.endsWith("]") ? unbracketed(host) : host;
    String lower = bare.toLowerCase(Locale.ROOT);
    if (!lower.equals("localhost")
        && !LOOPBACK_V4.matcher(lower).matches()
        && !LOOPBACK_V6.contains(lower)) {
      throw new IllegalArgumentException(
          "http.host is \""
              + host
              + "\", which is not a loopback address: this server has no TLS and no authentication"
              + " and would be open to the whole network. Set http.host to 127.0.0.1");
    }
    return new LoopbackNames(lower);
  }

  /**
   * Returns whether a {@code Host} header names this server.
   *
   * @param host the header's value
   * @param port the port that the request came to
   */
  boolean isHost(String host, int port) {
    return names().stream().anyMatch(name -> isAuthority(host, name, port));
  }

  /**
   * Returns whether an {@code Origin} header is of a page that this server served.
   *
   * @param origin the header's value
   * @param port the port that the request came to
   */
  boolean isOrigin(String origin, int port) {
    return origin.startsWith("http://") && isHost(origin.substring("http://".length()), port);
  }

  private List<String> names() {
    String bound = boundHost.contains(":") ? "[" + boundHost + "]" : boundHost;
    return List.of("127.0.0.1", "localhost", "[::1]", bound);
  }

  private static boolean isAuthority(String text, String name, int port) {
    return text.equals(name + ":" + port) || (port == DEFAULT_HTTP_PORT && text.equals(name));
  }

  private static String unbracketed(String host) {
    return host.substring(1, host.length() - 1);
  }
}
