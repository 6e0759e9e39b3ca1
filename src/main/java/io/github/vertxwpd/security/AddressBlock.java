package io.github.vertxwpd.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

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
        byte[] network = parsed.getAddress();
        Arrays.fill(network, BYTES_OF_64, network.length, (byte) 0);
        return InetAddress.getByAddress(network).getHostAddress() + "/64";
      }
      return parsed.getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
