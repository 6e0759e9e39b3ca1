package io.github.vertxwpd.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What more WebSockets cost: to connect them all, to hold them, and to take a command and its
 * events to each of them.
 */
final class GrowthSockets {
  private static final long LIMIT_SECONDS = 120;
  private static final long IDLE_SECONDS = 6;
  private static final int AT_ONCE = 100;

  private final NetClient sockets;
  private final Path jar;
  private final Path directory;
  private final int times;
  private final AtomicInteger events = new AtomicInteger();
  private volatile int goal = Integer.MAX_VALUE;
  private volatile Promise<Void> all = Promise.promise();

  /**
   * Prepares the measurement.
   *
   * @param directory takes the gateways' data
   * @param times how often a command is given
   */
  GrowthSockets(Vertx vertx, Path jar, Path directory, int times) {
    this.sockets = vertx.createNetClient();
    this.jar = jar;
    this.directory = directory;
    this.times = times;
  }

  /** Measures a gateway to which so many are connected. */
  void measure(int count, GrowthPoints found)
      throws IOException, InterruptedException, TimeoutException {
    Path place = Files.createTempDirectory(directory, "sockets");
    List<String> settings =
        List.of("simulated.latencyMs=1", "http.maxConnections=5000", "simulated.devices=8");
    try (ServedGateway gateway =
        ServedGateway.start(jar, place, ServedGateway.SERVICE_FLAGS, settings)) {
      long begin = System.nanoTime();
      List<FanoutClient> clients = connect(gateway.port(), count);
      found.add(count, "all connected, ms", GrowthClient.msSince(begin));
      GrowthClient client = new GrowthClient(gateway.port());
      double cpu = gateway.process().cpuMs();
      found.add(
          count,
          "command until all have its events, ms",
          GrowthClient.medianMs(times, () -> command(client, count)));
      double used = (gateway.process().cpuMs() - cpu) / (2 * times);
      found.add(count, "processor for a command and its events, ms", used);
      found.add(count, "heap after a collection, MiB", gateway.process().heapAfterCollectionMib());
      found.add(count, "resident, MiB", gateway.process().residentMib());
      double before = gateway.process().cpuMs();
      TimeUnit.SECONDS.sleep(IDLE_SECONDS);
      double idle = (gateway.process().cpuMs() - before) / IDLE_SECONDS;
      found.add(count, "processor at rest, ms a second", idle);
      Future.join(clients.stream().map(FanoutClient::close).toList())
          .await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  private List<FanoutClient> connect(int port, int count) throws TimeoutException {
    List<FanoutClient> connected = new ArrayList<>();
    while (connected.size() < count) {
      List<Future<FanoutClient>> group = new ArrayList<>();
      for (int i = connected.size(); i < count && group.size() < AT_ONCE; i++) {
        group.add(
            FanoutClient.subscribe(sockets, port, Optional.empty(), (bytes, start, end) -> came()));
      }
      Future.all(group).await(LIMIT_SECONDS, TimeUnit.SECONDS);
      group.forEach(client -> connected.add(client.result()));
    }
    return connected;
  }

  private void came() {
    if (events.incrementAndGet() == goal) {
      all.complete();
    }
  }

  /** A command that changes something has four events. */
  private void command(GrowthClient client, int count) throws IOException, InterruptedException {
    all = Promise.promise();
    events.set(0);
    goal = 4 * count;
    client.command("device");
    try {
      all.future().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException(events.get() + " of " + goal + " events came", e);
    }
  }
}
