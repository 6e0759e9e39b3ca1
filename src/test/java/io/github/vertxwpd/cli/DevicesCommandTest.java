package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevicesCommandTest {
  private static final String GET = "GET /api/v1/devices";

  private FakeGateway gateway;

  @BeforeEach
  void start() throws TimeoutException {
    gateway = new FakeGateway();
  }

  @AfterEach
  void stop() throws TimeoutException {
    gateway.close();
  }

  private CommandRun devices(String... more) {
    String[] args = new String[more.length + 1];
    args[0] = "devices";
    System.arraycopy(more, 0, args, 1, more.length);
    return CommandRun.with(Map.of("WPD_URL", gateway.url()), args);
  }

  @Test
  void theTableIsAlignedAndHasNoBlanksAtTheEnd() {
    gateway.answer(
        GET,
        200,
        FakeGateway.listing(
            FakeGateway.device("Canon EOS", "connected"),
            FakeGateway.device("X", "disconnecting").put("operation", FakeGateway.OPERATION)));

    CommandRun run = devices();

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines())
        .containsExactly(
            "DEVICE           NAME       LINK           GATEWAY  OPERATION",
            "bt-a0b1c2d3e4f5  Canon EOS  connected      gw-017   -",
            "bt-a0b1c2d3e4f5  X          disconnecting  gw-017   " + FakeGateway.OPERATION);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aStaleLinkIsNeverCalledDisconnected() {
    gateway.answer(
        GET,
        200,
        FakeGateway.listing(FakeGateway.device("X", "connected").put("freshness", "stale")));

    assertThat(devices().out()).contains("stale (was connected at 2026-11-22T09:14:00.120Z)");
  }

  @Test
  void aDeviceThatIsKeptDisconnectedIsMarked() {
    gateway.answer(
        GET, 200, FakeGateway.listing(FakeGateway.device("X", "disconnected").put("hold", true)));

    assertThat(devices().lines().get(1)).contains("disconnected (held)");
  }

  @Test
  void aNameCannotSteerTheTerminal() {
    gateway.answer(
        GET, 200, FakeGateway.listing(FakeGateway.device("a\u001b[2J\nb\u202ec", "connected")));

    CommandRun run = devices();

    assertThat(run.out()).contains("a?[2J?b?c");
    assertThat(run.lines()).hasSize(2);
  }

  @Test
  void jsonIsTheGatewaysAnswerInOneAsciiLine() {
    JsonObject listing = FakeGateway.listing(FakeGateway.device("Caméra \u001b📷", "connected"));
    gateway.answer(GET, 200, listing);

    CommandRun run = devices("--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.json()).isEqualTo(listing);
    assertThat(run.lines()).hasSize(1);
    assertThat(run.out().chars()).allMatch(c -> c < 0x7F);
  }

  @Test
  void thatNoDeviceIsPairedIsSaid() {
    gateway.answer(GET, 200, FakeGateway.listing());

    assertThat(devices().err()).contains("no device is paired");
  }

  @Test
  void thatTheDevicesAreSimulatedIsSaidBesideTheTable() {
    JsonObject simulated = new JsonObject().put("gateway", "gw-017").put("provider", "simulated");
    gateway.answer(
        "GET /api/v1/gateways", 200, new JsonObject().put("gateways", JsonArray.of(simulated)));
    gateway.answer(GET, 200, FakeGateway.listing(FakeGateway.device("X", "connected")));

    CommandRun run = devices();

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).hasSize(2);
    assertThat(run.err().strip()).isEqualTo("note: the devices of gateway gw-017 are simulated");
  }

  @Test
  void theFiltersStandInTheQuery() throws Exception {
    devices(
        "--device", "a&b", "--gateway", "gw-017", "--link", "connected", "--search", "Canon EOS");
    devices("-q", "é");

    assertThat(gateway.request().path())
        .isEqualTo("/api/v1/devices?device=a%26b&gateway=gw-017&link=connected&q=Canon%20EOS");
    assertThat(gateway.request().path()).isEqualTo("/api/v1/devices?q=%C3%A9");
  }

  @ParameterizedTest
  @CsvSource({
    "--link, up, unknown link \"up\"",
    "--limit, 1001, from 1 to 1000",
    "--link, conected, did you mean \"connected\"?",
    "--gateway, GW 17, 'no gateway''s id: up to 63 of a-z'"
  })
  void aFilterThatIsNoneIsRefusedWithWhatWouldBeRight(String option, String value, String said) {
    CommandRun run = devices(option, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(option, said, "devices --help");
  }

  @Test
  void thatThereAreMoreIsSaidWithThePageThatHasThem() throws Exception {
    JsonObject listing = FakeGateway.listing(FakeGateway.device("X", "connected"));
    gateway.answer(GET + "?limit=1", 200, listing.copy().put("next", "bmV4dA"));
    gateway.answer(GET + "?limit=1&page=bmV4dA", 200, listing);

    CommandRun first = devices("--limit", "1");
    CommandRun last = devices("--limit", "1", "--page", "bmV4dA");

    assertThat(first.err().strip()).isEqualTo("note: there are more; go on with --page bmV4dA");
    assertThat(last.lines()).hasSize(2);
    assertThat(last.err()).isEmpty();
  }

  @Test
  void thatNoDeviceFitsIsSaid() {
    gateway.answer(GET + "?link=unknown", 200, FakeGateway.listing());

    assertThat(devices("--link", "unknown").err()).contains("no such device is paired");
  }

  @Test
  void theTokenIsSentAsABearerAndTheOptionGoesFirst() throws Exception {
    gateway.answer(GET, 200, FakeGateway.listing());
    Map<String, String> environment = Map.of("WPD_TOKEN", "env", "WPD_URL", "http://127.0.0.1:1");

    CommandRun.with(environment, "devices", "--json", "--url", gateway.url() + "/");
    CommandRun.with(environment, "devices", "--json", "--url", gateway.url(), "--token", "opt");

    assertThat(gateway.request().header("Authorization")).isEqualTo("Bearer env");
    assertThat(gateway.request().header("Authorization")).isEqualTo("Bearer opt");
  }

  @Test
  void aRefusalIsOneLineOnStandardErrorAndExitCode1() {
    gateway.answer(GET, 429, FakeGateway.problem(429, "rate-limited", "wait a while"));

    CommandRun run = devices();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().strip()).isEqualTo("error: rate-limited: wait a while");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aRefusalIsTheGatewaysProblemInJson() {
    JsonObject problem = FakeGateway.problem(429, "rate-limited", "wait").put("retryable", true);
    gateway.answer(GET, 429, problem);

    CommandRun run = devices("--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.json()).isEqualTo(problem);
  }

  @Test
  void aMissingTokenIsAskedFor() {
    gateway.answer(GET, 401, FakeGateway.problem(401, "unauthenticated", "who are you?"));

    assertThat(devices().err()).contains("give a token with --token or WPD_TOKEN");
  }

  @Test
  void aServerThatIsNoGatewayIsSaidToBeNone() {
    gateway.answer(GET, request -> request.response().setStatusCode(200).end("<html>"));

    CommandRun run = devices();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("does not answer like a vertx-wpd gateway").contains("--url");
  }

  @Test
  void whereNobodyListensItSaysWhatToDo() throws IOException {
    String url = "http://127.0.0.1:" + unusedPort();

    CommandRun run = CommandRun.of("devices", "--url", url, "--json");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err().strip())
        .isEqualTo(
            "error: no gateway answers at "
                + url
                + "; start one with `run`, or name another with --url");
    assertThat(run.json().getString("code")).isEqualTo("gateway-unreachable");
  }

  @Test
  void aConnectionThatBreaksWhileReadingIsAnUnreachableGateway() {
    gateway.answer(GET, request -> request.connection().close());

    CommandRun run = devices();

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("closed the connection without an answer");
  }

  static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
