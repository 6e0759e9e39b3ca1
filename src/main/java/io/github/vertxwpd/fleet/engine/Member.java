package io.github.vertxwpd.fleet.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node by its membership address.
 *
 * @param host a name or an address, in lower case, an IPv6 address without brackets
 * @param port its TCP port
 */
public record Member(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^\\[\\]:\\s]+)):([1-9][0-9]{0,4})");
  private static final int MAX_PORT = 65_535;

  public Member {
    host = host.toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code host:port}.
   *
   * @throws IllegalArgumentException where it is none, naming the key
   */
  public static Member parse(String text) {
    Matcher matcher = FORM.matcher(text);
    int port = matcher.matches() ? Integer.parseInt(matcher.group(3)) : 0;
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "cluster.members has \""
              + text
              + "\", which is no host:port such as 10.0.0.1:7800 or [fd00::1]:7800");
    }
    return new Member(matcher.group(1) == null ? matcher.group(2) : matcher.group(1), port);
  }

  /**
   * Returns the loopback address that stands for the member, the same on every node: one of
   * 127.64.0.0/10, where nothing else is expected to listen.
   */
  public InetAddress loopback() {
    byte[] hash = sha256(toString());
    byte[] address = {
      127, (byte) (0x40 | (hash[0] & 0x3F)), hash[1], (byte) (1 + (hash[2] & 0xFF) % 254)
    };
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an IPv4 address has four bytes", e);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
