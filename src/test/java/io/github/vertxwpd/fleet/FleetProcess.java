package io.github.vertxwpd.fleet;

import io.github.vertxwpd.ClusterOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node of a fleet as a process of its own, from the fat jar, again and again over the same data.
 */
final class FleetProcess implements AutoCloseable {
  private static final long LIMIT_SECONDS = 120;
  private static final Pattern READY = Pattern.compile("ready (http://\\S+) .*");

  private final String id;
  private final Path directory;
  private final List<String> settings;
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;
  private CompletableFuture<URI> ready = new CompletableFuture<>();
  private volatile URI address = URI.create("http://127.0.0.1:1");

  /**
   * Names a node that is not started yet.
   *
   * @param cluster how it finds the others
   * @param more settings, each as {@code key=value}
   */
  FleetProcess(String id, Path directory, ClusterOptions cluster, String... more) {
    this.id = id;
    this.directory = directory;
    this.settings = new ArrayList<>();
    settings.add("gateway.id=" + id);
    settings.add("data.dir=" + directory.resolve(id));
    settings.add("http.port=0");
    settings.add("cluster.enabled=true");
    settings.add("cluster.port=" + cluster.getPort());
    settings.add("cluster.eventBusPort=0");
    settings.add("cluster.members=" + new JsonArray(cluster.getMembers()).encode());
    settings.add("cluster.credentials=" + cluster.getCredentials());
    settings.addAll(List.of(more));
  }

  String id() {
    return id;
  }

  /** Returns where it serves, or served last. */
  URI address() {
    return address;
  }

  /** Starts the process and does not wait for it. */
  void launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", System.getProperty("fat.jar"), "run"));
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    process =
        new ProcessBuilder(command)
            .redirectError(
                ProcessBuilder.Redirect.appendTo(directory.resolve(id + ".log").toFile()))
            .start();
    CompletableFuture<URI> line = new CompletableFuture<>();
    ready = line;
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    Thread reader = new Thread(() -> watch(output, line), id + "-output");
    reader.setDaemon(true);
    reader.start();
  }

  private static void watch(BufferedReader output, CompletableFuture<URI> line) {
    try (output) {
      for (String text = output.readLine(); text != null; text = output.readLine()) {
        Matcher matcher = READY.matcher(text);
        if (matcher.matches()) {
          line.complete(URI.create(matcher.group(1)));
        }
      }
    } catch (IOException e) {
      line.completeExceptionally(e);
    }
    line.completeExceptionally(new IOException("it ended before it was ready"));
  }

  /** Waits until the process serves. */
  void awaitReady() throws InterruptedException {
    try {
      address = ready.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(id + " does not start; its log is in " + directory, e);
    }
  }

  /** Ends the process by {@code SIGKILL}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks the process to stop by {@code SIGTERM}, and waits until it has. */
  void stop() throws InterruptedException {
    process.destroy();
    awaitEnd();
  }

  /** Halts the process where it is, or lets it go on. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("kill -" + name + " failed");
    }
  }

  private void awaitEnd() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(id + " does not end; its log is in " + directory);
    }
  }

  /** Reads a resource below {@code /api/v1}. */
  JsonObject get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/v1" + path))
            .timeout(Duration.ofSeconds(LIMIT_SECONDS))
            .build();
    return new JsonObject(http.send(request, BodyHandlers.ofString()).body());
  }

  /** Sends a command; the answer is an operation or a problem. */
  CompletableFuture<JsonObject> command(String device, String verb, JsonObject body) {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/v1/devices/" + device + "/" + verb))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(LIMIT_SECONDS))
            .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString())
        .thenApply(response -> new JsonObject(response.body()));
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }
}
