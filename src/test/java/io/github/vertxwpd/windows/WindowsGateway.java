package io.github.vertxwpd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The fat jar, run by a Java runtime for Windows under Wine, and its API as seen from outside. */
final class WindowsGateway {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern READY =
      Pattern.compile("ready (http://127\\.0\\.0\\.1:\\d+) gateway=wine provider=wpd .*");

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final WineProcess process;
  private final URI address;

  private WindowsGateway(WineProcess process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts a gateway and waits until it serves.
   *
   * @param environment variables for the stand-in server
   * @param settings further ones, each {@code key=value}
   */
  static WindowsGateway start(
      WindowsTools tools, WineSession session, Map<String, String> environment, String... settings)
      throws IOException, InterruptedException {
    String data = WineSession.windowsPath(session.directory().resolve("data"));
    List<String> command = new ArrayList<>();
    command.addAll(List.of(tools.java().toString(), "-jar"));
    command.addAll(List.of(WineSession.windowsPath(tools.fatJar()), "run"));
    Stream.concat(
            Stream.of(
                "http.port=0", "gateway.id=wine", "wpd.pollIntervalMs=1000", "data.dir=" + data),
            Stream.of(settings))
        .forEach(setting -> command.addAll(List.of("--set", setting)));
    WineProcess process = session.start(environment, command);
    Matcher ready = READY.matcher(process.awaitReady());
    assertThat(ready.matches()).as("the line \"ready …\" is as the contract has it").isTrue();
    return new WindowsGateway(process, URI.create(ready.group(1)));
  }

  /** Sends a GET to a path below {@code /api/v1}. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  /** Sends a POST to a path below {@code /api/v1}. */
  HttpResponse<String> post(String path, JsonObject body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode())));
  }

  /** Opens the WebSocket and subscribes to everything. */
  EventSocket subscribe() throws InterruptedException {
    return EventSocket.open(http, URI.create("ws" + uri("/ws").toString().substring(4)));
  }

  /** Stops it as Ctrl-C does, and waits for its end. */
  void interrupt() throws IOException, InterruptedException {
    process.interrupt();
  }

  /** Ends it at once where it still runs. */
  void kill() throws IOException, InterruptedException {
    process.kill();
  }

  private URI uri(String path) {
    return address.resolve("/api/v1" + path);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(LIMIT);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
