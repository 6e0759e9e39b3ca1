package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.operation.GatewayCondition;
import io.github.vertxwpd.web.WebFixture.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The probes over HTTP; each answer is held against the document. */
class HealthRoutesTest {
  private WebFixture web;

  @BeforeEach
  void start() throws TimeoutException {
    web = new WebFixture(WebSetup.of().authenticator(new ScriptedAuthenticator()));
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  private void beIn(Duration silence, boolean journalInTrouble, String... degraded) {
    web.service.beIn(
        new GatewayCondition(
            silence, Duration.ZERO, false, journalInTrouble, false, List.of(degraded)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready"})
  void whoAsksNeedNotSayWhoTheyAreAndNobodyKeepsTheAnswer(String path) throws TimeoutException {
    Answer answer = web.get(path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.json().getString("status")).isEqualTo("UP");
    assertThat(web.send(HttpMethod.HEAD, path, Buffer.buffer()).status()).isEqualTo(200);
    assertThat(web.post(path, "").status()).isEqualTo(405);
  }

  @Test
  void whatIsWrongIsInTheBodyAndInTheStatus() throws TimeoutException {
    beIn(Duration.ofSeconds(10), true, "journal-unavailable", "apartment-hung");
    Answer ready = web.get("/health/ready");

    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.header("cache-control")).isEqualTo("no-store");
    assertThat(ready.json().getString("status")).isEqualTo("DOWN");
    assertThat(ready.json().getJsonArray("degraded"))
        .containsExactly("journal-unavailable", "apartment-hung");
    assertThat(web.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void aHeadOfAGatewayThatIsNotReadySaysSoToo() throws TimeoutException {
    beIn(Duration.ofMinutes(1), false);

    assertThat(web.send(HttpMethod.HEAD, "/health/ready", Buffer.buffer()).status()).isEqualTo(503);
    assertThat(web.send(HttpMethod.HEAD, "/health/live", Buffer.buffer()).status()).isEqualTo(503);
  }

  /** A probe of Kubernetes, and of most load balancers, knows an address and no name. */
  @Test
  void theAddressThatTheConnectionCameToWillDoAsHostAndNoOtherName() throws TimeoutException {
    String address = "127.0.0.1:" + web.port();

    assertThat(web.get("/health/ready", "Host", address).status()).isEqualTo(200);
    assertThat(web.get("/health/ready", "Host", "probe.example").code())
        .isEqualTo("origin-not-allowed");
  }

  @Test
  void theWordsOfTheDocumentAreThoseOfTheProgram() throws TimeoutException {
    JsonObject check =
        web.get("/schemas/health.json")
            .json()
            .getJsonObject("properties")
            .getJsonObject("checks")
            .getJsonObject("items")
            .getJsonObject("properties");

    assertThat(check.getJsonObject("reason").getJsonArray("enum").stream().map(String.class::cast))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(HealthFault.values()).map(HealthFault::wireName).toList());
    assertThat(check.getJsonObject("name").getJsonArray("enum").stream().map(String.class::cast))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(HealthCheck.LIVE.stream(), HealthCheck.READY.stream())
                .map(HealthCheck::name)
                .distinct()
                .toList());
  }
}
