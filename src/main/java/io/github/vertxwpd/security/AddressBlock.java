package io.github.vertxwpd.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/**
 * What counts as one address: an IPv4 address, or the /64 of an IPv6 address, of which one host
 * often has all.
 */
final class AddressBlock {
  private static final int BYTES_OF_64 = 8;

  private AddressBlock() {}

  /**
   * Returns the block of an address.
   *
   * @param address an IP address; nothing is looked up
   */
  static String of(String address) {
    if (!address.contains(":")) {
      return address;
    }
    try {
      // The brackets say that it is an address and no name.
      String plain = address.replaceFirst("%.*", "");
      InetAddress parsed = InetAddress.getByName("[" + plain + "]");
      if (parsed instanceof Inet6Address) {
        HexFormat hex = HexFormat.of();
        return hex.formatHex(parsed.getAddress(), 0, BYTES_OF_64) + "::/64";
      }
      return parsed.getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
