package io.github.vertxwpd.bench;

import io.github.vertxwpd.ClusterOptions;
import io.github.vertxwpd.OperationOptions;
import io.github.vertxwpd.WpdClient;
import io.github.vertxwpd.WpdFleet;
import io.github.vertxwpd.WpdGateway;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.fleet.TestFleet;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.LinkState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a fleet costs: a command to its end on a gateway that is alone, the same from an application
 * in a fleet to the gateway that owns the device, half of them by way of the hub, and a bare Vert.x
 * request between the same two nodes; and how much a hub knows and takes: 1 000 gateways with 20
 * devices each, and their events as fast as they come.
 *
 * <p>All nodes are in this process, each with a Vert.x of its own, joined by Hazelcast and mutual
 * TLS over loopback. The simulated devices answer at once, so that what is measured of a command is
 * the way there and back, the audit log's sync and the journal's. The heap that a hub needs for
 * each gateway is what all nodes together need more of: an upper bound.
 *
 * <p>Arguments: the file to write, and {@code --quick} for a run that only shows that it works.
 */
public final class FleetBenchmark {
  private static final int DEVICES = 256;
  private static final int CROWD_DEVICES = 20;
  private static final List<Integer> CLIENTS = List.of(1, 16);
  private static final long LIMIT_SECONDS = 300;
  private static final String ALONE = "command alone";
  private static final String ROUTED = "command in the fleet";
  private static final String BARE = "bare request in the cluster";
  private static final String ECHO = "bench.echo";
  private static final long LOOK_MS = 20;
  private static final double NANOS_IN_MS = 1e6;

  private final boolean quick;
  private final Path directory;
  private final List<ClusterOptions> cluster;

  private FleetBenchmark(boolean quick, Path directory) {
    this.quick = quick;
    this.directory = directory;
    this.cluster = TestFleet.in(directory.resolve("fleet")).nodes("gw-1", "hub", "app");
  }

