package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewaysCommandTest {
  private FakeGateway gateway;

  @BeforeEach
  void start() throws TimeoutException {
    gateway = new FakeGateway();
  }

  @AfterEach
  void stop() throws TimeoutException {
    gateway.close();
  }

  private CommandRun gateways(String... more) {
    Stream<String> command = Stream.of("gateways", "--url", gateway.url());
    return CommandRun.of(Stream.concat(command, Stream.of(more)).toArray(String[]::new));
  }

  private JsonObject answer(String provider, String... degraded) {
    JsonObject listing =
        new JsonObject()
            .put(
                "gateways",
                JsonArray.of(
                    new JsonObject()
                        .put("gateway", "gw-017")
                        .put("state", "up")
                        .put("provider", provider)
                        .put("version", "1.0.0")
                        .put("devices", 8)
                        .put("startedAt", "2026-11-22T09:00:00.000Z")
                        .put("degraded", JsonArray.of((Object[]) degraded))))
            .put("cursor", "c");
    gateway.answer("GET /api/v1/gateways", 200, listing);
    return listing;
  }

  @Test
  void theTableSaysHowTheyAre() {
    answer("wpd", "apartment-hung", "journal-unavailable");

    CommandRun run = gateways();

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines())
        .containsExactly(
            "GATEWAY  STATE  PROVIDER  VERSION  DEVICES  STARTED                   DEGRADED",
            "gw-017   up     wpd       1.0.0    8        2026-11-22T09:00:00.000Z"
                + "  apartment-hung, journal-unavailable");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void thatTheDevicesAreSimulatedIsSaidBesideTheTable() {
    answer("simulated");

    CommandRun run = gateways();

    assertThat(run.lines().get(1)).endsWith("-");
    assertThat(run.err().strip()).isEqualTo("note: the devices of gateway gw-017 are simulated");
  }

  @Test
  void jsonIsTheGatewaysAnswer() {
    JsonObject listing = answer("simulated");

    CommandRun run = gateways("--json");

    assertThat(run.json()).isEqualTo(listing);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aRefusalIsExitCode1() {
    CommandRun run = gateways();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("not-found");
  }
}
