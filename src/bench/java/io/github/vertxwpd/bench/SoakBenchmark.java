package io.github.vertxwpd.bench;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Keeps a gateway at work and looks whether it stays as it is: the fat jar in a process of its own,
 * with simulated devices that flap, call back twice, late, at once or never, refuse, vanish and
 * hang; commands at a steady rate; followers that are dropped and resume all the time, over
 * WebSockets and server-sent events; readers that stop to read; and requests over connections of
 * their own. Meanwhile it reads, once a minute, the heap after a collection, the file handles, the
 * threads, the resident memory, what the Java machine has committed besides the heap, and the
 * journal's size. {@link SoakTrend} says which of them is flat.
 *
 * <p>The journal is as full from the start as it gets (100 000 events, 10 000 operations, 100 000
 * request ids), and the heap has its size and its pages from the start, so that only what leaks
 * grows. The audit log is to grow: it is measured, and not judged.
 *
 * <p>It also checks that each operation that was accepted ended once, and that nobody lost an
 * event.
 *
 * <p>Arguments: the file to write; {@code --minutes=30}; {@code --jar=…}, the fat jar, where not
 * the one in {@code target}. Linux alone.
 */
public final class SoakBenchmark {
  private static final int DEVICES = 64;
  private static final int EVENTS = 100_000;
  private static final int OPERATIONS = 10_000;
  private static final int REQUEST_IDS = 100_000;
  private static final int MOST_BETWEEN_SECONDS = 60;
  private static final int LEAST_SAMPLES = 12;
  private static final int SECONDS_IN_MINUTE = 60;
  private static final long END_LIMIT_MS = 60_000;
  private static final long REST_SECONDS = 15;
  private static final double MIB = 1_048_576;

  private static final String HEAP = "heap after a collection, MiB";
  private static final String HANDLES = "file handles";
  private static final String THREADS = "threads";
  private static final String RESIDENT = "resident, MiB";
  private static final String NATIVE = "committed besides the heap, MiB";
  private static final String JOURNAL = "journal, MiB";
  private static final String AUDIT = "audit log, MiB";
  private static final String CPU = "processor, % of one";

  /** One is to grow; of the other nothing is held. */
  private static final Set<String> UNJUDGED = Set.of(AUDIT, CPU);

  private static final List<String> FLAGS =
      Stream.concat(
              ServedGateway.SERVICE_FLAGS.stream(),
              Stream.of(
                  "-Xms192m",
                  "-Xmx192m",
                  "-XX:+AlwaysPreTouch",
                  "-XX:NativeMemoryTracking=summary"))
          .toList();

  /** Which devices misbehave, and how; the others do not. */
  private static final List<String> SCRIPT =
      List.of(
          "1=flap:1500",
          "2=flap:2500",
          "3=flap:3500",
          "4=flap",
          "5=twice",
          "6=late:7000",
          "7=inline",
          "8=never",
          "9=refuse",
          "10=vanish:3000",
          "11=hang:4000");

  private final ServedGateway gateway;
  private final Path data;
  private final Map<String, List<Double>> series = new LinkedHashMap<>();
  private final List<Double> seconds = new ArrayList<>();
  private final long begin = System.nanoTime();
  private double cpuMs;
  private double cpuAt;

  private SoakBenchmark(ServedGateway gateway, Path data) {
    this.gateway = gateway;
    this.data = data;
  }

  /**
   * Runs it.
   *
   * @param args see the class
   */
  public static void main(String[] args)
      throws IOException, InterruptedException, TimeoutException {
    Path file =
        Path.of(Stream.of(args).filter(arg -> !arg.startsWith("--")).findFirst().orElseThrow());
    int minutes =
        Stream.of(args)
            .filter(arg -> arg.startsWith("--minutes="))
            .mapToInt(arg -> Integer.parseInt(arg.substring("--minutes=".length())))
            .findFirst()
            .orElse(30);
    Path directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target")), "soak")
            .toAbsolutePath();
    Path data = ServedGateway.data(directory);
    FilledJournal.fill(data, Duration.ZERO, EVENTS, OPERATIONS, REQUEST_IDS);
    Vertx vertx = Vertx.vertx();
    try (ServedGateway gateway =
        ServedGateway.start(ServedGateway.jar(args), directory, FLAGS, settings())) {
      Report report = new SoakBenchmark(gateway, data).run(vertx, minutes);
      report.print(System.out);
      report.write(file);
    } finally {
      vertx.close().await(END_LIMIT_MS, TimeUnit.MILLISECONDS);
    }
  }

