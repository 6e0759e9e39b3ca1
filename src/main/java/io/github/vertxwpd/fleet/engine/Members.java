package io.github.vertxwpd.fleet.engine;

import io.github.vertxwpd.ClusterOptions;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes of a fleet as one of them sees them.
 *
 * @param own the node itself
 * @param here the other nodes on this machine
 * @param elsewhere the nodes on other machines
 */
public record Members(Member own, List<Member> here, List<Member> elsewhere) {
  private static final Logger LOG = LoggerFactory.getLogger(Members.class);

  public Members {
    here = List.copyOf(here);
    elsewhere = List.copyOf(elsewhere);
  }

  /**
   * Finds out who is who. Blocks while names are looked up.
   *
   * @throws IllegalArgumentException where the options cannot be right, naming the key
   */
  public static Members of(ClusterOptions options) {
    Set<Member> listed = new LinkedHashSet<>();
    options.getMembers().forEach(text -> listed.add(Member.parse(text)));
    Member own = own(options, listed);
    List<Member> here = new ArrayList<>();
    List<Member> elsewhere = new ArrayList<>();
    for (Member member : listed) {
      if (!member.equals(own)) {
        (isHere(member.host()) ? here : elsewhere).add(member);
      }
    }
    Members members = new Members(own, here, elsewhere);
    members.requireReachable();
    members.requireDifferentAddresses();
    return members;
  }

  /** It is one of those in the list, maybe in other words: all nodes must call it the same. */
  private static Member own(ClusterOptions options, Set<Member> listed) {
    Member configured = new Member(options.getHost(), options.getPort());
    InetAddress address = address(options.getHost());
    if (listed.contains(configured)) {
      return configured;
    }
    for (Member member : listed) {
      if (member.port() == configured.port() && addresses(member.host()).contains(address)) {
        return member;
      }
    }
    if (!listed.isEmpty()) {
      LOG.warn(
          "cluster.members does not have this node, {}: the others cannot reach it unless theirs have",
          configured);
    }
    return configured;
  }

  private static InetAddress address(String host) {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "cluster.host \""
              + host
              + "\" is no address that is known: set it to one of this machine",
          e);
    }
    if (address.isAnyLocalAddress()) {
      throw new IllegalArgumentException(
          "cluster.host \""
              + host
              + "\" means every address of this machine: set it to the one by which the other nodes reach it");
    }
    return address;
  }

  private static List<InetAddress> addresses(String host) {
    try {
      return Arrays.asList(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  private static boolean isHere(String host) {
    return addresses(host).stream().anyMatch(Members::isHere);
  }

  private static boolean isHere(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  private void requireReachable() {
    if (!elsewhere.isEmpty() && address(own.host()).isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "cluster.host \""
              + own.host()
              + "\" is an address of loopback, by which "
              + elsewhere.get(0)
              + " of cluster.members cannot reach this node: set it to one that the other machines reach");
    }
  }

  private void requireDifferentAddresses() {
    Map<String, Member> taken = new HashMap<>();
    for (Member member : all()) {
      Member other = taken.put(member.loopback().getHostAddress() + ":" + member.port(), member);
      if (other != null) {
        throw new IllegalArgumentException(
            "cluster.members has %s and %s, which stand for the same loopback address %s: give one of them another port"
                .formatted(other, member, member.loopback().getHostAddress()));
      }
    }
  }

  /** Returns all nodes, this one first. */
  public List<Member> all() {
    List<Member> all = new ArrayList<>(List.of(own));
    all.addAll(here);
    all.addAll(elsewhere);
    return List.copyOf(all);
  }
}
