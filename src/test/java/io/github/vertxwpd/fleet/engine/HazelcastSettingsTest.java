package io.github.vertxwpd.fleet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class HazelcastSettingsTest {
  private final InetSocketAddress own = new InetSocketAddress("127.64.1.2", 7800);
  private final Config config =
      HazelcastSettings.of("the secret", own, List.of("127.64.1.2:7800", "127.64.3.4:7800"));

  @Test
  void onlyTheListedMembersAreLookedFor() {
    JoinConfig join = config.getNetworkConfig().getJoin();

    assertThat(join.getMulticastConfig().isEnabled()).isFalse();
    assertThat(join.isAutoDetectionEnabled()).isFalse();
    assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
    assertThat(join.getTcpIpConfig().getMembers())
        .containsExactly("127.64.1.2:7800", "127.64.3.4:7800");
  }

  @Test
  void itListensAtOneAddressAndPort() {
    var provider = config.getNetworkConfig().getMemberAddressProviderConfig();

    assertThat(provider.isEnabled()).isTrue();
    assertThat(provider.getImplementation().getBindAddress()).isEqualTo(own);
    assertThat(provider.getImplementation().getPublicAddress()).isEqualTo(own);
    assertThat(config.getNetworkConfig().isPortAutoIncrement()).isFalse();
    assertThat(config.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
  }

  @Test
  void itTellsNobodyAnything() {
    assertThat(config.getClusterName()).isEqualTo("the secret");
    assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
    assertThat(config.getProperty("hazelcast.logging.details.enabled")).isEqualTo("false");
    assertThat(config.getMetricsConfig().isEnabled()).isFalse();
    assertThat(config.getJetConfig().isEnabled()).isFalse();
  }

  @Test
  void javaSerializationIsForItsOwnClassesAlone() {
    JavaSerializationFilterConfig filter =
        config.getSerializationConfig().getJavaSerializationFilterConfig();
    ClassFilter allowed = filter.getWhitelist();

    assertThat(filter.isDefaultsDisabled()).isTrue();
    assertThat(allowed.isListed("com.hazelcast.core.HazelcastException")).isTrue();
    assertThat(allowed.isListed("java.lang.IllegalStateException")).isTrue();
    assertThat(allowed.isListed("java.net.URL")).isFalse();
    assertThat(allowed.isListed("javax.management.BadAttributeValueExpException")).isFalse();
    assertThat(allowed.isListed("io.github.vertxwpd.WpdException")).isFalse();
  }
}
