package io.github.vertxwpd.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * How long a gateway takes to accept a command, and how many it accepts a second, beside a bare
 * Vert.x worker verticle, beside one behind an event loop, and beside the disk, in the same run.
 *
 * <p>A reply to {@code wpd.connect} or {@code wpd.disconnect} comes when Windows has queued the
 * request. So what is measured is all of: the request over the local event bus, its validation, the
 * acceptance on disk, that it may have been started on disk (in the same transaction where nothing
 * is before it), the call that queues it, here with the simulator, and the reply. Meanwhile the
 * gateway also ends the operations before: callbacks, verification, the journal's entries for the
 * changes of links and for ends, and their events on the bus.
 *
 * <p>The gateway also records each command in its audit log, as it does unless it is told
 * otherwise: one more sync before the acceptance, and two more records behind it. Another gateway
 * beside it records none, and a third one has no journal either: what the disk costs is the
 * difference.
 *
 * <p>Without a wait between, each client asks again when it has its reply; {@code at rest} is one
 * client that waits until its operation has ended. The rounds are interleaved, and what each is
 * compared with runs beside it, because a machine is seldom left alone for minutes. The processor
 * time is that of the whole process, clients included, until each operation has ended.
 *
 * <p>Arguments: the file to write, {@code --quick} for a run of about ten seconds that only shows
 * that it works, and {@code --directory=…}, where a fresh data directory is made and deleted; the
 * default is {@code target}. It must be on a disk.
 */
public final class AcceptBenchmark {
  private static final List<Integer> CLIENTS = List.of(1, 16, 64, 256);
  private static final String GATEWAY = "gateway";
  private static final String AT_REST = GATEWAY + ", at rest";
  private static final String UNAUDITED = "without audit";
  private static final String UNAUDITED_AT_REST = UNAUDITED + ", at rest";
  private static final String UNWRITTEN = "without journal";
  private static final String UNWRITTEN_AT_REST = UNWRITTEN + ", at rest";
  private static final List<String> GATEWAYS = List.of(GATEWAY, UNAUDITED, UNWRITTEN);
  private static final String APPEND = "disk, 4 KiB appended, synced";
  private static final String OVERWRITE = "disk, 4 KiB written again, synced";
  private static final String PER_SECOND = "per second";
  private static final String P50 = "p50 µs";
  private static final String P99 = "p99 µs";
  private static final String MAX = "max µs";
  private static final String CPU = "CPU µs each";
  private static final String TRANSACTIONS = "transactions each";

  /**
   * How much is run.
   *
   * @param rounds how many rounds count
   * @param gateway how long a gateway is commanded at a time
   * @param other how long anything else runs at a time
   * @param warmUp how long the gateway is commanded by most clients before the first round
   */
  private record Extent(int rounds, Duration gateway, Duration other, Duration warmUp) {
    static final Extent FULL =
        new Extent(9, Duration.ofMillis(1_000), Duration.ofMillis(500), Duration.ofSeconds(15));
    static final Extent QUICK =
        new Extent(2, Duration.ofMillis(400), Duration.ofMillis(200), Duration.ofSeconds(2));
  }

  private final Extent extent;
  private final Path directory;
  private final Vertx vertx;
  private final Context clients;

  private AcceptBenchmark(Extent extent, Path directory, Vertx vertx) {
    this.extent = extent;
    this.directory = directory;
    this.vertx = vertx;
    this.clients = vertx.getOrCreateContext();
  }

  /**
   * Runs it.
   *
   * @param args see the class
   * @throws IOException where the disk does not do what it should
   * @throws TimeoutException where something does not come to its end
   */
  public static void main(String[] args) throws IOException, TimeoutException {
    List<String> options = Stream.of(args).filter(arg -> arg.startsWith("--")).toList();
    Path file =
        Path.of(Stream.of(args).filter(arg -> !arg.startsWith("--")).findFirst().orElseThrow());
    Path parent =
        Path.of(
            options.stream()
                .filter(option -> option.startsWith("--directory="))
                .map(option -> option.substring("--directory=".length()))
                .findFirst()
                .orElse("target"));
    Extent extent = options.contains("--quick") ? Extent.QUICK : Extent.FULL;
    Vertx vertx = Vertx.vertx();
    try (ScratchDirectory directory = ScratchDirectory.in(parent, "accept")) {
      Report report = new AcceptBenchmark(extent, directory.path(), vertx).run();
      report.print(System.out);
      report.write(file);
    } finally {
      AcceptGateway.await(vertx.close());
    }
  }

  private Report run() throws IOException, TimeoutException {
    requireDisk();
    AcceptGateway gateway =
        AcceptGateway.deploy(vertx, clients, directory.resolve("audited"), true);
    AcceptGateway unaudited =
        AcceptGateway.deploy(vertx, clients, directory.resolve("unaudited"), false);
    AcceptGateway unwritten = AcceptGateway.deployWithoutJournal(vertx, clients, "unwritten");
    List<AcceptGateway> all = List.of(gateway, unaudited, unwritten);
    try {
      for (AcceptGateway one : all) {
        one.command(CLIENTS.get(CLIENTS.size() - 1), extent.warmUp());
      }
      JsonObject reply = gateway.lastReply();
      AcceptGateway.await(AcceptBaseline.deploy(vertx, reply));
      JsonObject body = AcceptDevices.body(reply.getString("device"));
      round(all, body, new Report("warm-up", new JsonObject()));
      Report report = new Report("accept", settings(body, reply));
      for (int i = 0; i < extent.rounds(); i++) {
        round(all, body, report);
      }
      compare(report);
      return report;
    } finally {
      for (AcceptGateway one : all) {
        one.close();
      }
    }
  }

