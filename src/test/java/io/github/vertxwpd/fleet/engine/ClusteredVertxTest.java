package io.github.vertxwpd.fleet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.vertxwpd.ClusterOptions;
import io.github.vertxwpd.fleet.Stranger;
import io.github.vertxwpd.fleet.TestFleet;
import io.github.vertxwpd.fleet.credentials.LiveCredentials;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Nodes on one machine, each with a Hazelcast of its own, in one process. */
@Timeout(60)
class ClusteredVertxTest {
  @TempDir private Path directory;
  private final List<ClusteredVertx> started = new ArrayList<>();

  private ClusteredVertx start(ClusterOptions options, String gateway) throws Exception {
    ClusteredVertx node = get(ClusteredVertx.start(new VertxOptions(), options, gateway));
    started.add(node);
    return node;
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.await(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    for (ClusteredVertx node : started) {
      get(node.close());
    }
  }

  @Test
  void nodesOfOneFleetTalkToEachOther() throws Exception {
    List<ClusterOptions> nodes =
        TestFleet.in(directory.resolve("fleet")).nodes("gw-1", "gw-2", "hub");
    ClusteredVertx first = start(nodes.get(0), "gw-1");
    ClusteredVertx second = start(nodes.get(1), "gw-2");
    ClusteredVertx hub = start(nodes.get(2), "hub");
    get(
        first
            .vertx()
            .eventBus()
            .<JsonObject>consumer(
                "test.one", message -> message.reply(new JsonObject().put("by", "gw-1")))
            .completion());
    get(
        second
            .vertx()
            .eventBus()
            .<JsonObject>consumer(
                "test.two", message -> message.reply(new JsonObject().put("by", "gw-2")))
            .completion());

    assertThat(
            get(hub.vertx().eventBus().<JsonObject>request("test.one", new JsonObject()))
                .body()
                .getString("by"))
        .isEqualTo("gw-1");
    assertThat(
            get(first.vertx().eventBus().<JsonObject>request("test.two", new JsonObject()))
                .body()
                .getString("by"))
        .isEqualTo("gw-2");
    assertThat(hub.degraded()).isEmpty();
  }

  @Test
  void nodesOfAnotherFleetAreNotHeard() throws Exception {
    TestFleet fleet = TestFleet.in(directory.resolve("fleet"));
    TestFleet other = TestFleet.in(directory.resolve("other"));
    List<ClusterOptions> nodes = fleet.nodes("gw-1", "gw-2");
    ClusteredVertx first = start(nodes.get(0), "gw-1");
    get(
        first
            .vertx()
            .eventBus()
            .consumer("test.one", message -> message.reply("heard"))
            .completion());

    ClusteredVertx stranger =
        start(
            new ClusterOptions(nodes.get(1)).setCredentials(other.issue("gw-2").toString()),
            "gw-2");

    assertThatThrownBy(
            () ->
                get(
                    stranger
                        .vertx()
                        .eventBus()
                        .request("test.one", "?", new DeliveryOptions().setSendTimeout(2_000))))
        .isInstanceOf(ReplyException.class);
  }

  @Test
  void aPortThatIsTakenIsSaid() throws Exception {
    ClusterOptions node = TestFleet.in(directory.resolve("fleet")).nodes("gw-1").get(0);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      node.setEventBusPort(taken.getLocalPort());

      assertThatThrownBy(() -> start(node, "gw-1")).hasMessageContaining("cluster.eventBusPort");
    }
  }

  @Test
  void strangersAreRefusedByTheEventBus() throws Exception {
    TestFleet fleet = TestFleet.in(directory.resolve("fleet"));
    ClusterOptions options =
        fleet.nodes("gw-1").get(0).setEventBusPort(TestFleet.freePorts(1).get(0));
    start(options, "gw-1");

    for (Stranger stranger : Stranger.all(fleet, TestFleet.in(directory.resolve("other")))) {
      assertThat(stranger.talk(options.getEventBusPort())).as(stranger.name()).isEmpty();
    }
  }

  @Test
  void theEventBusUsesRenewedFilesWithoutARestart() throws Exception {
    TestFleet fleet = TestFleet.in(directory.resolve("fleet"));
    ClusterOptions options =
        fleet.nodes("gw-1").get(0).setEventBusPort(TestFleet.freePorts(1).get(0));
    ClusteredVertx node = start(options, "gw-1");
    LiveCredentials member = fleet.credentials("gw-2");
    X509Certificate before = shown(member, options.getEventBusPort());

    fleet.issue("gw-1");
    node.look();

    assertThat(shown(member, options.getEventBusPort()))
        .isNotEqualTo(before)
        .isEqualTo(
            LiveCredentials.read(fleet.directory().resolve("gw-1"), Clock.systemUTC())
                .current()
                .own());
  }

  private static X509Certificate shown(LiveCredentials member, int port) throws Exception {
    try (SSLSocket socket =
        (SSLSocket) member.sslContext().getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void theFleetsSecretIsInNoLine() throws Exception {
    TestFleet fleet = TestFleet.in(directory.resolve("fleet"));
    List<ClusterOptions> nodes = fleet.nodes("gw-1", "gw-2");
    TestFleet other = TestFleet.in(directory.resolve("other"));
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger hazelcast = (Logger) LoggerFactory.getLogger("com.hazelcast");
    Level before = hazelcast.getLevel();
    hazelcast.setAdditive(false);
    hazelcast.setLevel(Level.DEBUG);
    hazelcast.addAppender(lines);
    try {
      start(nodes.get(0), "gw-1");
      start(
          new ClusterOptions(nodes.get(1)).setCredentials(other.issue("gw-2").toString()), "gw-2");
    } finally {
      hazelcast.setLevel(before);
      hazelcast.setAdditive(true);
      hazelcast.detachAppender(lines);
    }

    String secret = Files.readString(fleet.directory().resolve("fleet.secret")).strip();
    assertThat(List.copyOf(lines.list))
        .extracting(ILoggingEvent::getFormattedMessage)
        .isNotEmpty()
        .noneMatch(line -> line.contains(secret));
  }
}
