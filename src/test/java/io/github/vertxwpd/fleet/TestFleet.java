package io.github.vertxwpd.fleet;

import io.github.vertxwpd.ClusterOptions;
import io.github.vertxwpd.fleet.credentials.FleetAuthority;
import io.github.vertxwpd.fleet.credentials.FleetFilesException;
import io.github.vertxwpd.fleet.credentials.LiveCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A fleet's credentials, made for a test, and options of nodes on this machine.
 *
 * @param directory the fleet's own directory
 */
public record TestFleet(Path directory) {
  /** Makes a fleet's CA. */
  public static TestFleet in(Path directory) {
    return in(directory, Clock.systemUTC());
  }

  /** Makes a fleet's CA at a time of day. */
  public static TestFleet in(Path directory, Clock clock) {
    try {
      FleetAuthority.init(directory, clock);
      return new TestFleet(directory);
    } catch (FleetFilesException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes or renews a node's files; returns their directory. */
  public Path issue(String gateway) {
    return issue(gateway, Clock.systemUTC(), Duration.ofDays(60));
  }

  /** Makes or renews a node's files as they would have been made at another time of day. */
  public Path issue(String gateway, Clock clock, Duration lifetime) {
    try {
      FleetAuthority.open(directory, clock).issue(gateway, lifetime);
      return directory.resolve(gateway);
    } catch (FleetFilesException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a node's files, and reads them. */
  public LiveCredentials credentials(String gateway) {
    return LiveCredentials.read(issue(gateway), Clock.systemUTC());
  }

  /** Makes a node's files, of a certificate that ended an hour ago, and reads them at that time. */
  public LiveCredentials expired(String gateway) {
    Clock then = Clock.fixed(Instant.now().minus(Duration.ofHours(2)), ZoneOffset.UTC);
    return LiveCredentials.read(issue(gateway, then, Duration.ofHours(1)), then);
  }

  /**
   * Returns options of nodes on this machine that find each other, with credentials.
   *
   * @param gateways who they are
   */
  public List<ClusterOptions> nodes(String... gateways) {
    List<Integer> ports = freePorts(gateways.length);
    List<String> members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
    List<ClusterOptions> nodes = new ArrayList<>();
    for (int i = 0; i < gateways.length; i++) {
      nodes.add(
          new ClusterOptions()
              .setEnabled(true)
              .setPort(ports.get(i))
              .setEventBusPort(0)
              .setMembers(members)
              .setCredentials(issue(gateways[i]).toString()));
    }
    return nodes;
  }

  /** Returns different ports that nobody listens on. */
  public static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
