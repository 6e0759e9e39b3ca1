package io.github.vertxwpd.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A nats-server on free loopback ports, which ends with this process, and this process with the one
 * that started it.
 *
 * @param web the port for WebSockets
 * @param client the port for NATS' protocol on plain TCP
 * @param pid its process
 */
record FanoutNatsServer(int web, int client, long pid) {
  /** It closes no socket that is as little behind as a load client can be, or answers no ping. */
  private static final String CONFIGURATION =
      """
      host: 127.0.0.1
      port: -1
      ports_file_dir: "%1$s"
      log_file: "%1$s/nats-server.log"
      write_deadline: "60s"
      ping_interval: "10m"
      max_pending: 256MB
      websocket { host: 127.0.0.1, port: -1, no_tls: true }
      """;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOOK_MS = 20;

  /**
   * Starts it.
   *
   * @param program its path
   * @return it, once it listens
   */
  static FanoutNatsServer start(String program) throws IOException, InterruptedException {
    Path directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target")), "fanout-nats")
            .toAbsolutePath();
    Path configuration = directory.resolve("nats-server.conf");
    Files.writeString(configuration, CONFIGURATION.formatted(directory));
    Process process =
        new ProcessBuilder(program, "-c", configuration.toString()).inheritIO().start();
    endTogether(process);
    JsonObject ports = ports(process, directory);
    return new FanoutNatsServer(port(ports, "websocket"), port(ports, "nats"), process.pid());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what runs then ends this process
  private static void endTogether(Process process) {
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
  }

  private static JsonObject ports(Process process, Path directory)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (process.isAlive() && System.nanoTime() - start < PATIENCE_NANOS) {
      Optional<String> written = portsFile(directory);
      if (written.isPresent() && written.get().endsWith("}")) {
        return new JsonObject(written.get());
      }
      Thread.sleep(LOOK_MS);
    }
    throw new IOException("nats-server did not start; its log is in " + directory);
  }

  private static Optional<String> portsFile(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.ports")) {
      for (Path file : files) {
        return Optional.of(Files.readString(file));
      }
    }
    return Optional.empty();
  }

  private static int port(JsonObject ports, String protocol) {
    return URI.create(ports.getJsonArray(protocol).getString(0)).getPort();
  }
}
