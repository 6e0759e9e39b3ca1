package io.github.vertxwpd.bench;

import io.github.vertxwpd.ClusterOptions;
import io.github.vertxwpd.WpdFleet;
import io.github.vertxwpd.WpdGateway;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.fleet.TestFleet;
import io.github.vertxwpd.model.LinkState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What more gateways cost the node that users ask: to know them, to list them and their devices, to
 * command a device of its own, to take their events. They are simulated, on another node; more and
 * more of them announce themselves.
 */
final class GrowthGateways implements AutoCloseable {
  private static final int DEVICES = 20;
  private static final int OWN_DEVICES = 8;
  private static final long LIMIT_SECONDS = 300;
  private static final long ANNOUNCED_MS = 9_000;
  private static final long LOOK_MS = 5;
  private static final double MIB = 1_048_576;

  private final Vertx hub;
  private final Vertx application;
  private final WpdGateway gateway;
  private final NetClient sockets;
  private final GrowthClient client;
  private final int times;
  private final int events;
  private volatile boolean publishing;
  private int known;

  private GrowthGateways(
      Vertx hub, Vertx application, WpdGateway gateway, int port, int times, int events) {
    this.hub = hub;
    this.application = application;
    this.gateway = gateway;
    this.sockets = application.createNetClient();
    this.client = new GrowthClient(port);
    this.times = times;
    this.events = events;
  }

  /**
   * Starts a gateway in a fleet that has no other.
   *
   * @param directory takes its data, and the fleet's credentials
   * @param times how often each question is asked
   * @param events how many events are published
   */
  static GrowthGateways start(Path directory, int times, int events) throws TimeoutException {
    List<ClusterOptions> cluster = TestFleet.in(directory.resolve("fleet")).nodes("hub", "app");
    Vertx hub = await(WpdFleet.join(cluster.get(0), "hub")).vertx();
    WpdOptions options =
        new WpdOptions(
            new JsonObject()
                .put("gateway", new JsonObject().put("id", "hub"))
                .put("provider", "simulated")
                .put("simulated", new JsonObject().put("devices", OWN_DEVICES).put("latencyMs", 1))
                .put("data", new JsonObject().put("dir", directory.resolve("hub").toString()))
                .put("http", new JsonObject().put("port", 0)));
    WpdGateway gateway = await(WpdGateway.deploy(hub, options));
    Vertx application = await(WpdFleet.join(cluster.get(1), "app")).vertx();
    return new GrowthGateways(
        hub, application, gateway, gateway.httpPort().orElseThrow(), times, events);
  }

  /** Measures with so many gateways, which must be more than before. */
  void measure(int gateways, GrowthPoints found)
      throws IOException, InterruptedException, TimeoutException {
    FleetCrowd crowd = new FleetCrowd(application, known, gateways - known, DEVICES);
    await(crowd.listen());
    long begin = System.nanoTime();
    crowd.announce();
    until("devices", OWN_DEVICES + DEVICES * gateways);
    found.add(gateways, "known after, ms", GrowthClient.msSince(begin));
    application.setPeriodic(ANNOUNCED_MS, again -> announce(crowd));
    known = gateways;
    ask(gateways, found);
    found.add(gateways, "an event of another gateway, µs", publish(crowd));
    found.add(gateways, "heap of all nodes after a collection, MiB", heapMib());
  }

  private void ask(int gateways, GrowthPoints found) throws IOException, InterruptedException {
    found.add(
        gateways, "all gateways, ms", GrowthClient.medianMs(times, () -> client.get("gateways")));
    found.add(
        gateways,
        "a page of 10 devices, ms",
        GrowthClient.medianMs(times, () -> client.get("devices?limit=10")));
    found.add(
        gateways,
        "the devices of one gateway, ms",
        GrowthClient.medianMs(times, () -> client.get("devices?gateway=hub")));
    found.add(
        gateways,
        "command to its end, ms",
        GrowthClient.medianMs(times, () -> client.commandOf("hub")));
    found.add(
        gateways, "snapshot over a WebSocket, ms", GrowthClient.medianMs(times, this::snapshot));
  }

  /** An announcement that overtakes events has the node ask for them, and the crowd keeps none. */
  private void announce(FleetCrowd crowd) {
    if (!publishing) {
      crowd.announce();
    }
  }

  private double publish(FleetCrowd crowd) throws IOException, InterruptedException {
    publishing = true;
    crowd.publish(events);
    crowd.mark(LinkState.CONNECTED);
    seen(crowd, LinkState.CONNECTED);
    long begin = System.nanoTime();
    crowd.publish(events);
    crowd.mark(LinkState.DISCONNECTED);
    seen(crowd, LinkState.DISCONNECTED);
    double each = GrowthClient.msSince(begin) * 1e3 / events;
    publishing = false;
    return each;
  }

  private void seen(FleetCrowd crowd, LinkState link) throws IOException, InterruptedException {
    String question = "devices?device=" + crowd.marked() + "&link=" + link.wireName();
    while (client.get(question).getJsonArray("devices").isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }

  private void until(String list, int size) throws IOException, InterruptedException {
    while (client.get(list).getJsonArray(list).size() < size) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }

  private void snapshot() throws IOException {
    try {
      await(
          FanoutClient.subscribe(
                  sockets,
                  gateway.httpPort().orElseThrow(),
                  Optional.empty(),
                  (bytes, start, end) -> {})
              .compose(FanoutClient::close));
    } catch (TimeoutException e) {
      throw new IOException("no snapshot came", e);
    }
  }

  private static double heapMib() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    try {
      await(application.close());
      await(hub.close());
    } catch (TimeoutException e) {
      throw new IOException("the fleet did not end", e);
    }
  }
}
