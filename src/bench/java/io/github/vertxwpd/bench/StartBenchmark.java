package io.github.vertxwpd.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * How long the gateway takes until it is ready, and the memory that it then has, beside a bare
 * Vert.x HTTP server with the same jar, on the same Java, in the same run: both as they come, and
 * both with a class-data archive of their own and the flags of the Windows service.
 *
 * <p>The gateway simulates eight devices, and its data directory is there from the start before.
 * The rounds are interleaved. Processor time says more than time where other work runs.
 *
 * <p>Arguments: the file to write, {@code --quick} for two rounds, and {@code --jar=…}, the fat
 * jar; the default is the one in {@code target}. Linux alone.
 */
public final class StartBenchmark {
  private static final String READY = "ready ms";
  private static final String CPU = "CPU ms";
  private static final String RESIDENT = "resident MiB";

  private static final List<String> SERIAL =
      List.of("-XX:+UseSerialGC", "-XX:MaxRAMPercentage=25", "-XX:-UsePerfData");
  private static final List<String> CHOSEN =
      Stream.concat(SERIAL.stream(), Stream.of("-XX:TieredStopAtLevel=1")).toList();
  private static final Map<String, List<String>> FLAGS = new LinkedHashMap<>();

  static {
    FLAGS.put("", List.of());
    FLAGS.put(", archive", List.of());
    FLAGS.put(", archive, serial GC", SERIAL);
    FLAGS.put(", archive, serial GC, C1", CHOSEN);
  }

  private final Path directory;
  private final Path jar;

  private StartBenchmark(Path directory, Path jar) {
    this.directory = directory;
    this.jar = jar;
  }

  /**
   * Runs it.
   *
   * @param args see the class
   * @throws IOException where something does not start
   * @throws InterruptedException where it is not to go on
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path file =
        Path.of(Stream.of(args).filter(arg -> !arg.startsWith("--")).findFirst().orElseThrow());
    int rounds = List.of(args).contains("--quick") ? 2 : 7;
    Path directory = Files.createTempDirectory(Path.of("target"), "start");
    try {
      Report report = new StartBenchmark(directory.toAbsolutePath(), jar(args)).run(rounds);
      report.print(System.out);
      report.write(file);
    } finally {
      delete(directory);
    }
  }

  private static Path jar(String[] args) throws IOException {
    for (String arg : args) {
      if (arg.startsWith("--jar=")) {
        return Path.of(arg.substring("--jar=".length())).toAbsolutePath();
      }
    }
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.toString().endsWith("-fat.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("no fat jar in target: ./mvnw -DskipTests package"))
          .toAbsolutePath();
    }
  }

  private Report run(int rounds) throws IOException, InterruptedException {
    Path bare = baselineJar();
    Map<String, StartProgram> programs = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> flags : FLAGS.entrySet()) {
      put(programs, bare("bare server" + flags.getKey(), flags.getValue(), bare));
      put(programs, gateway("gateway" + flags.getKey(), flags.getValue()));
    }
    JsonObject settings =
        new JsonObject()
            .put("rounds", rounds)
            .put("chosen", new JsonArray(CHOSEN))
            // Above the number of processors other work ran, and times are long.
            .put("loadBefore", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    round(programs, new Report("warm-up", settings));
    Report report = new Report("start", settings);
    for (int i = 0; i < rounds; i++) {
      round(programs, report);
    }
    for (String flags : FLAGS.keySet()) {
      for (String figure : List.of(READY, CPU, RESIDENT)) {
        report.ratio(
            figure + ", gateway / bare server" + flags,
            figure,
            "gateway" + flags,
            figure,
            "bare server" + flags);
      }
    }
    for (String figure : List.of(READY, CPU, RESIDENT)) {
      report.ratio(
          figure + ", gateway as chosen / bare server as it comes",
          figure,
          "gateway, archive, serial GC, C1",
          figure,
          "bare server");
    }
    return report;
  }

  private static void round(Map<String, StartProgram> programs, Report report)
      throws IOException, InterruptedException {
    for (StartProgram program : programs.values()) {
      StartProgram.Start start = program.measure();
      report.add(program.name(), READY, start.readyMs());
      report.add(program.name(), CPU, start.cpuMs());
      report.add(program.name(), RESIDENT, start.residentMib());
    }
  }

  private void put(Map<String, StartProgram> programs, StartProgram program)
      throws IOException, InterruptedException {
    Path archive = directory.resolve(programs.size() + ".jsa");
    programs.put(
        program.name(),
        program.name().contains("archive") ? program.withArchive(archive) : program);
  }

  private StartProgram gateway(String name, List<String> flags) {
    List<String> main =
        List.of(
            "io.github.vertxwpd.cli.Main",
            "run",
            "--set",
            "http.port=0",
            "--set",
            "data.dir=" + directory.resolve("data"));
    return new StartProgram(name, flags, jar.toString(), main, "--until-ready");
  }

  /** Without the configuration of the log that the gateway has, Netty would log everything. */
  private StartProgram bare(String name, List<String> flags, Path bare) {
    List<String> all =
        Stream.concat(
                flags.stream(),
                Stream.of("-Dlogback.configurationFile=io/github/vertxwpd/cli/logback.xml"))
            .toList();
    List<String> main = List.of(StartBaseline.class.getName());
    return new StartProgram(name, all, bare + ":" + jar, main, "once");
  }

  /** An archive is for jars, not for directories. */
  private Path baselineJar() throws IOException {
    Path file = directory.resolve("bare.jar");
    String name = StartBaseline.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream made = new JarOutputStream(out);
        InputStream content = StartBaseline.class.getClassLoader().getResourceAsStream(name)) {
      made.putNextEntry(new JarEntry(name));
      content.transferTo(made);
      made.closeEntry();
    }
    return file;
  }

  private static void delete(Path directory) throws IOException {
    List<Path> contents;
    try (Stream<Path> all = Files.walk(directory)) {
      contents = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : contents) {
      Files.delete(path);
    }
  }
}