  /** One round of each of {@link #GATEWAYS}, which are in their order, and of the others. */
  private void round(List<AcceptGateway> gateways, JsonObject body, Report report)
      throws IOException, TimeoutException {
    for (int i = 0; i < gateways.size(); i++) {
      long cpu = ProcessorTime.micros();
      String row = GATEWAYS.get(i) + ", at rest";
      add(report, row, gateways.get(i).commandAtRest(extent.gateway()), cpu);
    }
    add(report, APPEND, AcceptDisk.append(directory, extent.other()));
    add(report, OVERWRITE, AcceptDisk.overwrite(directory, extent.other()));
    for (int count : CLIENTS) {
      for (int i = 0; i < gateways.size(); i++) {
        long cpu = ProcessorTime.micros();
        String row = GATEWAYS.get(i) + ", clients: " + count;
        add(report, row, gateways.get(i).command(count, extent.gateway()), cpu);
      }
      for (AcceptBaseline bare : AcceptBaseline.values()) {
        long cpu = ProcessorTime.micros();
        ClosedLoop.Workload sending = bare.sending(vertx, body);
        ClosedLoop.Result result =
            AcceptGateway.await(ClosedLoop.run(clients, sending, count, extent.other()));
        add(report, bare(bare, count), result, cpu);
      }
    }
  }

  private static void add(Report report, String row, AcceptGateway.Result result, long cpu) {
    add(report, row, result.accepted(), cpu);
    report.add(row, TRANSACTIONS, result.transactionsPerOperation());
  }

  private static void add(Report report, String row, ClosedLoop.Result result, long cpuBefore) {
    double cpu = ProcessorTime.micros() - cpuBefore;
    report.add(row, PER_SECOND, result.perSecond());
    add(report, row, result.latencies());
    report.add(row, CPU, cpu / result.latencies().count());
  }

  private static void add(Report report, String row, Latencies latencies) {
    report.add(row, P50, latencies.micros(0.5));
    report.add(row, P99, latencies.micros(0.99));
    report.add(row, MAX, latencies.micros(1));
  }

  private static void compare(Report report) {
    report.ratio("p50 at rest / p50 of an append", P50, AT_REST, P50, APPEND);
    report.ratio("p50 at rest / p50 of a page written again", P50, AT_REST, P50, OVERWRITE);
    report.ratio("p50 at rest / p50 of a bare worker", P50, AT_REST, P50, bare(1));
    report.ratio(
        "p50 at rest, without journal / bare worker", P50, UNWRITTEN_AT_REST, P50, bare(1));
    report.ratio("p50 at rest, with audit / without", P50, AT_REST, P50, UNAUDITED_AT_REST);
    for (int count : CLIENTS) {
      String with = ", clients: " + count;
      report.ratio("p50, with audit / without" + with, P50, gateway(count), P50, unaudited(count));
      report.ratio(
          "per second, with audit / without" + with,
          PER_SECOND,
          gateway(count),
          PER_SECOND,
          unaudited(count));
      report.ratio(
          "p50, without journal / bare worker" + with, P50, unwritten(count), P50, bare(count));
      report.ratio(
          "CPU, without journal / bare worker" + with, CPU, unwritten(count), CPU, bare(count));
      String relay = bare(AcceptBaseline.RELAY, count);
      report.ratio("p50, bare relay / bare worker" + with, P50, relay, P50, bare(count));
      report.ratio("p50, without journal / bare relay" + with, P50, unwritten(count), P50, relay);
      report.ratio("CPU, without journal / bare relay" + with, CPU, unwritten(count), CPU, relay);
      report.ratio("p50, gateway / bare worker" + with, P50, gateway(count), P50, bare(count));
      report.ratio("p99, gateway / bare worker" + with, P99, gateway(count), P99, bare(count));
      report.ratio(
          "per second, gateway / bare worker" + with,
          PER_SECOND,
          gateway(count),
          PER_SECOND,
          bare(count));
      report.ratio("CPU, gateway / bare worker" + with, CPU, gateway(count), CPU, bare(count));
    }
    CLIENTS.stream()
        .skip(1)
        .forEach(
            count ->
                report.ratio(
                    "per second, gateway, clients: " + count + " / 1",
                    PER_SECOND,
                    gateway(count),
                    PER_SECOND,
                    gateway(1)));
  }

  private JsonObject settings(JsonObject body, JsonObject reply) {
    return new JsonObject()
        .put("rounds", extent.rounds())
        .put("gatewayMs", extent.gateway().toMillis())
        .put("otherMs", extent.other().toMillis())
        .put("warmUpMs", extent.warmUp().toMillis())
        .put("clients", new JsonArray(CLIENTS))
        .put("devices", AcceptGateway.DEVICES)
        .put("latencyMs", AcceptGateway.LATENCY_MS)
        .put("requestBytes", body.toBuffer().length())
        .put("replyBytes", reply.toBuffer().length());
  }

  private static String gateway(int count) {
    return GATEWAY + ", clients: " + count;
  }

  private static String unwritten(int count) {
    return UNWRITTEN + ", clients: " + count;
  }

  private static String unaudited(int count) {
    return UNAUDITED + ", clients: " + count;
  }

  private static String bare(int count) {
    return bare(AcceptBaseline.WORKER, count);
  }

  private static String bare(AcceptBaseline bare, int count) {
    return bare.title() + ", clients: " + count;
  }

  /** What is synced to memory says nothing. */
  private void requireDisk() throws IOException {
    String type = Files.getFileStore(directory).type();
    if (type.equals("tmpfs") || type.equals("ramfs")) {
      throw new IOException("the directory is in memory: name one on a disk with --directory=…");
    }
  }
}
