package io.github.vertxwpd.bench;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Shows what clients cost that stop reading, and that they lose nothing: {@code sockets=} get
 * events as fast as they come through for {@code seconds=}, first while all of them read, then
 * while {@code stalled=} of them do not, in {@code rounds=} rounds. The others' latency is seen,
 * and the server's memory. Then those that did not read do: how their connections end is seen, and
 * each comes back with the last cursor that it has and reads up to the head. A message that anybody
 * misses or gets twice ends it; a client that the server cannot resume is counted.
 *
 * <p>Arguments: besides those above {@code load=<the load client's path>}, see {@link FanoutLoad};
 * {@code kept=}, how many events the server keeps for those that come back: all that {@code
 * seconds=} can bring. They are made before anything is measured, so that memory does not grow by
 * them. {@code transport=native} or {@code nio}; {@code result=<file>}.
 */
public final class FanoutStalled {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "load", "wsload",
          "transport", "native",
          "sockets", "1000",
          "stalled", "100",
          "seconds", "60",
          "kept", "150000",
          "rounds", "1",
          "result", "");

  private static final String ALL_READ = "all read";
  private static final long PATIENCE_SECONDS = 300;
  private static final double KB_PER_MB = 1_024;

  private final FanoutSettings settings;
  private final FanoutLoad load;
  private final Report report;

  private FanoutStalled(FanoutSettings settings) {
    this.settings = settings;
    this.load = new FanoutLoad(settings.text("load"));
    this.report =
        new Report(
            "stalled",
            new JsonObject()
                .put("transport", settings.text("transport"))
                .put("sockets", settings.number("sockets"))
                .put("stalled", settings.number("stalled"))
                .put("seconds", settings.number("seconds"))
                .put("kept", settings.number("kept")));
  }

  /** Runs the measurement. */
  public static void main(String[] args)
      throws IOException, InterruptedException, TimeoutException {
    Vertx vertx = Vertx.vertx();
    try {
      new FanoutStalled(new FanoutSettings(args, DEFAULTS)).run(vertx);
    } finally {
      vertx.close().await(PATIENCE_SECONDS, SECONDS);
    }
  }

  private void run(Vertx vertx) throws IOException, InterruptedException, TimeoutException {
    String stalled = settings.text("stalled") + " do not";
    try (FanoutProcess gateway = gateway()) {
      FanoutSleepers.publish(vertx, gateway.ready(), settings.number("kept"))
          .await(PATIENCE_SECONDS, SECONDS);
      load.run(gateway, settings.number("sockets"), false, fast());
      for (int round = 0; round < settings.number("rounds"); round++) {
        add(ALL_READ, load.run(gateway, settings.number("sockets"), false, fast()));
        runWithStalled(stalled, vertx, gateway);
      }
    }
    report.ratio("p99 of the others / where all read", "p99 ms", stalled, "p99 ms", ALL_READ);
    report.ratio("memory at most / where all read", "MB at most", stalled, "MB at most", ALL_READ);
    report.print(System.out);
    if (!settings.text("result").isEmpty()) {
      report.write(Path.of(settings.text("result")));
    }
  }

  private FanoutProcess gateway() throws IOException {
    return FanoutProcess.start(
        "gateway",
        FanoutDialect.WPD,
        FanoutServer.class,
        FanoutProcess.SMALL_HEAP,
        List.of(
            "transport=" + settings.text("transport"),
            "journal=memory",
            "ring=" + settings.text("kept")));
  }

  private void runWithStalled(String row, Vertx vertx, FanoutProcess gateway)
      throws IOException, InterruptedException, TimeoutException {
    int stalled = settings.number("stalled");
    FanoutSleepers sleepers = new FanoutSleepers(vertx, gateway.ready().web(), stalled);
    sleepers.fallAsleep().await(PATIENCE_SECONDS, SECONDS);
    add(row, load.run(gateway, settings.number("sockets") - stalled, false, fast()));
    sleepers.wakeUp().await(PATIENCE_SECONDS, SECONDS);
    sleepers.comeBack().await(PATIENCE_SECONDS, SECONDS);
    sleepers.addTo(report, row);
  }

  private List<String> fast() {
    return List.of("-d", settings.text("seconds"), "-w", "16", "-b", "4");
  }

  private void add(String row, JsonObject found) {
    report.add(row, "messages/s", found.getDouble("msgs_s"));
    report.add(row, "p50 ms", found.getDouble("p50_us") / 1e3);
    report.add(row, "p99 ms", found.getDouble("p99_us") / 1e3);
    report.add(row, "MB at most", found.getDouble("rss_max_kb") / KB_PER_MB);
  }
}
