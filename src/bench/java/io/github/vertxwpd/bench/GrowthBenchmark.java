package io.github.vertxwpd.bench;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * What it costs that there is more and more: devices, retained events, WebSockets, gateways. Each
 * cost is measured at each point, in interleaved rounds, and the growth between two neighbouring
 * points is an exponent ({@link GrowthPoints}).
 *
 * <p>Devices, events and sockets are measured at the fat jar in a process of its own with the flags
 * of the service, over HTTP on loopback; gateways in this process, on the nodes of a fleet.
 *
 * <p>Arguments: the file to write; {@code --quick} for fewer and smaller points, once; {@code
 * --only=devices}, {@code events}, {@code sockets} or {@code gateways}; {@code --jar=…}, the fat
 * jar, where not the one in {@code target}. Linux alone; 4 000 sockets need {@code ulimit -n}.
 */
public final class GrowthBenchmark {
  private static final long CLOSE_SECONDS = 30;
  private static final String ONLY = "--only=";

  /** Measures one point once. */
  @FunctionalInterface
  private interface Measurement {
    void at(int point, GrowthPoints found)
        throws IOException, InterruptedException, TimeoutException;
  }

  private final boolean quick;
  private final int rounds;
  private final int times;
  private final Path directory;
  private final Path jar;
  private final List<GrowthPoints> found = new ArrayList<>();

  private GrowthBenchmark(boolean quick, Path directory, Path jar) {
    this.quick = quick;
    this.rounds = quick ? 1 : 2;
    this.times = quick ? 10 : 50;
    this.directory = directory;
    this.jar = jar;
  }

  /**
   * Runs it.
   *
   * @param args see the class
   */
  public static void main(String[] args) throws Exception {
    Path file =
        Path.of(Stream.of(args).filter(arg -> !arg.startsWith("--")).findFirst().orElseThrow());
    String only =
        Stream.of(args)
            .filter(arg -> arg.startsWith(ONLY))
            .map(arg -> arg.substring(ONLY.length()))
            .findFirst()
            .orElse("");
    boolean quick = List.of(args).contains("--quick");
    try (ScratchDirectory directory = ScratchDirectory.named("growth")) {
      Report report =
          new GrowthBenchmark(quick, directory.path(), ServedGateway.jar(args)).run(only);
      report.print(System.out);
      report.write(file);
    }
    System.exit(0);
  }

  private Report run(String only) throws IOException, InterruptedException, TimeoutException {
    Vertx vertx = Vertx.vertx();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    try {
      if (only.isEmpty() || only.equals("devices")) {
        GrowthDevices devices = new GrowthDevices(vertx, jar, directory, times);
        measure("devices", List.of(10, 100, 1_000, 5_000), rounds, devices::measure);
      }
      if (only.isEmpty() || only.equals("events")) {
        GrowthEvents events = new GrowthEvents(vertx, jar, directory, times);
        measure("events", List.of(1_000, 10_000, 100_000, 1_000_000), rounds, events::measure);
      }
      if (only.isEmpty() || only.equals("sockets")) {
        GrowthSockets sockets = new GrowthSockets(vertx, jar, directory, times);
        measure("sockets", List.of(10, 100, 1_000, 4_000), rounds, sockets::measure);
      }
    } finally {
      vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
    if (only.isEmpty() || only.equals("gateways")) {
      try (GrowthGateways gateways =
          GrowthGateways.start(directory, times, quick ? 2_000 : 20_000)) {
        measure("gateways", List.of(1, 10, 100, 1_000), 1, gateways::measure);
      }
    }
    Report report =
        new Report(
            "growth",
            new JsonObject()
                .put("quick", quick)
                .put("rounds", rounds)
                .put("times", times)
                .put("flags", new JsonArray(ServedGateway.SERVICE_FLAGS))
                // Above the number of processors other work ran, and times are long.
                .put("loadBefore", load));
    found.forEach(points -> points.addTo(report));
    return report;
  }

  private void measure(String what, List<Integer> all, int most, Measurement measurement)
      throws IOException, InterruptedException, TimeoutException {
    GrowthPoints points = new GrowthPoints(what, quick ? all.subList(0, all.size() - 1) : all);
    for (int round = 0; round < most; round++) {
      for (int point : points.points()) {
        measurement.at(point, points);
        System.out.println(what + " " + point + " measured");
      }
    }
    found.add(points);
  }
}
