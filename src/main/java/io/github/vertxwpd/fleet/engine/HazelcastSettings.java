package io.github.vertxwpd.fleet.engine;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MemberAddressProviderConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.spi.MemberAddressProvider;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * How Hazelcast runs: what was measured to notice a frozen or a cut-off node within ten seconds,
 * and to be one cluster again within five of its coming back.
 */
final class HazelcastSettings {
  private static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          Map.entry("hazelcast.logging.emoji.enabled", "false"),
          Map.entry("hazelcast.logging.details.enabled", "false"),
          Map.entry("hazelcast.phone.home.enabled", "false"),
          Map.entry("hazelcast.shutdownhook.enabled", "false"),
          Map.entry("hazelcast.health.monitoring.level", "OFF"),
          Map.entry("hazelcast.socket.bind.any", "false"),
          Map.entry("hazelcast.max.no.heartbeat.seconds", "8"),
          Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
          Map.entry("hazelcast.merge.first.run.delay.seconds", "2"),
          Map.entry("hazelcast.merge.next.run.delay.seconds", "2"),
          Map.entry("hazelcast.wait.seconds.before.join", "1"));

  private HazelcastSettings() {}

  /**
   * Makes the configuration of one member.
   *
   * @param secret the fleet's secret: who does not know it cannot join
   * @param own where this member listens, which is also how the others know it
   * @param members how this node reaches all members, each {@code host:port}
   */
  static Config of(String secret, InetSocketAddress own, List<String> members) {
    DiscreetLoggerFactory.use();
    Config config = new Config();
    config.setClusterName(secret);
    PROPERTIES.forEach(config::setProperty);
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    config.getSerializationConfig().setJavaSerializationFilterConfig(serializationFilter());
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(own.getPort()).setPortAutoIncrement(false).setPortCount(1);
    network.setMemberAddressProviderConfig(
        new MemberAddressProviderConfig().setEnabled(true).setImplementation(new Fixed(own)));
    JoinConfig join = network.getJoin();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(members);
    addMapsOfVertx(config);
    return config;
  }

  /** What Vert.x' own configuration file has; there is none where the configuration is given. */
  private static void addMapsOfVertx(Config config) {
    config.addMultiMapConfig(
        new MultiMapConfig("__vertx.subs")
            .setBackupCount(1)
            .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
    config.addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(1));
    config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(1));
  }

  /** Java serialization is for Hazelcast's own exceptions and what is in them. */
  private static JavaSerializationFilterConfig serializationFilter() {
    ClassFilter allowed =
        new ClassFilter()
            .addPrefixes("com.hazelcast.", "[")
            .addPackages("java.lang", "java.util", "java.util.concurrent", "java.io");
    return new JavaSerializationFilterConfig().setDefaultsDisabled(true).setWhitelist(allowed);
  }

  /**
   * Interfaces are no help where a loopback address is none of an interface's.
   *
   * @param own the one address there is
   */
  private record Fixed(InetSocketAddress own) implements MemberAddressProvider {
    @Override
    public InetSocketAddress getBindAddress() {
      return own;
    }

    @Override
    public InetSocketAddress getBindAddress(EndpointQualifier qualifier) {
      return own;
    }

    @Override
    public InetSocketAddress getPublicAddress() {
      return own;
    }

    @Override
    public InetSocketAddress getPublicAddress(EndpointQualifier qualifier) {
      return own;
    }
  }
}
