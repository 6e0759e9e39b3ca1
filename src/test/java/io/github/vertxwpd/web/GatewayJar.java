package io.github.vertxwpd.web;

import io.github.vertxwpd.Lane;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The fat jar's {@code run}, in a process of its own, with simulated devices. */
final class GatewayJar {
  private static final File LOG = new File("target", "browser-gateway-" + Lane.FORK + ".log");
  private static final long START_LIMIT_SECONDS = 60;
  private static final long STOP_LIMIT_SECONDS = 20;

  private final Process process;
  private final CompletableFuture<String> url = new CompletableFuture<>();

  private GatewayJar(Process process) {
    this.process = process;
  }

  /** Returns the fat jar; skips the test where it is not built. */
  static Path path(Lane lane) {
    Path jar = Path.of(System.getProperty("fat.jar", "")).toAbsolutePath();
    lane.requireOrSkip(Files.isRegularFile(jar), "the fat jar is not built: " + jar);
    return jar;
  }

  /**
   * Starts a gateway and waits until it serves.
   *
   * @param jar the fat jar
   * @param settings {@code key=value} each
   */
  static GatewayJar start(Path jar, String... settings) throws Exception {
    return start(jar, LOG, List.of(), settings);
  }

  /**
   * As above.
   *
   * @param log takes what it logs
   * @param flags what the Java machine is told
   */
  static GatewayJar start(Path jar, File log, List<String> flags, String... settings)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of("run"));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    Process process = fork(jar, log, flags, arguments);
    GatewayJar gateway = new GatewayJar(process);
    Thread reader = new Thread(gateway::readOutput, "gateway-output");
    reader.setDaemon(true);
    reader.start();
    try {
      gateway.url.get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
      return gateway;
    } catch (Exception e) {
      gateway.close();
      throw e;
    }
  }

  /**
   * Runs another command of the fat jar to its end.
   *
   * @return what it printed
   * @throws IllegalStateException where its exit code is not 0
   */
  static String command(Path jar, String... arguments) throws Exception {
    Process process = fork(jar, LOG, List.of(), List.of(arguments));
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          String.join(" ", arguments) + " ended with " + process.exitValue() + "; see " + LOG);
    }
    return output;
  }

  private static Process fork(Path jar, File log, List<String> flags, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log);
    // What is set for a gateway of the machine is not meant for this one.
    builder.environment().keySet().removeIf(name -> name.startsWith("WPD_"));
    return builder.start();
  }

  /** Returns the page's address. */
  String url() {
    return url.join();
  }

  /** Returns the port that it serves on. */
  int port() {
    return URI.create(url()).getPort();
  }

  private void readOutput() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("ready ")) {
          url.complete(line.split(" ", 3)[1]);
        }
      }
      url.completeExceptionally(
          new IllegalStateException("the gateway ended and never served; see " + LOG));
    } catch (IOException e) {
      url.completeExceptionally(new UncheckedIOException(e));
    }
  }

  /** Ends the process, as a service manager would, and waits until it is gone. */
  void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
