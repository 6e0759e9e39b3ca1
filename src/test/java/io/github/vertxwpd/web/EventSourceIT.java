package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.github.vertxwpd.Lane;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Server-sent events of the real gateway, with a browser's {@code EventSource} and with curl. */
class EventSourceIT {
  private static final String DEVICE = "bt-a0b1c2d3e4f5";
  private static final String LIMIT_SECONDS = "60";

  private static final String LISTEN =
      """
      () => new Promise((resolve) => {
        window.heard = [];
        window.resets = 0;
        window.source = new EventSource('/api/v1/events');
        window.source.onmessage = ({ data, lastEventId }) =>
          window.heard.push({ ...JSON.parse(data), lastEventId });
        window.source.addEventListener('reset', () => window.resets++);
        window.source.addEventListener('subscribed', resolve, { once: true });
      })
      """;

  private static final String HEARD_TYPE =
      "(type) => window.heard.some((event) => event.type === type)";

  @TempDir private Path data;

  private Path jar;
  private int port;
  private GatewayJar gateway;

  @BeforeEach
  void start() throws Exception {
    jar = GatewayJar.path(Lane.BROWSER);
    Lane.BROWSER.requireOrSkip(
        Lane.onPath("curl").isPresent(), "curl is missing: apt-get install curl");
    port = freePort();
    startGateway();
  }

  private void startGateway() throws Exception {
    gateway = GatewayJar.start(jar, "http.port=" + port, "data.dir=" + data);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void aBrowserThatLostItsGatewayComesBackByItselfAndHasMissedNothing() throws Exception {
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.browser().newPage();
      page.navigate(gateway.url());
      page.evaluate(LISTEN);
      disconnect();
      page.waitForFunction(HEARD_TYPE, "wpd.operation.completed.v1");

      gateway.close();
      startGateway();
      page.waitForFunction(HEARD_TYPE, "wpd.gateway.started.v1");

      assertThat(page.evaluate("() => window.resets")).isEqualTo(0);
      List<?> sequences =
          (List<?>) page.evaluate("() => window.heard.map(({ sequence }) => Number(sequence))");
      int first = (int) sequences.get(0);
      for (int i = 0; i < sequences.size(); i++) {
        assertThat(sequences.get(i)).isEqualTo(first + i);
      }
      assertThat(page.evaluate("() => window.heard.every(({ lastEventId }) => lastEventId)"))
          .isEqualTo(true);
    }
  }

  @Test
  void curlIsSentTheEventsAndResumesFromTheLastId() throws Exception {
    String id;
    try (Curl curl = new Curl(gateway.url())) {
      id = curl.until("event: subscribed").id();
      disconnect();
      JsonObject completed = curl.until("wpd.operation.completed.v1").data();
      assertThat(completed.getString("subject")).isEqualTo("devices/" + DEVICE);
    }

    try (Curl again = new Curl(gateway.url(), "--header", "Last-Event-ID: " + id)) {
      assertThat(again.until("event: subscribed").data().getBoolean("recovered")).isTrue();
      assertThat(again.until("wpd.operation.completed.v1").data().getString("source"))
          .startsWith("/gateways/");
    }
  }

  private void disconnect() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(gateway.url() + "/api/v1/devices/" + DEVICE + "/disconnect"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
        .isEqualTo(202);
  }

  /** A running curl. */
  private static final class Curl implements AutoCloseable {
    private record Block(String id, JsonObject data) {}

    private final Process process;
    private final BufferedReader lines;

    Curl(String url, String... options) throws IOException {
      List<String> command =
          new ArrayList<>(
              List.of("curl", "--silent", "--no-buffer", "--noproxy", "*", "--max-time"));
      command.add(LIMIT_SECONDS);
      command.addAll(List.of("--header", "Accept: text/event-stream"));
      command.addAll(List.of(options));
      command.add(url + "/api/v1/events");
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Reads on until a block has the text in it. */
    Block until(String text) throws IOException {
      StringBuilder block = new StringBuilder();
      String id = "";
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        block.append(line).append('\n');
        id = line.startsWith("id: ") ? line.substring("id: ".length()) : id;
        data = line.startsWith("data: ") ? line.substring("data: ".length()) : data;
        if (line.isEmpty()) {
          if (block.indexOf(text) >= 0) {
            return new Block(id, new JsonObject(data));
          }
          block.setLength(0);
        }
      }
      throw new AssertionError("curl ended and was never sent: " + text);
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }
}
