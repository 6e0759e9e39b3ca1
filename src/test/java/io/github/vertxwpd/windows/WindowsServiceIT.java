package io.github.vertxwpd.windows;

import static io.github.vertxwpd.windows.EventSocket.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The zip for Windows as an installed service: its life from one start to the next, against the
 * stand-in server.
 */
@TestMethodOrder(OrderAnnotation.class)
class WindowsServiceIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String DISCONNECTED = "bt-a0b1c2d3e401";
  private static final String NEVER = "bt-a0b1c2d3e403";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static WineSession session;
  private static InstalledService service;
  private static String ready;
  private static String ended;
  private static String cutOff;

  @BeforeAll
  static void install() throws Exception {
    WindowsTools tools = WindowsTools.requireOrSkip();
    StandInServer server = StandInServer.build();
    session = WineSession.startAndStay("service");
    session.register(server);
    Path log = session.directory().resolve("stand-in.log");
    session.setSystemVariables(
        Map.of("STAND_IN_LOG", WineSession.windowsPath(log), "STAND_IN_SCRIPT", "3=never"));
    service =
        InstalledService.install(
            tools, session, Map.of("id: \"\"", "id: wine", "port: 8080", "port: 0"));
  }

  @AfterAll
  static void endEverything() throws Exception {
    if (session != null) {
      session.end();
    }
  }

  @Test
  @Order(1)
  void itStartsAndDisconnectsADevice() throws Exception {
    ready = service.start();
    assertThat(ready)
        .matches("ready http://127\\.0\\.0\\.1:\\d+ gateway=wine provider=wpd epoch=.*");
    EventSocket events =
        EventSocket.open(
            HTTP, URI.create(address().toString().replaceFirst("^http", "ws") + "/ws"));

    JsonObject accepted = disconnect(DISCONNECTED, "order-1");

    assertThat(accepted.getString("state")).isEqualTo("pending");
    JsonObject completion = events.awaitData(event("operation.completed", DISCONNECTED));
    assertThat(completion.getString("outcome")).isEqualTo("succeeded");
    assertThat(completion.getBoolean("verified")).isTrue();
    ended = accepted.getString("operation");
  }

  @Test
  @Order(2)
  void itStopsInOrderWhenWindowsStopsIt() throws Exception {
    service.stop();

    assertThat(service.logs())
        .contains("Stopping: no more commands")
        .contains("RunCommand - Stopped")
        .contains("Service stop thread completed")
        .doesNotContain("Start method returned before stop method was called");
    assertThat(service.file("temp").toFile().list((in, name) -> name.startsWith("vertx-cache")))
        .isEmpty();
  }

  @Test
  @Order(3)
  void itStartsAgainWithItsJournal() throws Exception {
    String again = service.start();

    assertThat(epoch(again)).isEqualTo(epoch(ready));
    ready = again;
    assertThat(get("/operations/" + ended).getString("outcome")).isEqualTo("succeeded");
    assertThat(disconnect(DISCONNECTED, "order-1").getBoolean("duplicate")).isTrue();
    cutOff = disconnect(NEVER, "order-2").getString("operation");
  }

  @Test
  @Order(4)
  void whatItWasKilledInIsEndedByItsNextStart() throws Exception {
    service.kill();
    String again = service.start();

    assertThat(epoch(again)).isEqualTo(epoch(ready));
    ready = again;
    assertThat(get("/operations/" + ended).getString("outcome")).isEqualTo("succeeded");
    assertThat(get("/operations/" + cutOff).getString("outcome")).isEqualTo("lost");
    service.stop();
  }

  /**
   * Windows is to see a failure, and to start it again, not a service that runs and does nothing.
   */
  @Test
  @Order(5)
  void whereItCannotStartItsProcessEnds() throws Exception {
    Files.writeString(service.file("conf/gateway.yaml"), "http:\n  prot: 8080\n");

    service.startInVain();

    assertThat(service.logs()).contains("unknown key \"http.prot\"; did you mean \"http.port\"?");
  }

  private static String epoch(String line) {
    return line.replaceFirst(".* epoch=", "");
  }

  private static URI address() {
    return URI.create(ready.split(" ", -1)[1] + "/api/v1");
  }

  private static JsonObject get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(address() + path)).GET());
  }

  private static JsonObject disconnect(String device, String requestId) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(address() + "/devices/" + device + "/disconnect"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", requestId)
            .POST(BodyPublishers.ofString("{}")));
  }

  private static JsonObject send(HttpRequest.Builder request) throws Exception {
    return new JsonObject(
        HTTP.send(request.timeout(LIMIT).build(), BodyHandlers.ofString()).body());
  }
}
