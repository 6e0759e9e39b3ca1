package io.github.vertxwpd.bench;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What more devices cost: to be ready, to list them, to command one, to show them all. */
final class GrowthDevices {
  private static final long LIMIT_SECONDS = 60;
  private static final long IDLE_SECONDS = 6;

  private final NetClient sockets;
  private final Path jar;
  private final Path directory;
  private final int times;

  /**
   * Prepares the measurement.
   *
   * @param directory takes the gateways' data
   * @param times how often each question is asked
   */
  GrowthDevices(Vertx vertx, Path jar, Path directory, int times) {
    this.sockets = vertx.createNetClient();
    this.jar = jar;
    this.directory = directory;
    this.times = times;
  }

  /** Measures a gateway that has never run, and one that knows its devices from before. */
  void measure(int devices, GrowthPoints found)
      throws IOException, InterruptedException, TimeoutException {
    Path place = Files.createTempDirectory(directory, "devices");
    try (ServedGateway first = start(place, devices)) {
      found.add(devices, "first start, ms", first.readyMs());
    }
    try (ServedGateway gateway = start(place, devices)) {
      found.add(devices, "start, ms", gateway.readyMs());
      found.add(devices, "processor until ready, ms", gateway.process().cpuMs());
      ask(new GrowthClient(gateway.port()), devices, found);
      found.add(
          devices,
          "snapshot over a WebSocket, ms",
          GrowthClient.medianMs(times, () -> snapshot(gateway.port())));
      found.add(
          devices, "heap after a collection, MiB", gateway.process().heapAfterCollectionMib());
      double before = gateway.process().cpuMs();
      TimeUnit.SECONDS.sleep(IDLE_SECONDS);
      double used = (gateway.process().cpuMs() - before) / IDLE_SECONDS;
      found.add(devices, "processor at rest, ms a second", used);
    }
  }

  private ServedGateway start(Path place, int devices) throws IOException {
    return ServedGateway.start(
        jar,
        place,
        ServedGateway.SERVICE_FLAGS,
        List.of("simulated.devices=" + devices, "simulated.latencyMs=1"));
  }

  private void ask(GrowthClient client, int devices, GrowthPoints found)
      throws IOException, InterruptedException {
    String one =
        client.get("devices?limit=1").getJsonArray("devices").getJsonObject(0).getString("device");
    found.add(
        devices, "all devices, ms", GrowthClient.medianMs(times, () -> client.get("devices")));
    found.add(
        devices,
        "a page of 10 devices, ms",
        GrowthClient.medianMs(times, () -> client.get("devices?limit=10")));
    found.add(
        devices,
        "one device, ms",
        GrowthClient.medianMs(times, () -> client.get("devices/" + one)));
    found.add(
        devices,
        "command to its end, by id, ms",
        GrowthClient.medianMs(times, () -> client.command("device")));
    found.add(
        devices,
        "command to its end, by PnP id, ms",
        GrowthClient.medianMs(times, () -> client.command("pnpId")));
  }

  private void snapshot(int port) throws IOException {
    try {
      FanoutClient.subscribe(sockets, port, Optional.empty(), (bytes, start, end) -> {})
          .compose(FanoutClient::close)
          .await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no snapshot came", e);
    }
  }
}
