package io.github.vertxwpd.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long the gateway takes until it is ready, and the memory that it then has, beside a bare
 * Vert.x HTTP server with the same jar and Logback, on the same Java, in the same run: both as they
 * come, and both with a class-data archive of their own and the flags of the Windows service; from
 * Java 25 on, with an AOT cache too. Beside them a server with Vert.x' own jars and nothing else,
 * and the gateway with a thousand devices.
 *
 * <p>Else the gateway simulates eight devices, and its data directory is there from the start
 * before. The rounds are interleaved. Processor time says more than time where other work runs.
 *
 * <p>Arguments: the file to write, {@code --quick} for two rounds, and {@code --jar=…}, the fat
 * jar; the default is the one in {@code target}. Linux alone.
 */
public final class StartBenchmark {
  private static final String READY = "ready ms";
  private static final String CPU = "CPU ms";
  private static final String RESIDENT = "resident MiB";
  private static final String IDLE = "idle MiB";
  private static final List<String> FIGURES = List.of(READY, CPU, RESIDENT, IDLE);
  private static final double BYTES_IN_MIB = 1_048_576.0;

  private static final String BARE = "bare server";
  private static final String VERTX_ALONE = "Vert.x alone";
  private static final String GATEWAY = "gateway";
  private static final String MANY_DEVICES = "1 000 devices";
  private static final String AS_CHOSEN = ", archive, serial GC, C1";
  private static final String CACHED = ", AOT cache, serial GC, C1";

  private static final List<String> SERIAL =
      List.of("-XX:+UseSerialGC", "-XX:MaxRAMPercentage=25", "-XX:-UsePerfData");
  private static final List<String> CHOSEN =
      Stream.concat(
              SERIAL.stream(),
              Stream.of("-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=4"))
          .toList();
  private static final Map<String, List<String>> FLAGS = new LinkedHashMap<>();

  static {
    FLAGS.put("", List.of());
    FLAGS.put(", archive", List.of());
    FLAGS.put(", archive, serial GC", SERIAL);
    FLAGS.put(AS_CHOSEN, CHOSEN);
    if (Runtime.version().feature() >= 25) {
      FLAGS.put(CACHED, CHOSEN);
    }
  }

  /** As an application of its own would have it: without one, Netty would log everything. */
  private static final String LOGBACK =
      """
      <configuration>
        <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
          <target>System.err</target>
          <encoder><pattern>%d %-5level [%thread] %logger - %msg%n</pattern></encoder>
        </appender>
        <root level="WARN"><appender-ref ref="console"/></root>
      </configuration>
      """;

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
    try (ScratchDirectory directory = ScratchDirectory.named("start")) {
      Report report = new StartBenchmark(directory.path(), ServedGateway.jar(args)).run(rounds);
      report.print(System.out);
      report.write(file);
    }
  }

  private Report run(int rounds) throws IOException, InterruptedException {
    Path bare = bareJar();
    List<Path> vertx = vertxJars();
    Map<String, StartProgram> programs = new LinkedHashMap<>();
    for (String flags : FLAGS.keySet()) {
      put(programs, bare(BARE + flags, flags, List.of(bare, jar)));
      put(programs, gateway(GATEWAY + flags, flags, 8));
    }
    List<Path> alone = Stream.concat(Stream.of(bare), vertx.stream()).toList();
    put(programs, bare(VERTX_ALONE, "", alone));
    put(programs, bare(VERTX_ALONE + AS_CHOSEN, AS_CHOSEN, alone));
    put(programs, gateway(MANY_DEVICES + AS_CHOSEN, AS_CHOSEN, 1_000));
    JsonObject settings =
        new JsonObject()
            .put("rounds", rounds)
            .put("chosen", new JsonArray(CHOSEN))
            .put("gatewayJarMib", sizeMib(List.of(jar)))
            .put("vertxJarsMib", sizeMib(vertx))
            // Above the number of processors other work ran, and times are long.
            .put("loadBefore", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    round(programs, new Report("warm-up", settings));
    Report report = new Report("start", settings);
    for (int i = 0; i < rounds; i++) {
      round(programs, report);
    }
    for (String flags : FLAGS.keySet()) {
      compare(report, GATEWAY, flags, BARE, flags);
    }
    compare(report, GATEWAY, "", VERTX_ALONE, "");
    compare(report, GATEWAY, AS_CHOSEN, VERTX_ALONE, AS_CHOSEN);
    compare(report, GATEWAY, AS_CHOSEN, BARE, "");
    compare(report, MANY_DEVICES, AS_CHOSEN, GATEWAY, AS_CHOSEN);
    return report;
  }

  private static void compare(
      Report report, String one, String flags, String other, String otherFlags) {
    String said = flags.equals(otherFlags) ? flags : " as it comes" + flags;
    for (String figure : FIGURES) {
      report.ratio(
          figure + ", " + one + " / " + other + said,
          figure,
          one + flags,
          figure,
          other + otherFlags);
    }
  }

  private static void round(Map<String, StartProgram> programs, Report report)
      throws IOException, InterruptedException {
    for (StartProgram program : programs.values()) {
      StartProgram.Start start = program.measure();
      report.add(program.name(), READY, start.readyMs());
      report.add(program.name(), CPU, start.cpuMs());
      report.add(program.name(), RESIDENT, start.residentMib());
      report.add(program.name(), IDLE, start.idleMib());
    }
  }

  private void put(Map<String, StartProgram> programs, StartProgram program)
      throws IOException, InterruptedException {
    Path archive = directory.resolve(programs.size() + ".archive");
    StartProgram faster = program;
    if (program.name().endsWith(CACHED)) {
      faster = program.withCache(archive);
    } else if (program.name().contains("archive")) {
      faster = program.withArchive(archive);
    }
    programs.put(program.name(), faster);
  }

  private StartProgram gateway(String name, String flags, int devices) {
    List<String> main =
        List.of(
            "io.github.vertxwpd.cli.Main",
            "run",
            "--set",
            "http.port=0",
            "--set",
            "simulated.devices=" + devices,
            "--set",
            "data.dir=" + directory.resolve("data-" + devices));
    return new StartProgram(name, FLAGS.get(flags), jar.toString(), main, "--until-ready");
  }

  private static StartProgram bare(String name, String flags, List<Path> classPath) {
    String jars =
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    List<String> main = List.of(StartBaseline.class.getName());
    return new StartProgram(name, FLAGS.get(flags), jars, main, "once");
  }

  /** An archive is for jars, not for directories. */
  private Path bareJar() throws IOException {
    Path file = directory.resolve("bare.jar");
    String name = StartBaseline.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream made = new JarOutputStream(out);
        InputStream content = StartBaseline.class.getClassLoader().getResourceAsStream(name)) {
      made.putNextEntry(new JarEntry(name));
      content.transferTo(made);
      made.putNextEntry(new JarEntry("logback.xml"));
      made.write(LOGBACK.getBytes(StandardCharsets.UTF_8));
      made.closeEntry();
    }
    return file;
  }

  /** Vert.x' core and what it needs, from the class path of this program. */
  private static List<Path> vertxJars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(
            file ->
                file.getFileName()
                    .toString()
                    .matches("(vertx-core(-logging)?|jackson-core|netty)-.*\\.jar"))
        .filter(file -> !file.toString().endsWith("-tests.jar"))
        .toList();
  }

  private static double sizeMib(List<Path> files) throws IOException {
    double bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return Math.round(bytes / BYTES_IN_MIB * 10) / 10.0;
  }
}
