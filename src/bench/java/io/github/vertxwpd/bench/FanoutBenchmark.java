package io.github.vertxwpd.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures how the product's gateway sends events to many WebSockets, beside a minimal server on
 * Netty and Vert.x' own SockJS bridge, in interleaved rounds: text and binary frames, {@code
 * sockets=} 200, 1 000 and 4 000, 50 events a second and as fast as possible (16 outstanding). Both
 * servers run throughout and are warmed up first. A message that is missing or comes twice ends it.
 * What a socket takes while nothing is sent is seen at the most sockets.
 *
 * <p>Arguments: {@code load=<the load client's path>}, see {@link FanoutLoad}; {@code mode=full} or
 * {@code quick}; {@code transport=native} or {@code nio}; {@code journal=memory} or {@code sqlite};
 * {@code sockets=}; {@code result=<file>}.
 */
public final class FanoutBenchmark {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "load", "wsload",
          "mode", "full",
          "rounds", "3",
          "transport", "native",
          "journal", "memory",
          "sockets", "200,1000,4000",
          "result", "");

  private static final String GATEWAY = "gateway";
  private static final String NETTY = "netty";
  private static final String BRIDGE = "bridge";
  private static final int OUTSTANDING = 16;
  private static final int A_REQUEST = 4;
  private static final int BRIDGE_DELIVERIES = 400_000;

  /** So many sockets come and go first: classes are loaded, and buffers are there. */
  private static final int IDLE_BEFORE = 500;

  private static final long SETTLE_MS = 2_000;
  private static final int IDLE_SECONDS = 12;

  private final FanoutSettings settings;
  private final FanoutLoad load;
  private final boolean quick;
  private final Report report;

  private FanoutBenchmark(FanoutSettings settings) {
    this.settings = settings;
    this.load = new FanoutLoad(settings.text("load"));
    this.quick = settings.is("mode", "quick");
    this.report =
        new Report(
            "fanout",
            new JsonObject()
                .put("mode", settings.text("mode"))
                .put("transport", settings.text("transport"))
                .put("journal", settings.text("journal"))
                .put("rounds", rounds())
                .put("eventBytes", 735)
                .put("outstanding", OUTSTANDING));
  }

  /** Runs the benchmark. */
  public static void main(String[] args) throws IOException, InterruptedException {
    new FanoutBenchmark(new FanoutSettings(args, DEFAULTS)).run();
  }

  private void run() throws IOException, InterruptedException {
    if (!settings.is("mode", "idle")) {
      send();
    }
    for (int round = 1; round <= rounds(); round++) {
      idle(gateway(FanoutProcess.SMALL_HEAP));
      idle(netty(FanoutProcess.SMALL_HEAP));
    }
    report.print(System.out);
    if (!settings.text("result").isEmpty()) {
      report.write(Path.of(settings.text("result")));
    }
  }

  private void send() throws IOException, InterruptedException {
    try (FanoutProcess gateway = gateway(List.of());
        FanoutProcess netty = netty(List.of());
        FanoutProcess bridge =
            FanoutProcess.start(BRIDGE, FanoutBridge.class, List.of(), List.of(transport()))) {
      List<FanoutProcess> servers = List.of(gateway, netty);
      warmUp(servers);
      load.run(bridge, 200, false, fast(200, BRIDGE_DELIVERIES));
      for (int round = 1; round <= rounds(); round++) {
        System.err.println("round " + round + " of " + rounds());
        round(servers);
        for (int count : sockets()) {
          add(bridge, count, false, "fast", fast(count, BRIDGE_DELIVERIES));
        }
      }
    }
    ratios();
  }

  private int rounds() {
    return quick ? 1 : settings.number("rounds");
  }

  private List<Integer> sockets() {
    return Stream.of(settings.text("sockets").split(",", -1)).map(Integer::valueOf).toList();
  }

  private void warmUp(List<FanoutProcess> servers) throws IOException, InterruptedException {
    for (FanoutProcess server : servers) {
      for (int count : sockets()) {
        load.run(server, count, false, fast(count, warmUpDeliveries()));
        load.run(server, count, true, fast(count, warmUpDeliveries()));
      }
    }
  }

  private int warmUpDeliveries() {
    return quick ? 1_000_000 : 2_000_000;
  }

  private void round(List<FanoutProcess> servers) throws IOException, InterruptedException {
    for (int count : sockets()) {
      for (boolean binary : List.of(false, true)) {
        for (FanoutProcess server : servers) {
          add(server, count, binary, "fast", fast(count, quick ? 1_000_000 : 3_000_000));
        }
        for (FanoutProcess server : servers) {
          add(server, count, binary, "50/s", steady());
        }
      }
    }
  }

  private FanoutProcess gateway(List<String> flags) throws IOException {
    return FanoutProcess.start(
        GATEWAY,
        FanoutServer.class,
        flags,
        List.of(transport(), "journal=" + settings.text("journal")));
  }

  private FanoutProcess netty(List<String> flags) throws IOException {
    return FanoutProcess.start(NETTY, FanoutNetty.class, flags, List.of(transport()));
  }

  private String transport() {
    return "transport=" + settings.text("transport");
  }

  /** As many deliveries whatever the number of sockets, so that each run is as long. */
  private static List<String> fast(int sockets, int deliveries) {
    return List.of(
        "-M",
        String.valueOf(deliveries / sockets),
        "-d",
        "60",
        "-w",
        String.valueOf(OUTSTANDING),
        "-b",
        String.valueOf(A_REQUEST));
  }

  private List<String> steady() {
    return List.of("-r", "50", "-d", quick ? "4" : "8");
  }

  private void add(FanoutProcess server, int count, boolean binary, String pace, List<String> how)
      throws IOException, InterruptedException {
    JsonObject found = load.run(server, count, binary, how);
    String row = row(server.name(), count, binary, pace);
    System.err.printf(
        "%s: %s CPU s/million, %s messages/s%n",
        row, found.getDouble("cpu_s_per_M"), found.getLong("msgs_s"));
    report.add(row, "messages/s", found.getDouble("msgs_s"));
    report.add(row, "CPU s/million", found.getDouble("cpu_s_per_M"));
    report.add(row, "p50 ms", found.getDouble("p50_us") / 1e3);
    report.add(row, "p99 ms", found.getDouble("p99_us") / 1e3);
  }

  /** What the process holds more with the sockets than without, garbage aside. */
  private void idle(FanoutProcess started) throws IOException, InterruptedException {
    try (FanoutProcess server = started) {
      int count = sockets().stream().max(Integer::compare).orElseThrow();
      int before = Math.min(count, IDLE_BEFORE);
      load.start(server.dialect(), server.ready(), before, false, List.of("-o", "1")).result();
      Thread.sleep(SETTLE_MS);
      server.collectGarbage();
      FanoutLoad.Running holding =
          load.start(
              server.dialect(),
              server.ready(),
              count,
              false,
              List.of("-o", String.valueOf(IDLE_SECONDS)));
      Thread.sleep(IDLE_SECONDS * 750L);
      server.collectGarbage();
      JsonObject found = holding.result();
      report.add(
          server.name() + ", " + count + " idle",
          "kB/socket",
          (found.getDouble("rss_ready_kb") - found.getDouble("rss0_kb")) / count);
    }
  }

  private static String row(String server, int count, boolean binary, String pace) {
    return server + " " + (binary ? "binary" : "text") + ", " + count + ", " + pace;
  }

  private void ratios() {
    for (int count : sockets()) {
      ratio("CPU s/million", row(BRIDGE, count, false, "fast"), row(GATEWAY, count, false, "fast"));
      for (boolean binary : List.of(false, true)) {
        for (String pace : List.of("fast", "50/s")) {
          ratio("CPU s/million", count, binary, pace);
          ratio(pace.equals("fast") ? "messages/s" : "p99 ms", count, binary, pace);
        }
      }
    }
  }

  private void ratio(String figure, int count, boolean binary, String pace) {
    ratio(figure, row(GATEWAY, count, binary, pace), row(NETTY, count, binary, pace));
  }

  private void ratio(String figure, String row, String toRow) {
    String to = toRow.substring(0, toRow.indexOf(' '));
    report.ratio(row + ": " + figure + " / " + to + "'s", figure, row, figure, toRow);
  }
}
