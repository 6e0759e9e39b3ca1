package io.github.vertxwpd.web;

import io.github.vertxwpd.Lane;
import io.github.vertxwpd.metrics.Monitoring;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Prometheus of the system, on a free port of loopback, that scrapes one gateway each second. */
final class PrometheusServer {
  private static final long LIMIT_SECONDS = 60;
  private static final int HTTP_UNAVAILABLE = 503;
  private static final String CONFIGURATION =
      """
      global:
        scrape_interval: 1s
        scrape_timeout: 1s
        evaluation_interval: 1s
      rule_files: ["%s"]
      scrape_configs:
        - job_name: vertx-wpd
          scheme: https
          tls_config: { ca_file: "%s" }
          static_configs:
            - targets: ["127.0.0.1:%d"]
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final int port;

  private PrometheusServer(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Skips the test where Prometheus is not installed. */
  static void requireTools() {
    for (String tool : List.of("prometheus", "promtool")) {
      Lane.PROMETHEUS.requireOrSkip(
          Lane.onPath(tool).isPresent(), tool + " is not installed: apt-get install prometheus");
    }
  }

  /**
   * Starts it, and waits until it has scraped the gateway and evaluated every rule.
   *
   * @param directory takes its files
   * @param gateway the gateway's port
   * @param trusted the certificate that the gateway must have
   */
  static PrometheusServer start(Path directory, int gateway, Path trusted) throws Exception {
    Path file = directory.resolve("prometheus.yml");
    Files.writeString(
        file,
        CONFIGURATION.formatted(Monitoring.DIRECTORY.resolve("alerts.yaml"), trusted, gateway));
    int port = freePort();
    Path log = Path.of("target", "prometheus-" + Lane.FORK + ".log");
    Process process =
        new ProcessBuilder(
                Lane.onPath("prometheus").orElseThrow().toString(),
                "--config.file=" + file,
                "--storage.tsdb.path=" + directory.resolve("prometheus"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    PrometheusServer server = new PrometheusServer(process, log, port);
    try {
      server.awaitFirstRound();
      return server;
    } catch (Exception e) {
      server.close();
      throw e;
    }
  }

  /** Prometheus cannot be told to take a free one and to say which. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitFirstRound() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new IllegalStateException("Prometheus has not scraped the gateway; see " + log);
      }
      process.waitFor(100, TimeUnit.MILLISECONDS);
    }
  }

  private boolean isReady() throws Exception {
    try {
      return !query("up == 1").isEmpty()
          && rules().stream().noneMatch(rule -> rule.getString("health").equals("unknown"));
    } catch (IOException e) {
      // It does not listen yet.
      return false;
    }
  }

  /**
   * Asks a query.
   *
   * @return the samples that answer it
   * @throws IOException where Prometheus cannot be reached
   * @throws AssertionError where it does not understand the query
   */
  JsonArray query(String query) throws IOException, InterruptedException {
    return get("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
        .getJsonArray("result");
  }

  /** Returns the rules with what they were evaluated to. */
  List<JsonObject> rules() throws IOException, InterruptedException {
    return get("rules").getJsonArray("groups").stream()
        .flatMap(group -> ((JsonObject) group).getJsonArray("rules").stream())
        .map(JsonObject.class::cast)
        .toList();
  }

  private JsonObject get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path)).build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() == HTTP_UNAVAILABLE) {
      throw new IOException("Prometheus is starting");
    }
    JsonObject json = new JsonObject(answer.body());
    if (!json.getString("status").equals("success")) {
      throw new AssertionError(path + ": " + json.getString("error"));
    }
    return json.getJsonObject("data");
  }

  /** Runs promtool in {@code deploy/monitoring}; fails with what it prints where it finds fault. */
  static void promtool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Lane.onPath("promtool").orElseThrow().toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(Monitoring.DIRECTORY.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + ":\n" + output);
    }
  }

  /** Ends it, and waits until it is gone. */
  void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