  /**
   * Runs it.
   *
   * @param args see the class
   */
  public static void main(String[] args) throws Exception {
    boolean quick = List.of(args).contains("--quick");
    Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "fleet");
    Report report = new FleetBenchmark(quick, directory).run();
    report.print(System.out);
    report.write(Path.of(args[0]));
    System.exit(0);
  }

  private Report run() throws TimeoutException {
    Vertx alone = Vertx.vertx();
    await(WpdGateway.deploy(alone, options("alone", "simulated")));
    Vertx gateway = join(0, "gw-1");
    await(WpdGateway.deploy(gateway, options("gw-1", "simulated")));
    Vertx hub = join(1, "hub");
    await(WpdGateway.deploy(hub, options("hub", "none")));
    Vertx application = join(2, "app");
    gateway.eventBus().<JsonObject>consumer(ECHO, message -> message.reply(message.body()));
    Report report =
        new Report(
            "fleet", new JsonObject().put("quick", quick).put("devices", DEVICES).put("rounds", 5));
    commands(alone, application, new Report("warm-up", new JsonObject()));
    for (int round = 0; round < (quick ? 1 : 5); round++) {
      commands(alone, application, report);
    }
    compare(report);
    crowd(hub, application, report);
    return report;
  }

  private Vertx join(int number, String name) throws TimeoutException {
    return await(WpdFleet.join(cluster.get(number), name)).vertx();
  }

  private WpdOptions options(String id, String provider) {
    return new WpdOptions(
        new JsonObject()
            .put("gateway", new JsonObject().put("id", id))
            .put("provider", provider)
            .put("simulated", new JsonObject().put("devices", DEVICES).put("latencyMs", 0))
            .put("data", new JsonObject().put("dir", directory.resolve(id).toString()))
            .put("http", new JsonObject().put("enabled", false)));
  }

  private static void compare(Report report) {
    for (int count : CLIENTS) {
      for (String figure : List.of("p50 µs", "p99 µs")) {
        for (String other : List.of(ALONE, BARE)) {
          report.ratio(
              figure + ", " + row(ROUTED, count) + " to " + other,
              figure,
              row(ROUTED, count),
              figure,
              row(other, count));
        }
      }
    }
  }

  private void commands(Vertx alone, Vertx application, Report report) throws TimeoutException {
    JsonObject body = new JsonObject().put("operation", "0198f3c2-7e1a-7c44-9d0e-2b1f5a7c9e10");
    ClosedLoop.Workload bare =
        () -> Future.succeededFuture(() -> application.eventBus().request(ECHO, body));
    for (int count : CLIENTS) {
      measure(report, row(ALONE, count), alone, commanding(alone), count);
      measure(report, row(ROUTED, count), application, commanding(application), count);
      measure(report, row(BARE, count), application, bare, count);
    }
  }

  private static String row(String what, int clients) {
    return what + ", " + clients + (clients == 1 ? " client" : " clients");
  }

  private void measure(
      Report report, String row, Vertx vertx, ClosedLoop.Workload workload, int clients)
      throws TimeoutException {
    Duration time = Duration.ofMillis(quick ? 500 : 3_000);
    ClosedLoop.Result result =
        await(ClosedLoop.run(vertx.getOrCreateContext(), workload, clients, time));
    report.add(row, "per second", result.perSecond());
    report.add(row, "p50 µs", result.latencies().micros(0.5));
    report.add(row, "p99 µs", result.latencies().micros(0.99));
  }

  /** Takes each device in turn to where it is not. */
  private static ClosedLoop.Workload commanding(Vertx vertx) throws TimeoutException {
    WpdClient client = WpdClient.create(vertx);
    List<Device> devices = await(client.devices());
    boolean[] connected = new boolean[devices.size()];
    for (int i = 0; i < connected.length; i++) {
      connected[i] = devices.get(i).link() == LinkState.CONNECTED;
    }
    AtomicInteger turn = new AtomicInteger();
    OperationOptions waiting = new OperationOptions().setWait(true);
    return () -> {
      int number = turn.getAndIncrement() % connected.length;
      String device = devices.get(number).id().value();
      boolean disconnect = connected[number];
      connected[number] = !disconnect;
      Supplier<Future<?>> command =
          () -> disconnect ? client.disconnect(device, waiting) : client.connect(device, waiting);
      return Future.succeededFuture(command);
    };
  }

  private void crowd(Vertx hub, Vertx application, Report report) throws TimeoutException {
    int gateways = quick ? 100 : 1_000;
    int events = quick ? 10_000 : 200_000;
    String row = gateways + " gateways with " + CROWD_DEVICES + " devices";
    FleetCrowd crowd = new FleetCrowd(application, gateways, CROWD_DEVICES);
    await(crowd.listen());
    long before = heapBytes();
    long start = System.nanoTime();
    crowd.announce();
    int all = CROWD_DEVICES * gateways + DEVICES;
    until(hub, new JsonObject(), reply -> reply.getJsonArray("devices").size() == all);
    report.add(row, "known after ms", msSince(start));
    report.add(row, "heap KiB each", (heapBytes() - before) / 1_024.0 / gateways);
    publish(hub, crowd, events / 10, LinkState.DISCONNECTED);
    start = System.nanoTime();
    publish(hub, crowd, events, LinkState.CONNECTED);
    report.add(row, "events per second", events / (msSince(start) / 1_000));
  }

  private static void publish(Vertx hub, FleetCrowd crowd, int events, LinkState mark)
      throws TimeoutException {
    crowd.publish(events);
    crowd.mark(mark);
    until(
        hub,
        new JsonObject().put("device", crowd.marked()).put("link", mark.wireName()),
        reply -> !reply.getJsonArray("devices").isEmpty());
  }

  /** Asks the hub, and nobody else, until it answers so. */
  private static void until(Vertx hub, JsonObject query, Predicate<JsonObject> condition)
      throws TimeoutException {
    Promise<Void> met = Promise.promise();
    DeliveryOptions here = new DeliveryOptions().setLocalOnly(true);
    hub.setPeriodic(
        LOOK_MS,
        timer ->
            hub.eventBus()
                .<JsonObject>request("wpd.devices", query, here)
                .onSuccess(
                    reply -> {
                      if (condition.test(reply.body()) && met.tryComplete()) {
                        hub.cancelTimer(timer);
                      }
                    }));
    await(met.future());
  }

  private static double msSince(long start) {
    return (System.nanoTime() - start) / NANOS_IN_MS;
  }

  private static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
