package io.github.vertxwpd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the tables and the charts of the manual's page on performance from the results that are
 * kept, {@code src/bench/results}, to {@code src/main/asciidoc/performance}. To be run after a
 * benchmark; it has no arguments.
 */
public final class PerformancePage {
  /** Where the results are. */
  static final Path RESULTS = Path.of("src", "bench", "results");

  /** Where the tables and the charts are. */
  static final Path PAGE = Path.of("src", "main", "asciidoc", "performance");

  private static final String IN_FLIGHT = "in flight, connector/wpd";
  private static final double FLAT = 1;

  private static final List<PerformanceSection> SECTIONS =
      List.of(
          new PerformanceSection(
              "native",
              "Nanoseconds for a call",
              "NativeBenchmark -Dbench.args=\"src/bench/results/native.json\"",
              List.of(
                  PerformanceGoal.ratio(
                      "a call costs at most 2 times a bare cached JNA function call",
                      "AddRef+Release, ns, connector/wpd / cached function",
                      2),
                  PerformanceGoal.ratio(
                      "the same, with a result to take over",
                      "GetPnPID, ns, connector/wpd / cached function",
                      2),
                  PerformanceGoal.ratio(
                      "the same, for a request to its completion",
                      "Disconnect, p50 us, connector/wpd / cached function",
                      2),
                  PerformanceGoal.atMost(
                      "10 000 requests in flight take under 100 bytes of native memory each",
                      IN_FLIGHT,
                      "native bytes",
                      100),
                  PerformanceGoal.atMost(
                      "a request makes no native closure", IN_FLIGHT, "closures", 0),
                  PerformanceGoal.atMost(
                      "a request takes no thread on our side", IN_FLIGHT, "Java threads", 0),
                  PerformanceGoal.atMost(
                      "the threads of callbacks are attached once, not with each request",
                      IN_FLIGHT,
                      "attachments",
                      0.1)),
              PerformancePage::all),
          new PerformanceSection(
              "accept",
              "Commands a second by the number of clients",
              "AcceptBenchmark -Dbench.args=\"src/bench/results/accept.json\"",
              List.of(
                  PerformanceGoal.ratio(
                      "a command without the journal's sync: within 1.5 times a bare verticle, 1"
                          + " client",
                      "p50, without journal / bare worker, clients: 1",
                      1.5),
                  PerformanceGoal.ratio(
                      "the same, 64 clients",
                      "p50, without journal / bare worker, clients: 64",
                      1.5),
                  PerformanceGoal.atMost(
                      "with the journal, a group shares a sync: under one transaction for a"
                          + " command, 64 clients",
                      "gateway, clients: 64",
                      "transactions each",
                      1)),
              PerformancePage::all),
          new PerformanceSection(
              "fanout",
              "Processor seconds for a million deliveries by the number of sockets",
              "FanoutBenchmark -Dbench.args=\"result=src/bench/results/fanout.json load=…\"",
              List.of(
                  PerformanceGoal.ratio(
                      "at most 1.5 times the processor time of a minimal Netty server",
                      "gateway text, 1000, fast: CPU s/million / netty's",
                      1.5)),
              row -> row.contains("fast") || row.contains("idle")),
          new PerformanceSection(
              "start",
              "Milliseconds until ready by the flags",
              "StartBenchmark -Dbench.args=\"src/bench/results/start.json\"",
              List.of(
                  PerformanceGoal.ratio(
                      "ready within 1.5 times a bare Vert.x HTTP server, both as they come",
                      "ready ms, gateway / bare server",
                      1.5),
                  PerformanceGoal.ratio(
                      "the same, both with an archive and the flags of the service",
                      "ready ms, gateway / bare server, archive, serial GC, C1",
                      1.5),
                  PerformanceGoal.ratio(
                      "ready as it is installed within 1.5 times a bare server as it comes",
                      "ready ms, gateway / bare server as it comes, archive, serial GC, C1",
                      1.5),
                  PerformanceGoal.ratio(
                      "resident memory, the same",
                      "resident MiB, gateway / bare server as it comes, archive, serial GC, C1",
                      1.5),
                  PerformanceGoal.ratio(
                      "resident memory within 1.5 times, both with an archive and the flags",
                      "resident MiB, gateway / bare server, archive, serial GC, C1",
                      1.5),
                  PerformanceGoal.ratio(
                      "resident memory within 1.5 times, both as they come",
                      "resident MiB, gateway / bare server",
                      1.5)),
              PerformancePage::all),
          new PerformanceSection(
              "fleet",
              "Commands a second",
              "FleetBenchmark -Dbench.args=\"src/bench/results/fleet.json\"",
              List.of(),
              PerformancePage::all),
          growth("devices"),
          growth("events"),
          growth("sockets"),
          growth("gateways"),
          new PerformanceSection(
              "soak",
              "Each series as a part of its first sample",
              "SoakBenchmark -Dbench.args=\"src/bench/results/soak.json --minutes=30\"",
              List.of(
                  flat("the heap after a collection is flat", "heap after a collection, MiB"),
                  flat("file handles are flat", "file handles"),
                  flat("threads are flat", "threads"),
                  flat("resident memory is flat", "resident, MiB"),
                  flat("native memory is flat", "committed besides the heap, MiB"),
                  flat("the journal is flat", "journal, MiB")),
              PerformancePage::all));

  private PerformancePage() {}

  private static boolean all(String row) {
    return !row.isEmpty();
  }

  private static PerformanceSection growth(String what) {
    return new PerformanceSection(
        "growth-" + what,
        "Each cost by the number of " + what,
        "GrowthBenchmark -Dbench.args=\"src/bench/results/growth.json\"",
        List.of(),
        row -> row.startsWith(what) || row.startsWith("growth, " + what));
  }

  private static PerformanceGoal flat(String text, String series) {
    return PerformanceGoal.atLeast(text, series, "flat", FLAT);
  }

  /**
   * Writes the page's parts.
   *
   * @param args none
   */
  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Files.createDirectories(PAGE);
    for (Map.Entry<String, String> table : tables().entrySet()) {
      Files.writeString(PAGE.resolve(table.getKey()), table.getValue());
    }
    PerformanceCharts.write(RESULTS, PAGE);
  }

  /** Returns the tables by the names of their files. */
  static Map<String, String> tables() throws IOException {
    Map<String, String> tables = new LinkedHashMap<>();
    for (PerformanceSection section : SECTIONS) {
      Path file = RESULTS.resolve(section.result() + ".json");
      Optional<PerformanceResult> result = PerformanceResult.read(file);
      tables.put(
          section.name() + ".table",
          result.map(section::text).orElse("There is no result of this benchmark yet.\n"));
    }
    return tables;
  }
}
