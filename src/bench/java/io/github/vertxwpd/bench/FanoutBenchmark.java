package io.github.vertxwpd.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures how the product's gateway sends events to many WebSockets, beside a minimal server on
 * Netty, nats-server and Vert.x' own SockJS bridge, in interleaved rounds: text and binary frames,
 * {@code sockets=} 200, 1 000 and 4 000, 50 events a second and as fast as possible (16
 * outstanding). nats-server is sent to in one kind of frame, and the bridges, Vert.x' and the
 * product's, as fast as possible alone. All servers run throughout and are warmed up first. A
 * message that is missing or comes twice ends it. What a socket of the gateway's and of Netty's
 * takes while nothing is sent is seen at the most sockets.
 *
 * <p>Arguments: {@code load=<the load client's path>}, see {@link FanoutLoad}; {@code mode=full} or
 * {@code quick}; {@code transport=native} or {@code nio}; {@code journal=memory} or {@code sqlite};
 * {@code sockets=}; {@code nats=<nats-server's path>}, without which it is left out; {@code
 * servers=gateway,netty,nats,sockjs,bridge}, those to run, where {@code sockjs} is the product's
 * bridge; {@code result=<file>}.
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
          "nats", "",
          "servers", "gateway,netty,nats,sockjs,bridge",
          "result", "");

  private static final String GATEWAY = "gateway";
  private static final String NETTY = "netty";
  private static final String NATS = "nats";
  private static final String SOCKJS = "sockjs";
  private static final String BRIDGE = "bridge";
  private static final List<String> PACES = List.of("fast", "50/s");
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
    List<String> names = servers();
    if (!settings.is("mode", "idle")) {
      send(names);
    }
    for (int round = 1; round <= rounds(); round++) {
      for (String name : List.of(GATEWAY, NETTY)) {
        if (names.contains(name)) {
          idle(start(name, FanoutProcess.SMALL_HEAP));
        }
      }
    }
    report.print(System.out);
    if (!settings.text("result").isEmpty()) {
      report.write(Path.of(settings.text("result")));
    }
  }

  private List<String> servers() {
    List<String> names = new ArrayList<>(List.of(settings.text("servers").split(",", -1)));
    if (settings.text("nats").isEmpty() && names.remove(NATS)) {
      System.err.println("nats-server is not run: nats= does not say where it is");
    }
    return names;
  }

  private void send(List<String> names) throws IOException, InterruptedException {
    List<FanoutProcess> servers = new ArrayList<>();
    try {
      for (String name : names) {
        servers.add(start(name, List.of()));
      }
      warmUp(servers);
      for (int round = 1; round <= rounds(); round++) {
        System.err.println("round " + round + " of " + rounds());
        round(servers);
      }
    } finally {
      servers.forEach(FanoutProcess::close);
    }
    ratios(names);
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
        for (boolean binary : List.of(false, true)) {
          if (takes(server.name(), binary, "fast")) {
            load.run(server, count, binary, fast(count, warmUpDeliveries(server.name())));
          }
        }
      }
    }
  }

  private int warmUpDeliveries(String server) {
    return isBridge(server) ? BRIDGE_DELIVERIES : quick ? 1_000_000 : 2_000_000;
  }

  private void round(List<FanoutProcess> servers) throws IOException, InterruptedException {
    for (int count : sockets()) {
      for (boolean binary : List.of(false, true)) {
        for (String pace : PACES) {
          for (FanoutProcess server : servers) {
            if (takes(server.name(), binary, pace)) {
              add(server, count, binary, pace);
            }
          }
        }
      }
    }
  }

  private static boolean takes(String server, boolean binary, String pace) {
    return switch (server) {
      case NATS -> !binary;
      case BRIDGE, SOCKJS -> !binary && pace.equals("fast");
      default -> true;
    };
  }

  private FanoutProcess start(String server, List<String> flags) throws IOException {
    return switch (server) {
      case GATEWAY ->
          FanoutProcess.start(
              server,
              FanoutDialect.WPD,
              FanoutServer.class,
              flags,
              List.of(transport(), "journal=" + settings.text("journal")));
      case SOCKJS ->
          FanoutProcess.start(
              server,
              FanoutDialect.SOCKJS,
              FanoutServer.class,
              flags,
              List.of(transport(), "bridge=true"));
      case NETTY ->
          FanoutProcess.start(
              server, FanoutDialect.WPD, FanoutNetty.class, flags, List.of(transport()));
      case NATS ->
          FanoutProcess.start(
              server,
              FanoutDialect.NATS,
              FanoutNats.class,
              flags,
              List.of("server=" + settings.text("nats")));
      case BRIDGE ->
          FanoutProcess.start(
              server, FanoutDialect.BRIDGE, FanoutBridge.class, flags, List.of(transport()));
      default -> throw new IllegalArgumentException("\"" + server + "\" is none of the servers");
    };
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

  private int deliveries(String server) {
    return isBridge(server) ? BRIDGE_DELIVERIES : quick ? 1_000_000 : 3_000_000;
  }

  private static boolean isBridge(String server) {
    return server.equals(BRIDGE) || server.equals(SOCKJS);
  }

  private void add(FanoutProcess server, int count, boolean binary, String pace)
      throws IOException, InterruptedException {
    boolean fast = pace.equals("fast");
    JsonObject found =
        load.run(server, count, binary, fast ? fast(count, deliveries(server.name())) : steady());
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

  private void ratios(List<String> servers) {
    for (int count : sockets()) {
      if (servers.containsAll(List.of(BRIDGE, GATEWAY))) {
        ratio(
            "CPU s/million", row(BRIDGE, count, false, "fast"), row(GATEWAY, count, false, "fast"));
      }
      if (servers.containsAll(List.of(BRIDGE, SOCKJS))) {
        ratio(
            "CPU s/million", row(BRIDGE, count, false, "fast"), row(SOCKJS, count, false, "fast"));
      }
      for (String pace : PACES) {
        if (servers.containsAll(List.of(NATS, GATEWAY))) {
          ratios(NATS, GATEWAY, count, false, pace);
        }
        for (boolean binary : List.of(false, true)) {
          if (servers.containsAll(List.of(GATEWAY, NETTY))) {
            ratios(GATEWAY, NETTY, count, binary, pace);
          }
        }
      }
    }
  }

  private void ratios(String server, String to, int count, boolean binary, String pace) {
    for (String figure : List.of("CPU s/million", pace.equals("fast") ? "messages/s" : "p99 ms")) {
      ratio(figure, row(server, count, binary, pace), row(to, count, binary, pace));
    }
  }

  private void ratio(String figure, String row, String toRow) {
    String to = toRow.substring(0, toRow.indexOf(' '));
    report.ratio(row + ": " + figure + " / " + to + "'s", figure, row, figure, toRow);
  }
}
