package io.github.vertxwpd.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Shows what clients cost that stop reading: {@code sockets=} get events as fast as they come
 * through for {@code seconds=}, first while all of them read, then while {@code stalled=} of them
 * do not, in {@code rounds=} rounds. The others' latency is seen, the server's memory, and how
 * those that do not read end. A message that one of the others is not sent, or is sent twice, ends
 * it.
 *
 * <p>Arguments: besides those above {@code load=<the load client's path>}, see {@link FanoutLoad},
 * of which {@code -k}, {@code -S} and {@code -z} are used too: how many sockets do not read, for
 * how many seconds, and their receive buffer in bytes; {@code transport=native} or {@code nio};
 * {@code result=<file>}.
 */
public final class FanoutStalled {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "load", "wsload",
          "transport", "native",
          "sockets", "1000",
          "stalled", "100",
          "seconds", "60",
          "rounds", "1",
          "result", "");

  private static final String ALL_READ = "all read";
  private static final int RECEIVE_BUFFER_BYTES = 8 * 1024;
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
                .put("seconds", settings.number("seconds")));
  }

  /** Runs the measurement. */
  public static void main(String[] args) throws IOException, InterruptedException {
    new FanoutStalled(new FanoutSettings(args, DEFAULTS)).run();
  }

  private void run() throws IOException, InterruptedException {
    String stalled = settings.text("stalled") + " do not";
    try (FanoutProcess gateway =
        FanoutProcess.start(
            "gateway",
            FanoutServer.class,
            FanoutProcess.SMALL_HEAP,
            List.of("transport=" + settings.text("transport"), "journal=memory"))) {
      load.run(gateway, settings.number("sockets"), false, fast());
      for (int round = 0; round < settings.number("rounds"); round++) {
        add(ALL_READ, load.run(gateway, settings.number("sockets"), false, fast()));
        JsonObject found = runWithStalled(gateway);
        add(stalled, found);
        report.add(stalled, "cut off", found.getDouble("slow_closed"));
        report.add(stalled, "gaps and duplicates of theirs", theirFaults(found));
      }
    }
    report.ratio("p99 of the others / where all read", "p99 ms", stalled, "p99 ms", ALL_READ);
    report.ratio("memory at most / where all read", "MB at most", stalled, "MB at most", ALL_READ);
    report.print(System.out);
    if (!settings.text("result").isEmpty()) {
      report.write(Path.of(settings.text("result")));
    }
  }

  /** Those that do not read are cut off: only the others stay open. */
  private JsonObject runWithStalled(FanoutProcess gateway)
      throws IOException, InterruptedException {
    int sockets = settings.number("sockets");
    FanoutLoad.Running all =
        load.start(gateway.dialect(), gateway.ready(), sockets, false, withStalled());
    JsonObject found =
        new FanoutLoad.Running(all.process(), sockets - settings.number("stalled")).result();
    if (found.getLong("missing") != 0 || found.getLong("gaps") + found.getLong("dups") != 0) {
      throw new IllegalStateException("the others were not sent everything: " + found.encode());
    }
    return found;
  }

  private List<String> fast() {
    return List.of("-d", settings.text("seconds"), "-w", "16", "-b", "4");
  }

  private List<String> withStalled() {
    List<String> options = new ArrayList<>(fast());
    options.addAll(List.of("-k", settings.text("stalled"), "-S", settings.text("seconds")));
    options.addAll(List.of("-z", String.valueOf(RECEIVE_BUFFER_BYTES)));
    return options;
  }

  private void add(String row, JsonObject found) {
    report.add(row, "messages/s", found.getDouble("msgs_s"));
    report.add(row, "p50 ms", found.getDouble("p50_us") / 1e3);
    report.add(row, "p99 ms", found.getDouble("p99_us") / 1e3);
    report.add(row, "MB at most", found.getDouble("rss_max_kb") / KB_PER_MB);
  }

  private static double theirFaults(JsonObject found) {
    return found.getDouble("slow_gaps") + found.getDouble("slow_dups");
  }
}