  private static List<String> settings() {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "gateway.id=bench",
                "simulated.devices=" + DEVICES,
                "simulated.latencyMs=200",
                "wpd.callTimeoutMs=2000"));
    SCRIPT.forEach(fault -> settings.add("simulated.script." + fault));
    return settings;
  }

  private Report run(Vertx vertx, int minutes)
      throws IOException, InterruptedException, TimeoutException {
    Map<String, Double> before = sample();
    SoakLoad load = new SoakLoad(gateway.port());
    String deployment = vertx.deployVerticle(load).await(END_LIMIT_MS, TimeUnit.MILLISECONDS);
    long all = (long) minutes * SECONDS_IN_MINUTE;
    long between = Math.min(MOST_BETWEEN_SECONDS, all / LEAST_SAMPLES);
    for (long at = between; at <= all; at += between) {
      long left = TimeUnit.SECONDS.toNanos(at) - (System.nanoTime() - begin);
      TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
      keep(sample());
      System.out.println(lastLine());
    }
    JsonObject happened = load.end(END_LIMIT_MS).await(2 * END_LIMIT_MS, TimeUnit.MILLISECONDS);
    vertx.undeploy(deployment).await(END_LIMIT_MS, TimeUnit.MILLISECONDS);
    TimeUnit.SECONDS.sleep(REST_SECONDS);
    return report(minutes, between, before, sample(), happened);
  }

  private Map<String, Double> sample() throws IOException, InterruptedException {
    LinuxProcess process = gateway.process();
    Map<String, Double> sample = new LinkedHashMap<>();
    double cpu = process.cpuMs();
    double at = elapsedSeconds();
    sample.put(HEAP, process.heapAfterCollectionMib());
    sample.put(HANDLES, process.fileHandles());
    sample.put(THREADS, process.threads());
    sample.put(RESIDENT, process.residentMib());
    sample.put(NATIVE, process.committedBesidesHeapMib());
    sample.put(JOURNAL, size(data, false) / MIB);
    sample.put(AUDIT, size(data.resolve("audit"), true) / MIB);
    sample.put(CPU, (cpu - cpuMs) / 10 / (at - cpuAt));
    cpuMs = cpu;
    cpuAt = at;
    return sample;
  }

  private double elapsedSeconds() {
    return (System.nanoTime() - begin) / 1e9;
  }

  private void keep(Map<String, Double> sample) {
    seconds.add(elapsedSeconds());
    sample.forEach(
        (name, value) -> series.computeIfAbsent(name, first -> new ArrayList<>()).add(value));
  }

  private String lastLine() {
    StringBuilder line = new StringBuilder("%6.0f s".formatted(elapsedSeconds()));
    series.forEach(
        (name, values) -> line.append("  %s %.1f".formatted(name, values.get(values.size() - 1))));
    return line.toString();
  }

  /** The journal's files, or all of a directory's. */
  private static double size(Path directory, boolean all) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> all || file.getFileName().toString().startsWith("gateway.db"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private Report report(
      int minutes,
      long between,
      Map<String, Double> before,
      Map<String, Double> after,
      JsonObject happened) {
    Report report =
        new Report(
            "soak",
            new JsonObject()
                .put("minutes", minutes)
                .put("secondsBetweenSamples", between)
                .put("devices", DEVICES)
                .put("script", String.join(" ", SCRIPT))
                .put("flags", String.join(" ", FLAGS))
                .put("commandsPerSecond", SoakLoad.COMMANDS_A_SECOND)
                .put("questionsPerSecond", SoakLoad.QUESTIONS_A_SECOND)
                .put("followers", SoakLoad.FOLLOWERS)
                .put("eventSources", SoakLoad.EVENT_SOURCES)
                .put("slowReaders", SoakLoad.SLEEPERS)
                .put("happened", happened));
    series.forEach(
        (name, values) -> {
          values.forEach(value -> report.add(name, "each time", value));
          SoakTrend trend = new SoakTrend(seconds, values);
          report.add(name, "more per hour", trend.perHour());
          report.add(name, "rise %", 100 * trend.rise());
          if (!UNJUDGED.contains(name)) {
            report.add(name, "at rest before", before.get(name));
            report.add(name, "at rest after", after.get(name));
            report.add(name, "flat", trend.isFlat() ? 1 : 0);
          }
        });
    System.out.println(happened.encodePrettily());
    return report;
  }
}
