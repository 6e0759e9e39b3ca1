package io.github.vertxwpd.fleet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.ClusterOptions;
import io.github.vertxwpd.fleet.TestFleet;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
    assertThat(hub.degraded()).isEqualTo(List.of("fleet-certificate-expiring"));
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
}
