package io.github.vertxwpd.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.model.Gateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayRecordsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:14:00.120Z");
  private static final Gateway GATEWAY =
      new Gateway("gw-3", "0198", "e1", "up", "simulated", "1.2.0", NOW, NOW, 0, List.of());

  private static JsonObject started(JsonObject configuration) {
    return GatewayRecords.started(GATEWAY, new WpdOptions(configuration), "e1:7").details();
  }

  @Test
  void aStartSaysWhatRunsAndUpToWhereOutcomesAreRecorded() {
    JsonObject details = started(new JsonObject());

    assertThat(details.getString("gateway")).isEqualTo("gw-3");
    assertThat(details.getString("incarnation")).isEqualTo("0198");
    assertThat(details.getString("version")).isEqualTo("1.2.0");
    assertThat(details.getString("provider")).isEqualTo("simulated");
    assertThat(details.getString(AuditEntry.EVENT)).isEqualTo("e1:7");
  }

  @Test
  void onlyKeysWithoutTheirDefaultAreRecorded() {
    JsonObject configuration =
        new JsonObject()
            .put("simulated", new JsonObject().put("script", new JsonObject().put("1", "never")))
            .put(
                "http",
                new JsonObject()
                    .put("host", "127.0.0.1")
                    .put("port", 9_000)
                    .put("origins", new JsonArray().add("https://a.example")));

    assertThat(started(configuration).getJsonObject("configuration"))
        .isEqualTo(
            new JsonObject()
                .put("simulated.script", new JsonObject().put("1", "never"))
                .put("http.port", 9_000)
                .put("http.origins", new JsonArray().add("https://a.example")));
    assertThat(started(new JsonObject()).getJsonObject("configuration")).isEmpty();
  }

  @Test
  void whatSoundsSecretIsNotRecorded() {
    JsonObject configuration =
        new JsonObject()
            .put("security", new JsonObject().put("tokens", "conf/tokens.json"))
            .put(
                "http",
                new JsonObject()
                    .put("tls", new JsonObject().put("key", "k.pem").put("certificate", "c.pem")));
    JsonObject recorded = started(configuration).getJsonObject("configuration");

    assertThat(recorded.getString("security.tokens")).isEqualTo("(set)");
    assertThat(recorded.getString("http.tls.key")).isEqualTo("(set)");
    assertThat(recorded.getString("http.tls.certificate")).isEqualTo("c.pem");
  }

  @Test
  void aPasswordInAnAddressIsNotRecorded() {
    JsonObject jwt = new JsonObject().put("jwks", "https://user:hunter2@idp.example/jwks");
    JsonObject recorded =
        started(new JsonObject().put("security", new JsonObject().put("jwt", jwt)))
            .getJsonObject("configuration");

    assertThat(recorded.getString("security.jwt.jwks")).isEqualTo("https://idp.example/jwks");
  }

  @Test
  void aStartSaysHowTheGatewayIsSecured() {
    assertThat(started(new JsonObject()).getJsonObject("security"))
        .isEqualTo(
            new JsonObject()
                .put("http", true)
                .put("host", "127.0.0.1")
                .put("tls", false)
                .put("authentication", new JsonArray()));
    JsonObject secured =
        new JsonObject()
            .put(
                "http",
                new JsonObject()
                    .put("host", "192.0.2.7")
                    .put("tls", new JsonObject().put("certificate", "c.pem")))
            .put(
                "security",
                new JsonObject()
                    .put("tokens", "tokens.json")
                    .put("jwt", new JsonObject().put("issuer", "https://idp.example")));

    assertThat(started(secured).getJsonObject("security"))
        .isEqualTo(
            new JsonObject()
                .put("http", true)
                .put("host", "192.0.2.7")
                .put("tls", true)
                .put("authentication", new JsonArray().add("tokens").add("jwt")));
  }
}
