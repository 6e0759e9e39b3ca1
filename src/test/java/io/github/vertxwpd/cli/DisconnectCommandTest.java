package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisconnectCommandTest {
  private static final String POST = "POST /api/v1/devices/" + FakeGateway.DEVICE + "/disconnect";
  private static final String GET = "GET /api/v1/operations/" + FakeGateway.OPERATION;

  private FakeGateway gateway;

  @BeforeEach
  void start() throws TimeoutException {
    gateway = new FakeGateway();
    gateway.answer(POST, 202, FakeGateway.operation());
  }

  @AfterEach
  void stop() throws TimeoutException {
    gateway.close();
  }

  private CommandRun disconnect(String device, String... more) {
    Stream<String> command = Stream.of("disconnect", device, "--url", gateway.url());
    return CommandRun.of(Stream.concat(command, Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void withoutWaitItEndsOnceTheRequestIsQueued() throws Exception {
    CommandRun run = disconnect(FakeGateway.DEVICE);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip())
        .isEqualTo("bt-a0b1c2d3e4f5: disconnect queued as operation " + FakeGateway.OPERATION);
    FakeGateway.Seen request = gateway.request();
    assertThat(request.json()).isEqualTo(new JsonObject());
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    assertThat(UUID.fromString(request.header("Idempotency-Key"))).isNotNull();
  }

  @Test
  void everyRequestHasAnIdOfItsOwnUnlessItIsGiven() throws Exception {
    disconnect(FakeGateway.DEVICE);
    disconnect(FakeGateway.DEVICE);
    disconnect(FakeGateway.DEVICE, "--request-id", "order-7781");

    String first = gateway.request().header("Idempotency-Key");
    assertThat(gateway.request().header("Idempotency-Key")).isNotEqualTo(first);
    assertThat(gateway.request().header("Idempotency-Key")).isEqualTo("order-7781");
  }

  @Test
  void theOptionsStandInTheBody() throws Exception {
    disconnect(FakeGateway.DEVICE, "--timeout", "2m", "--gateway", "gw-017");

    assertThat(gateway.request().json())
        .isEqualTo(new JsonObject().put("timeoutMs", 120_000).put("gateway", "gw-017"));
  }

  @Test
  void aHoldStandsInTheBodyAndIsSaid() throws Exception {
    gateway.answer(POST, 202, FakeGateway.operation().put("hold", true));

    CommandRun run = disconnect(FakeGateway.DEVICE, "--hold");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip()).endsWith(FakeGateway.OPERATION + "; held until a connect");
    assertThat(gateway.request().json()).isEqualTo(new JsonObject().put("hold", true));
  }

  @Test
  void aDryRunIsNotWaitedForAndSaysThatNothingWasDone() throws Exception {
    gateway.answer(POST, 200, FakeGateway.operation().put("state", "accepted").put("dryRun", true));

    CommandRun run = disconnect(FakeGateway.DEVICE, "--dry-run", "--wait");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip())
        .isEqualTo("bt-a0b1c2d3e4f5: disconnect would be accepted; nothing was done");
    assertThat(gateway.request().json()).isEqualTo(new JsonObject().put("dryRun", true));
  }

  @Test
  void aDryRunSaysWhichOperationWouldBeJoined() {
    gateway.answer(POST, 200, FakeGateway.operation().put("duplicate", true));

    assertThat(disconnect(FakeGateway.DEVICE, "--dry-run").out())
        .contains("under way already as operation " + FakeGateway.OPERATION)
        .contains("nothing was done");
  }

  @ParameterizedTest
  @CsvSource({"90s, 90000", "1500ms, 1500", "7, 7000", "1m, 60000"})
  void aTimeHasAUnit(String text, long milliseconds) throws Exception {
    disconnect(FakeGateway.DEVICE, "--timeout", text);

    assertThat(gateway.request().json().getLong("timeoutMs")).isEqualTo(milliseconds);
  }

  @Test
  void aRawPnpIdIsOneSegmentOfThePath() throws Exception {
    disconnect("\\\\?\\BTHENUM#{00001101-0000}_é/x%y&A0B1C2D3E4F5_C00000000");

    assertThat(gateway.request().path())
        .isEqualTo(
            "/api/v1/devices/%5C%5C%3F%5CBTHENUM%23%7B00001101-0000%7D_%C3%A9%2Fx%25y"
                + "%26A0B1C2D3E4F5_C00000000/disconnect");
  }

  @Test
  void aRefusalIsExitCode1() {
    JsonObject problem =
        FakeGateway.problem(404, "device-not-found", "no such device").put("hint", "list them");
    gateway.answer(POST, 404, problem);

    CommandRun run = disconnect(FakeGateway.DEVICE, "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().strip()).isEqualTo("error: device-not-found: no such device; list them");
    assertThat(run.json()).isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource({"504, outcome-unknown, 3", "504, timed-out, 3", "503, gateway-unreachable, 4"})
  void aProblemHasTheExitCodeOfItsCode(int status, String code, int exitCode) {
    gateway.answer(POST, status, FakeGateway.problem(status, code, "so it is"));

    assertThat(disconnect(FakeGateway.DEVICE).exitCode()).isEqualTo(exitCode);
  }

  @Test
  void aConnectionThatBreaksAfterTheRequestLeavesTheOutcomeUnknown() {
    gateway.answer(POST, request -> request.connection().close());

    CommandRun run = disconnect(FakeGateway.DEVICE, "--json", "--request-id", "order-7781");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("ask again with --request-id order-7781");
    assertThat(run.json().getString("code")).isEqualTo("outcome-unknown");
    assertThat(run.json().getString("hint")).contains("order-7781");
  }

  @Test
  void aProxysErrorLeavesTheOutcomeUnknown() {
    gateway.answer(POST, request -> request.response().setStatusCode(502).end("<html>"));

    assertThat(disconnect(FakeGateway.DEVICE).exitCode()).isEqualTo(3);
  }

  @Test
  void aLinkThatIsDownAlreadyIsASuccess() {
    gateway.answer(
        POST,
        202,
        FakeGateway.operation()
            .mergeIn(FakeGateway.end("succeeded"))
            .put("changed", false)
            .put("state", "ended"));

    CommandRun run = disconnect(FakeGateway.DEVICE, "--wait");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("it was disconnected already");
  }

  @Test
  void waitEndsWithTheCompletionEventOfThisOperation() throws Exception {
    gateway.onSubscribe(
        (socket, message) -> {
          FakeGateway.sendSubscribed(socket, "k3f9.6");
          FakeGateway.send(
              socket,
              new JsonArray()
                  .add(FakeGateway.completed(7, "another", "failed"))
                  .add(FakeGateway.completed(8, FakeGateway.OPERATION, "succeeded")));
        });

    CommandRun run = disconnect(FakeGateway.DEVICE, "--wait");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip())
        .isEqualTo(
            "bt-a0b1c2d3e4f5: disconnect succeeded in 2.3 s (connected -> disconnected, verified)");
    assertThat(run.err()).isEmpty();
    JsonObject subscription = gateway.message("subscribe");
    assertThat(subscription.getString("portable")).isEqualTo("portable-of-the-operation");
    assertThat(subscription.getJsonObject("filter"))
        .isEqualTo(
            new JsonObject()
                .put("device", JsonArray.of(FakeGateway.DEVICE))
                .put("type", JsonArray.of("wpd.operation.completed.v1")));
  }

  @Test
  void waitPrintsTheEndedOperationInJson() {
    gateway.onSubscribe(
        (socket, message) ->
            FakeGateway.send(socket, FakeGateway.completed(8, FakeGateway.OPERATION, "succeeded")));

    CommandRun run = disconnect(FakeGateway.DEVICE, "--wait", "--json");

    assertThat(run.lines()).hasSize(1);
    assertThat(run.json())
        .isEqualTo(
            FakeGateway.operation()
                .mergeIn(FakeGateway.end("succeeded"))
                .put("state", "ended")
                .put("endedAt", "2026-11-22T09:14:03.118Z"));
  }

  @ParameterizedTest
  @CsvSource({"failed, 1", "cancelled, 1", "expired, 1", "timed-out, 3", "lost, 3"})
  void anEndWithoutSuccessHasItsExitCodeAndItsReason(String outcome, int exitCode) {
    gateway.onSubscribe(
        (socket, message) ->
            FakeGateway.send(socket, FakeGateway.completed(8, FakeGateway.OPERATION, outcome)));

    CommandRun run = disconnect(FakeGateway.DEVICE, "--wait");

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).contains(outcome).contains("OnComplete reported 0x800704C7");
  }

  @Test
  void theTokenIsSaidInTheWebSocketsHello() throws Exception {
    gateway.onSubscribe(
        (socket, message) ->
            FakeGateway.send(socket, FakeGateway.completed(8, FakeGateway.OPERATION, "succeeded")));

    disconnect(FakeGateway.DEVICE, "--wait", "--token", "secret");

    assertThat(gateway.message("hello").getJsonObject("auth"))
        .isEqualTo(new JsonObject().put("token", "secret"));
  }

  @Test
  void whereTheSocketCannotBeHadItAsksForTheOperation() {
    gateway.refuseSockets();
    gateway.answer(
        GET,
        200,
        FakeGateway.operation().mergeIn(FakeGateway.end("succeeded")).put("state", "ended"));

    CommandRun run = disconnect(FakeGateway.DEVICE, "--wait");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("disconnect succeeded");
  }
}
