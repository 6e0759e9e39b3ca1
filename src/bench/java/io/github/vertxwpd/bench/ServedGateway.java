package io.github.vertxwpd.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A gateway as it is installed: the fat jar in a process of its own, with simulated devices. */
final class ServedGateway implements AutoCloseable {
  /** What the Java machine is told where the program is installed as a service. */
  static final List<String> SERVICE_FLAGS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

  private static final long STOP_SECONDS = 30;
  private static final String READY = "ready ";

  private final Process process;
  private final URI address;
  private final double readyMs;

  private ServedGateway(Process process, URI address, double readyMs) {
    this.process = process;
    this.address = address;
    this.readyMs = readyMs;
  }

  /**
   * Starts it and waits until it serves.
   *
   * @param jar the fat jar
   * @param directory takes its data and its log
   * @param flags what the Java machine is told
   * @param settings each as {@code key=value}
   */
  static ServedGateway start(Path jar, Path directory, List<String> flags, List<String> settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-jar", jar.toString(), "run"));
    List<String> all = new ArrayList<>(List.of("http.port=0", "provider=simulated"));
    all.add("data.dir=" + data(directory));
    all.addAll(settings);
    all.forEach(setting -> command.addAll(List.of("--set", setting)));
    long begin = System.nanoTime();
    Path log = directory.resolve("gateway.log");
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    URI address = address(process, log);
    return new ServedGateway(process, address, (System.nanoTime() - begin) / 1e6);
  }

  /** Returns the data directory of a gateway that is started in a directory. */
  static Path data(Path directory) {
    return directory.resolve("data");
  }

  /** Returns the jar that the arguments name, {@code --jar=…}, or the one that was built. */
  static Path jar(String[] args) throws IOException {
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

  // The output is read no further: it says nothing more.
  @SuppressWarnings("StreamResourceLeak")
  private static URI address(Process process, Path log) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    if (line == null || !line.startsWith(READY)) {
      process.destroyForcibly();
      throw new IOException("the gateway did not start: see " + log);
    }
    return URI.create(line.split(" ", -1)[1]);
  }

  /** Returns how long it took from the start of the process to its line, in milliseconds. */
  double readyMs() {
    return readyMs;
  }

  int port() {
    return address.getPort();
  }

  LinuxProcess process() {
    return new LinuxProcess(process.pid());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    StartedProcess.stop(process, STOP_SECONDS);
  }
}
