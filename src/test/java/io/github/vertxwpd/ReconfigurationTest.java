package io.github.vertxwpd;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.model.Device;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a running gateway takes of other options. */
@ExtendWith(VertxExtension.class)
class ReconfigurationTest {
  private static final String DEVICE = "bt-a0b1c2d3e4f5";
  private static final String ORIGIN = "https://gw.example.com";

  private Vertx vertx;
  private WpdClient client;
  private HttpClient http;
  private WpdGateway gateway;
  @TempDir private Path data;

  @BeforeEach
  void deployAGateway(Vertx injected) throws Exception {
    vertx = injected;
    client = WpdClient.create(vertx);
    http = vertx.createHttpClient();
    gateway = WpdGateway.deploy(vertx, options(new JsonObject())).await(20, SECONDS);
  }

  private WpdOptions options(JsonObject more) {
    JsonObject configuration =
        new JsonObject()
            .put("provider", "simulated")
            .put("gateway", new JsonObject().put("id", "gw-test"))
            .put("http", new JsonObject().put("port", 0))
            .put("data", new JsonObject().put("dir", data.toString()))
            .put("simulated", new JsonObject().put("devices", 3).put("latencyMs", 20));
    return new WpdOptions(configuration.mergeIn(more, true));
  }

  private Reconfiguration reconfigure(JsonObject more) throws Exception {
    return gateway.reconfigure(options(more)).await(20, SECONDS);
  }

  private static JsonObject aliases(String... idsAndAliases) {
    JsonObject aliases = new JsonObject();
    for (int i = 0; i < idsAndAliases.length; i += 2) {
      aliases.put(idsAndAliases[i], idsAndAliases[i + 1]);
    }
    return new JsonObject().put("devices", new JsonObject().put("aliases", aliases));
  }

  private static JsonObject http(String key, Object value) {
    return new JsonObject().put("http", new JsonObject().put(key, value));
  }

  private int statusFor(String origin) throws Exception {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost("127.0.0.1")
            .setPort(gateway.httpPort().orElseThrow())
            .setURI("/api/v1/devices")
            .putHeader("Origin", origin);
    return http.request(request)
        .compose(sent -> sent.send())
        .map(answer -> answer.statusCode())
        .await(20, SECONDS);
  }

  @Test
  void aDeviceGetsAnotherAliasWhichIsToldAndTakenByCommands() throws Exception {
    BlockingQueue<JsonObject> events = new LinkedBlockingQueue<>();
    client.onEvent(events::add).completion().await(20, SECONDS);
    Reconfiguration taken = reconfigure(aliases(DEVICE, "line-7-camera"));

    JsonObject change = events.poll(20, SECONDS);
    assertThat(taken).isEqualTo(new Reconfiguration(List.of("devices.aliases"), List.of()));
    assertThat(change.getString("type")).isEqualTo("wpd.device.changed.v1");
    assertThat(change.getJsonObject("data").getJsonObject("device").getString("alias"))
        .isEqualTo("line-7-camera");
    assertThat(client.disconnect("line-7-camera").await(20, SECONDS).device().value())
        .isEqualTo(DEVICE);
  }

  @Test
  void anAliasThatIsGoneIsForgotten() throws Exception {
    reconfigure(aliases(DEVICE, "line-7-camera"));
    reconfigure(new JsonObject());

    assertThat(client.devices().await(20, SECONDS))
        .extracting(Device::alias)
        .allMatch(a -> a.isEmpty());
  }

  @Test
  void anOriginIsAllowedFromNowOnAndNoLongerWhenItIsTakenAway() throws Exception {
    assertThat(statusFor(ORIGIN)).isEqualTo(403);
    Reconfiguration taken = reconfigure(http("origins", new JsonArray().add(ORIGIN)));
    assertThat(statusFor(ORIGIN)).isEqualTo(200);
    reconfigure(new JsonObject());

    assertThat(taken.inEffect()).containsExactly("http.origins");
    assertThat(statusFor(ORIGIN)).isEqualTo(403);
  }

  @Test
  void whatNeedsARestartIsNamedAndLeftAsItIs() throws Exception {
    JsonObject next =
        aliases(DEVICE, "camera")
            .put("http", new JsonObject().put("port", 1).put("frameBurst", 7))
            .put("wpd", new JsonObject().put("pollIntervalMs", 1_000));
    Reconfiguration taken = reconfigure(next);
    Reconfiguration again = reconfigure(next);

    assertThat(taken.inEffect()).containsExactlyInAnyOrder("devices.aliases", "http.frameBurst");
    assertThat(taken.atNextStart()).containsExactlyInAnyOrder("http.port", "wpd.pollIntervalMs");
    assertThat(again.inEffect()).isEmpty();
    assertThat(again.atNextStart()).isEqualTo(taken.atNextStart());
    assertThat(statusFor("http://127.0.0.1:" + gateway.httpPort().orElseThrow())).isEqualTo(200);
  }

  @Test
  void whatIsNotValidIsRefusedAsAWhole() throws Exception {
    JsonObject badOrigin =
        aliases(DEVICE, "camera")
            .put("http", new JsonObject().put("origins", new JsonArray().add("gw.example.com")));
    JsonObject badAliases =
        aliases(DEVICE, "camera", "bt-84248d721c6e", "camera")
            .put("http", new JsonObject().put("origins", new JsonArray().add(ORIGIN)));

    for (JsonObject bad : List.of(badOrigin, badAliases)) {
      Future<Reconfiguration> refused = gateway.reconfigure(options(bad));
      assertThatThrownBy(() -> refused.await(20, SECONDS))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(client.devices().await(20, SECONDS))
        .extracting(Device::alias)
        .allMatch(a -> a.isEmpty());
    assertThat(statusFor(ORIGIN)).isEqualTo(403);
  }

  @Test
  void whatWasTakenIsRecorded() throws Exception {
    reconfigure(http("maxConnections", 7));
    gateway.close().await(20, SECONDS);

    List<String> lines = new ArrayList<>();
    try (var files = Files.list(data.resolve("audit"))) {
      for (Path file : files.filter(name -> name.toString().endsWith(".ndjson")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    assertThat(lines)
        .map(JsonObject::new)
        .filteredOn(record -> record.getString("action").equals("configuration.changed"))
        .singleElement()
        .extracting(record -> record.getJsonObject("configuration"))
        .isEqualTo(new JsonObject().put("http.maxConnections", 7));
  }
}
