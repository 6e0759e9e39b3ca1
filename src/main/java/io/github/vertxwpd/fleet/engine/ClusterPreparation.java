package io.github.vertxwpd.fleet.engine;

import com.hazelcast.config.Config;
import io.github.vertxwpd.ClusterOptions;
import io.github.vertxwpd.fleet.credentials.FleetCredentials;
import io.github.vertxwpd.fleet.credentials.LiveCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node knows before it opens anything: its options and its credentials, which are good.
 *
 * @param options as they were configured
 * @param members who is who
 * @param credentials what the node proves itself with
 */
record ClusterPreparation(ClusterOptions options, Members members, LiveCredentials credentials) {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterPreparation.class);
  private static final Set<String> NETWORKS =
      Set.of(ClusterOptions.PIPES, ClusterOptions.ENCRYPTED);

  /**
   * Reads and checks everything. Blocks.
   *
   * @throws IllegalArgumentException where a key or the credentials are not right
   * @throws ClusterStartException where the node could not listen
   */
  static ClusterPreparation of(ClusterOptions options, String gatewayId)
      throws ClusterStartException {
    if (!NETWORKS.contains(options.getNetwork())) {
      throw new IllegalArgumentException(
          "cluster.network is \"%s\": set it to %s or %s"
              .formatted(options.getNetwork(), ClusterOptions.PIPES, ClusterOptions.ENCRYPTED));
    }
    LiveCredentials credentials =
        LiveCredentials.read(Path.of(options.getCredentials()), Clock.systemUTC());
    requireOf(gatewayId, credentials.current());
    ClusterPreparation prepared = new ClusterPreparation(options, Members.of(options), credentials);
    prepared.warnOfPublicAddress();
    prepared.requireFree();
    return prepared;
  }

  private static void requireOf(String gatewayId, FleetCredentials own) {
    if (!own.gateway().equals(gatewayId)) {
      throw new IllegalArgumentException(
          ("cluster.credentials \"%s\" are those of the gateway %s, and this is %s: set gateway.id"
                  + " to %s, or issue others with `vertx-wpd cluster issue <dir> %s`")
              .formatted(own.directory(), own.gateway(), gatewayId, own.gateway(), gatewayId));
    }
  }

  /** A Vert.x whose event bus cannot listen has joined by then, and logs instead of saying why. */
  private void requireFree() throws ClusterStartException {
    int port = options.getEventBusPort();
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(options.getHost(), port));
    } catch (IOException e) {
      throw new ClusterStartException(
          ("cluster.eventBusPort %d of %s cannot be listened on (%s): set it to another port, or to"
                  + " 0 for a free one; cluster.host must be an address of this machine")
              .formatted(port, options.getHost(), e.getMessage()),
          e);
    }
  }

  private void warnOfPublicAddress() {
    if (isEncrypted() && looksPublic(options.getHost())) {
      LOG.warn(
          "cluster.network is encrypted, and cluster.host {} looks like an address that strangers"
              + " reach: whoever reaches its port {} reaches a deserializer. Set cluster.host to the"
              + " address in the encrypted network, or cluster.network to {}",
          options.getHost(),
          options.getPort(),
          ClusterOptions.PIPES);
    }
  }

  private static boolean looksPublic(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      byte[] bytes = address.getAddress();
      boolean unique = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
      boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 0x40;
      return !unique
          && !shared
          && !address.isLoopbackAddress()
          && !address.isSiteLocalAddress()
          && !address.isLinkLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Returns whether Hazelcast listens on the network itself. */
  boolean isEncrypted() {
    return options.getNetwork().equals(ClusterOptions.ENCRYPTED);
  }

  /** Returns how the node's Hazelcast runs. */
  Config hazelcast() {
    return HazelcastSettings.of(
        credentials.current().secret(),
        isEncrypted()
            ? new InetSocketAddress(options.getHost(), options.getPort())
            : new InetSocketAddress(members.own().loopback(), members.own().port()),
        members.all().stream().map(this::reached).toList());
  }

  private String reached(Member member) {
    return isEncrypted()
        ? member.toString()
        : member.loopback().getHostAddress() + ":" + member.port();
  }
}
