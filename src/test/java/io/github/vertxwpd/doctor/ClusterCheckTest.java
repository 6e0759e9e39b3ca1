package io.github.vertxwpd.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.ClusterOptions;
import io.github.vertxwpd.GatewayOptions;
import io.github.vertxwpd.fleet.TestFleet;
import io.github.vertxwpd.fleet.engine.ClusteredVertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClusterCheckTest {
  @TempDir private Path directory;

  private TestFleet fleet() {
    return TestFleet.in(directory.resolve("fleet"));
  }

  private static List<Finding> findings(ClusterOptions options, String gateway) throws Exception {
    return findings(options, gateway, Clock.systemUTC());
  }

  private static List<Finding> findings(ClusterOptions options, String gateway, Clock clock)
      throws Exception {
    return new ClusterCheck(options, new GatewayOptions().setId(gateway), clock).run();
  }

  private static Finding about(List<Finding> findings, String what) {
    return findings.stream().filter(f -> f.message().contains(what)).findFirst().orElseThrow();
  }

  @Test
  void aGatewayAloneIsNotLookedAt() throws Exception {
    assertThat(findings(new ClusterOptions(), "gw-1"))
        .extracting(Finding::status)
        .containsExactly(Status.SKIP);
  }

  @Test
  void withoutCredentialsItSaysWhatRunWouldSay() throws Exception {
    ClusterOptions options =
        new ClusterOptions().setEnabled(true).setCredentials(directory.resolve("none").toString());

    Finding finding = findings(options, "gw-1").get(0);

    assertThat(finding.status()).isEqualTo(Status.ERROR);
    assertThat(finding.message()).contains("does not exist", "vertx-wpd cluster init");
  }

  @Test
  void aNodeThatDoesNotRunYetAndAMemberThatDoes() throws Exception {
    List<ClusterOptions> nodes = fleet().nodes("gw-1", "gw-2");
    ClusteredVertx second =
        ClusteredVertx.start(new VertxOptions(), nodes.get(1), "gw-2").await(30, TimeUnit.SECONDS);
    try {
      List<Finding> findings = findings(nodes.get(0), "gw-1");

      assertThat(findings).extracting(Finding::status).containsOnly(Status.OK);
      assertThat(about(findings, "nobody listens on").message()).contains("does not run");
      assertThat(about(findings, "is reached").message())
          .contains("127.0.0.1:" + nodes.get(1).getPort());
    } finally {
      second.close().await(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void aMemberThatIsNotThereHasAFix() throws Exception {
    List<ClusterOptions> nodes = fleet().nodes("gw-1", "gw-2");

    Finding finding = about(findings(nodes.get(0), "gw-1"), "cannot be reached");

    assertThat(finding.status()).isEqualTo(Status.WARN);
    assertThat(finding.fix().orElseThrow()).contains("firewall", "" + nodes.get(1).getPort());
  }

  @Test
  void aMemberOfAnotherFleetIsAnError() throws Exception {
    List<ClusterOptions> nodes = fleet().nodes("gw-1", "gw-2");
    TestFleet other = TestFleet.in(directory.resolve("other"));
    ClusterOptions stranger =
        new ClusterOptions(nodes.get(1)).setCredentials(other.issue("gw-2").toString());
    ClusteredVertx second =
        ClusteredVertx.start(new VertxOptions(), stranger, "gw-2").await(30, TimeUnit.SECONDS);
    try {
      Finding finding =
          about(findings(nodes.get(0), "gw-1"), "is somebody who is not of this fleet");

      assertThat(finding.status()).isEqualTo(Status.ERROR);
      assertThat(finding.fix().orElseThrow()).contains("cluster init");
    } finally {
      second.close().await(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void anotherProgramOnTheNodesPortIsAnError() throws Exception {
    ClusterOptions node = fleet().nodes("gw-1").get(0);
    try (ServerSocket taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      node.setPort(taken.getLocalPort()).setMembers(List.of());
      new Thread(() -> hangUp(taken)).start();

      Finding finding = about(findings(node, "gw-1"), "is taken by another program");

      assertThat(finding.status()).isEqualTo(Status.ERROR);
      assertThat(finding.fix().orElseThrow()).contains("cluster.port");
    }
  }

  private static void hangUp(ServerSocket server) {
    try {
      while (true) {
        server.accept().close();
      }
    } catch (IOException e) {
      assertThat(server.isClosed()).isTrue();
    }
  }

  @Test
  void credentialsOfAnotherGatewayOpenToOthersAndNearTheirEnd() throws Exception {
    ClusterOptions node = fleet().nodes("gw-1").get(0);
    Path key = Path.of(node.getCredentials(), "node.key");
    if (Files.getFileStore(key).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
      assertThat(about(findings(node, "gw-1"), "others than its owner").fix().orElseThrow())
          .contains("chmod 600");
    }
    assertThat(about(findings(node, "gw-2"), "are those of gw-1").status()).isEqualTo(Status.ERROR);
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(31));
    assertThat(about(findings(node, "gw-1", later), "the credentials end at").status())
        .isEqualTo(Status.WARN);
  }
}
