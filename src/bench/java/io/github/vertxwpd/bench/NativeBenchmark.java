package io.github.vertxwpd.bench;

import io.github.vertxwpd.windows.NativeClient;
import io.github.vertxwpd.windows.NativeClients;
import io.github.vertxwpd.windows.NativeFigure;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What it costs to call COM from Java, under Wine, with Java for Windows and the stand-in server:
 * through the product's own classes, beside bare cached functions of JNA, {@code COMInvoker} of
 * jna-platform, and a program in C that makes the same calls. AddRef and Release, GetPnPID,
 * Disconnect up to OnComplete in our hands, and many requests in flight at once.
 *
 * <p>The server is bare: it checks nothing, takes no memory for a request, and one thread of its
 * own completes all of them. The rounds are interleaved, of Java and of C; one before them is not
 * counted.
 *
 * <p>Arguments: the file to write, and {@code --quick} for two rounds. Linux alone.
 */
public final class NativeBenchmark {
  private static final String PRODUCT = "connector/wpd";
  private static final String CACHED = "cached function";
  private static final String PLATFORM = "COMInvoker";
  private static final String WHOLE = "WindowsConnector";
  private static final String C = "C program";

  private static final int CALLS = 200_000;
  private static final int REQUESTS = 2_000;
  private static final int IN_FLIGHT = 10_000;

  private final NativeClients clients;

  private NativeBenchmark(NativeClients clients) {
    this.clients = clients;
  }

  /**
   * Runs it.
   *
   * @param args see the class
   * @throws IOException where a program fails
   * @throws InterruptedException where it is not to go on
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Optional<String> missing = NativeClients.missing();
    if (missing.isPresent()) {
      System.err.println(missing.get());
      System.exit(1);
    }
    Path file =
        Path.of(Stream.of(args).filter(arg -> !arg.startsWith("--")).findFirst().orElseThrow());
    int rounds = List.of(args).contains("--quick") ? 2 : 7;
    NativeClients clients = NativeClients.start();
    try {
      Report report = new NativeBenchmark(clients).run(rounds);
      report.print(System.out);
      report.write(file);
    } finally {
      clients.end();
    }
  }

  private Report run(int rounds) throws IOException {
    JsonObject settings =
        new JsonObject()
            .put("rounds", rounds)
            .put("calls", CALLS)
            .put("requests", REQUESTS)
            .put("inFlight", IN_FLIGHT)
            // Above the number of processors other work ran, and times are long.
            .put("loadBefore", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    round(new Report("warm-up", settings));
    Report report = new Report("native", settings);
    for (int i = 0; i < rounds; i++) {
      round(report);
    }
    for (String row : List.of("AddRef+Release, ", "GetPnPID, ")) {
      ratios(report, row, "ns", List.of(CACHED, PLATFORM, C));
    }
    ratios(report, "Disconnect, ", "p50 us", List.of(CACHED, PLATFORM, C));
    ratios(report, "in flight, ", "us to complete", List.of(PLATFORM, C));
    return report;
  }

  private static void ratios(Report report, String row, String figure, List<String> others) {
    for (String other : others) {
      report.ratio(
          row + figure + ", " + PRODUCT + " / " + other,
          figure,
          row + PRODUCT,
          figure,
          row + other);
    }
  }

  private void round(Report report) throws IOException {
    measure(report, clients.java(), "calls", CALLS, "all");
    measure(report, clients.c(), "calls", CALLS, "all");
    for (String subject : List.of(PRODUCT, CACHED, PLATFORM, WHOLE)) {
      measure(report, clients.java(), "requests", REQUESTS, subject);
    }
    measure(report, clients.c(), "requests", REQUESTS, "all");
    for (String subject : List.of(PRODUCT, PLATFORM, WHOLE)) {
      inFlight(report, clients.java(), subject);
    }
    inFlight(report, clients.c(), C);
  }

  private static void inFlight(Report report, NativeClient client, String subject)
      throws IOException {
    LinuxProcess process = new LinuxProcess(client.pid());
    double before = process.privateBytes();
    measure(report, client, "hold", IN_FLIGHT, subject);
    report.add(
        "in flight, " + subject, "private bytes", (process.privateBytes() - before) / IN_FLIGHT);
    measure(report, client, "complete", IN_FLIGHT, subject);
  }

  private static void measure(
      Report report, NativeClient client, String command, int count, String subject)
      throws IOException {
    for (NativeFigure figure : client.measure(command, count, subject)) {
      report.add(figure.row(), figure.name(), figure.value());
    }
  }
}
