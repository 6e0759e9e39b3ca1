package io.github.vertxwpd.web;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * The address that the server is bound to.
 *
 * @param name as it is configured, in lower case, an IPv6 address without brackets
 * @param literal the IP address that it is; empty where it is a name
 */
record BoundHost(String name, Optional<InetAddress> literal) {
  /** The one name that means loopback: browsers ask nobody else what it is. */
  static final String LOCALHOST = "localhost";

  /** Reads {@code http.host}. */
  static BoundHost of(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    return new BoundHost(bare.toLowerCase(Locale.ROOT), literal(bare));
  }

  /** Reads an IP address; a name is none, and nobody is asked what it means. */
  static Optional<InetAddress> literal(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an IP address has 4 or 16 bytes", e);
    }
  }

  /** Returns whether this machine alone can reach it. */
  boolean isLoopback() {
    return literal.map(InetAddress::isLoopbackAddress).orElse(name.equals(LOCALHOST));
  }
}
