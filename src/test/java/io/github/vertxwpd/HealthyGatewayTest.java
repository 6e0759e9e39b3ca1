package io.github.vertxwpd;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a whole gateway tells its probes. */
@ExtendWith(VertxExtension.class)
@Timeout(60)
class HealthyGatewayTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private Vertx vertx;
  private WpdClient client;
  private WpdGateway gateway;
  @TempDir private Path data;

  @BeforeEach
  void useTheInjectedVertx(Vertx injected) {
    vertx = injected;
    client = WpdClient.create(vertx);
  }

  @Test
  void aGatewayThatServesIsAliveAndReady() throws Exception {
    deploy(new JsonObject());

    assertThat(ask("live").statusCode()).isEqualTo(200);
    assertThat(ask("ready").statusCode()).isEqualTo(200);
    assertThat(new JsonObject(ask("ready").body()).getJsonArray("degraded")).isEmpty();
  }

  @Test
  void anAuditLogThatCannotBeWrittenMakesItNotReadyUntilItCan() throws Exception {
    deploy(new JsonObject());
    Path audit = data.resolve("audit");
    Path away = data.resolve("away");
    Files.move(audit, away);
    client.disconnect(device()).otherwiseEmpty().await(20, SECONDS);

    HttpResponse<String> answer = until("ready", one -> one.statusCode() == 503);
    assertThat(answer.body()).contains("audit-unavailable").doesNotContain(data.toString());
    assertThat(ask("live").statusCode()).isEqualTo(200);

    Files.move(away, audit);
    until("ready", one -> one.statusCode() == 200);
  }

  @Test
  void aHungApartmentIsNamedAndTheOtherDevicesStayReady() throws Exception {
    deploy(
        new JsonObject()
            .put("wpd", new JsonObject().put("callTimeoutMs", 500))
            .put("simulated", script("hang:6000")));
    client.disconnect(device()).otherwiseEmpty().await(20, SECONDS);

    HttpResponse<String> answer = until("ready", one -> one.body().contains("apartment-hung"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getJsonArray("degraded"))
        .isEqualTo(JsonArray.of("apartment-hung"));
  }

  @Test
  void whileItWaitsForRunningOperationsToEndItIsNotReady() throws Exception {
    deploy(
        new JsonObject()
            .put("shutdown", new JsonObject().put("drainMs", 4_000))
            .put("simulated", script("never")));
    client.disconnect(device()).await(20, SECONDS);

    Future<Void> closed = gateway.close();

    HttpResponse<String> answer = until("ready", one -> one.statusCode() == 503);
    assertThat(answer.body()).contains("gateway-stopping");
    closed.await(20, SECONDS);
  }

  private static JsonObject script(String fault) {
    return new JsonObject().put("script", new JsonObject().put("1", fault));
  }

  private String device() throws Exception {
    return client.devices().await(20, SECONDS).get(0).id().value();
  }

  private HttpResponse<String> ask(String probe) throws Exception {
    URI uri =
        URI.create("http://127.0.0.1:" + gateway.httpPort().orElseThrow() + "/health/" + probe);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> until(String probe, Predicate<HttpResponse<String>> wanted)
      throws Exception {
    HttpResponse<String> answer = ask(probe);
    while (!wanted.test(answer)) {
      answer = ask(probe);
    }
    return answer;
  }

  private void deploy(JsonObject configuration) throws Exception {
    JsonObject defaults =
        new JsonObject()
            .put("provider", "simulated")
            .put("gateway", new JsonObject().put("id", "gw-test"))
            .put("http", new JsonObject().put("port", 0))
            .put("data", new JsonObject().put("dir", data.toString()))
            .put("simulated", new JsonObject().put("devices", 3).put("latencyMs", 20));
    gateway =
        WpdGateway.deploy(vertx, new WpdOptions(defaults.mergeIn(configuration, true)))
            .await(20, SECONDS);
  }
}
