package io.github.vertxwpd.web;

import io.github.vertxwpd.HttpOptions;
import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By which names the server is reached, and so what {@code Host} and {@code Origin} may say.
 *
 * <p>A browser lets a page read what its own origin answers, and the page's host name can be made
 * to resolve to any address (DNS rebinding). So the server answers only to names that nobody else
 * can have: the IP address that the connection came to; on loopback {@code localhost} and its
 * addresses; the name in {@code http.host}; and what {@code http.origins} has. All of them are
 * compared byte for byte.
 */
final class OwnNames {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final List<String> LOOPBACK = List.of("127.0.0.1", BoundHost.LOCALHOST, "[::1]");

  /** How browsers write an origin: lower case, ASCII, no trailing dot, no user, no path. */
  private static final Pattern ORIGIN =
      Pattern.compile(
          "(https?)://(\\[[0-9a-f:]{2,39}]|[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)"
              + "(:[1-9][0-9]{0,4})?");

  private final String scheme;
  private final int defaultPort;
  private final Optional<String> named;
  private final Set<String> origins;
  private final Set<String> originHosts;

  private OwnNames(boolean tls, Optional<String> named, List<String> origins) {
    this.scheme = tls ? "https://" : "http://";
    this.defaultPort = tls ? HTTPS_PORT : HTTP_PORT;
    this.named = named;
    this.origins = Set.copyOf(origins);
    this.originHosts =
        origins.stream().flatMap(OwnNames::hosts).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Reads the configuration.
   *
   * @throws IllegalArgumentException where {@code http.origins} has what is no origin
   */
  static OwnNames of(HttpOptions options) {
    options.getOrigins().forEach(OwnNames::checkOrigin);
    BoundHost bound = BoundHost.of(options.getHost());
    boolean named = bound.literal().isEmpty() && !bound.isLoopback();
    return new OwnNames(
        !options.getTls().getCertificate().isEmpty(),
        named ? Optional.of(bound.name()) : Optional.empty(),
        options.getOrigins());
  }

  private static void checkOrigin(String origin) {
    boolean https = origin.startsWith("https:");
    if (!ORIGIN.matcher(origin).matches()
        || origin.endsWith(":" + (https ? HTTPS_PORT : HTTP_PORT))) {
      throw new IllegalArgumentException(
          "http.origins has \""
              + origin
              + "\", which no browser sends: write it like https://gw-003.example.com:8443, in lower"
              + " case and ASCII, without a path, and without the port where it is 443 (80 for"
              + " http)");
    }
  }

  /** Returns what {@code Host} may say of an origin; some clients name a port that goes unsaid. */
  private static Stream<String> hosts(String origin) {
    boolean https = origin.startsWith("https:");
    String host = origin.substring(origin.indexOf("//") + 2);
    boolean hasPort = host.indexOf(':', host.indexOf(']') + 1) >= 0;
    return hasPort
        ? Stream.of(host)
        : Stream.of(host, host + ":" + (https ? HTTPS_PORT : HTTP_PORT));
  }

  /**
   * Returns whether a {@code Host} header names this server.
   *
   * @param host the header's value
   * @param here the address that the connection came to
   */
  boolean isHost(String host, SocketAddress here) {
    return originHosts.contains(host)
        || names(here)
            .anyMatch(
                name ->
                    host.equals(name + ":" + here.port())
                        || (here.port() == defaultPort && host.equals(name)));
  }

  /**
   * Returns whether an {@code Origin} header is of a page that may use this server.
   *
   * @param origin the header's value
   * @param here the address that the connection came to
   */
  boolean isOrigin(String origin, SocketAddress here) {
    String port = here.port() == defaultPort ? "" : ":" + here.port();
    return origins.contains(origin)
        || names(here).anyMatch(name -> origin.equals(scheme + name + port));
  }

  private Stream<String> names(SocketAddress here) {
    Optional<InetAddress> address =
        Optional.ofNullable(here.hostAddress()).map(OwnNames::unscoped).flatMap(BoundHost::literal);
    Stream<String> loopback =
        address.filter(InetAddress::isLoopbackAddress).isPresent()
            ? LOOPBACK.stream()
            : Stream.empty();
    return Stream.of(loopback, address.map(OwnNames::inUrl).stream(), named.stream())
        .flatMap(names -> names);
  }

  /** Which interface a link-local address belongs to is nobody's business but this machine's. */
  private static String unscoped(String address) {
    int scope = address.indexOf('%');
    return scope < 0 ? address : address.substring(0, scope);
  }

  /** As browsers write it: an IPv6 address in its shortest form (RFC 5952), in brackets. */
  private static String inUrl(InetAddress address) {
    String text = NetUtil.toAddressString(address);
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }
}
