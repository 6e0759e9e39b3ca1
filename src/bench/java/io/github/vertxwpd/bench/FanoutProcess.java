package io.github.vertxwpd.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A fan-out server in a process of its own, on the first processor where there are several. */
final class FanoutProcess implements AutoCloseable {
  /** Gives back to the system what is free after a collection, so that what is held can be seen. */
  static final List<String> SMALL_HEAP =
      List.of("-XX:+UseSerialGC", "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=10");

  private static final long STOP_SECONDS = 5;

  private final String name;
  private final FanoutDialect dialect;
  private final Process process;
  private final FanoutReady ready;

  private FanoutProcess(String name, FanoutDialect dialect, Process process, FanoutReady ready) {
    this.name = name;
    this.dialect = dialect;
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts a server and waits until it serves.
   *
   * @param name what it is called in the results
   * @param dialect what its clients say
   * @param main its class
   * @param flags what the Java machine is told besides
   * @param args its arguments
   */
  static FanoutProcess start(
      String name, FanoutDialect dialect, Class<?> main, List<String> flags, List<String> args)
      throws IOException {
    List<String> command = new ArrayList<>(pinnedTo(0));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dio.netty.bootstrap.extensions=serviceload");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(args);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new FanoutProcess(name, dialect, process, readyLine(process, main));
  }

  // The server's output is read no further: it says nothing more.
  @SuppressWarnings("StreamResourceLeak")
  private static FanoutReady readyLine(Process process, Class<?> main) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Optional<FanoutReady> ready = FanoutReady.read(line);
      if (ready.isPresent()) {
        return ready.get();
      }
    }
    throw new IOException(main.getSimpleName() + " did not start");
  }

  /**
   * Returns what begins the command of a process that is to run on one processor; empty where there
   * are not two, or no {@code taskset}.
   */
  static List<String> pinnedTo(int processor) {
    boolean possible =
        Runtime.getRuntime().availableProcessors() > 1
            && Path.of("/usr/bin/taskset").toFile().canExecute();
    return possible ? List.of("taskset", "-c", String.valueOf(processor)) : List.of();
  }

  String name() {
    return name;
  }

  FanoutDialect dialect() {
    return dialect;
  }

  FanoutReady ready() {
    return ready;
  }

  /** Collects the server's garbage, so that what it holds can be seen from outside. */
  void collectGarbage() throws IOException, InterruptedException {
    new LinuxProcess(ready.pid()).jcmd("GC.run");
  }

  @Override
  public void close() {
    StartedProcess.stop(process, STOP_SECONDS);
  }
}
