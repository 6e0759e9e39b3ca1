package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.ClusterOptions;
import io.github.vertxwpd.DataOptions;
import io.github.vertxwpd.GatewayOptions;
import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.fleet.TestFleet;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway process as one of a fleet: it starts, or says which key to set. */
@Timeout(60)
class ClusterStartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path directory;

  private WpdOptions options(ClusterOptions cluster) {
    return new WpdOptions()
        .setGateway(new GatewayOptions().setId("gw-1"))
        .setProvider("none")
        .setHttp(new HttpOptions().setPort(0))
        .setData(new DataOptions().setDir(directory.resolve("data").toString()))
        .setCluster(cluster);
  }

  private ClusterOptions cluster() {
    return TestFleet.in(directory.resolve("fleet")).nodes("gw-1").get(0);
  }

  private static String failure(WpdOptions options) {
    Throwable[] thrown = new Throwable[1];
    assertThatThrownBy(() -> GatewayProcess.start(options, PATIENCE))
        .isInstanceOf(CommandFailure.class)
        .satisfies(e -> thrown[0] = e);
    return thrown[0].getMessage();
  }

  @Test
  void aHubStartsAndStops() throws Exception {
    try (GatewayProcess process = GatewayProcess.start(options(cluster()), PATIENCE)) {
      assertThat(process.gateway().id()).isEqualTo("gw-1");
      assertThat(process.gateway().provider()).isEqualTo("none");
      assertThat(process.gateway().devices()).isZero();
    }
  }

  @Test
  void withoutCredentialsItSaysTheTwoCommandsAndTheKey() {
    ClusterOptions cluster =
        new ClusterOptions().setEnabled(true).setCredentials(directory.resolve("none").toString());

    assertThat(failure(options(cluster)))
        .contains("vertx-wpd cluster init", "vertx-wpd cluster issue", "cluster.credentials");
  }

  @Test
  void withAnothersCredentialsItSaysWhose() {
    WpdOptions options = options(cluster()).setGateway(new GatewayOptions().setId("gw-2"));

    assertThat(failure(options)).contains("gw-1", "gateway.id", "cluster issue <dir> gw-2");
  }

  @Test
  void everyAddressAtOnceIsRefusedOnAnEncryptedNetworkToo() {
    for (String network : new String[] {ClusterOptions.PIPES, ClusterOptions.ENCRYPTED}) {
      ClusterOptions cluster =
          new ClusterOptions()
              .setEnabled(true)
              .setHost("0.0.0.0")
              .setNetwork(network)
              .setCredentials(TestFleet.in(directory.resolve(network)).issue("gw-1").toString());

      assertThat(failure(options(cluster))).contains("cluster.host \"0.0.0.0\"");
    }
  }

  @Test
  void aNetworkThatIsNoneIsRefused() {
    assertThat(failure(options(cluster().setNetwork("open")))).contains("cluster.network");
  }

  @Test
  void aMembershipPortThatIsTakenIsNamed() throws Exception {
    ClusterOptions cluster = cluster();
    try (ServerSocket taken =
        new ServerSocket(cluster.getPort(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(failure(options(cluster))).contains("cluster.port " + taken.getLocalPort());
    }
  }

  @Test
  void anEventBusPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ClusterOptions cluster = cluster().setEventBusPort(taken.getLocalPort());

      assertThat(failure(options(cluster))).contains("cluster.eventBusPort");
    }
  }

  @Test
  void whereTheWebCannotListenTheFleetIsLeft() throws Exception {
    ClusterOptions cluster = cluster();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      WpdOptions options =
          options(cluster).setHttp(new HttpOptions().setPort(taken.getLocalPort()));

      assertThat(failure(options)).contains("http.port");
    }
    GatewayProcess.start(options(cluster), PATIENCE).close();
  }
}
