package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsCommandTest {
  private static final String GET = "GET /api/v1/operations";
  private static final String ACCEPTED_AT = "2026-11-22T09:14:00.801Z";

  private FakeGateway gateway;

  @BeforeEach
  void start() throws TimeoutException {
    gateway = new FakeGateway();
  }

  @AfterEach
  void stop() throws TimeoutException {
    gateway.close();
  }

  private CommandRun operations(String... more) {
    Stream<String> command = Stream.of("operations", "--url", gateway.url());
    return CommandRun.of(Stream.concat(command, Stream.of(more)).toArray(String[]::new));
  }

  private static JsonObject listing(JsonObject... operations) {
    return new JsonObject()
        .put("operations", JsonArray.of((Object[]) operations))
        .put("cursor", "c");
  }

  private static JsonObject pending() {
    return FakeGateway.operation().put("acceptedAt", ACCEPTED_AT);
  }

  private static JsonObject ended(String outcome) {
    return pending().mergeIn(FakeGateway.end(outcome)).put("state", "ended");
  }

  @Test
  void aRunningOneIsShownWithItsStateAndAnEndedOneWithItsOutcome() {
    gateway.answer(GET, 200, listing(pending(), ended("timed-out")));

    CommandRun run = operations();

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines())
        .containsExactly(
            "OPERATION                             VERB        DEVICE           GATEWAY  STATE"
                + "      ACCEPTED",
            FakeGateway.OPERATION
                + "  disconnect  bt-a0b1c2d3e4f5  gw-017   pending    "
                + ACCEPTED_AT,
            FakeGateway.OPERATION
                + "  disconnect  bt-a0b1c2d3e4f5  gw-017   timed-out  "
                + ACCEPTED_AT);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theFiltersStandInTheQuery() throws Exception {
    operations("--device", "a&b", "--gateway", "gw-017", "--state", "ended", "--limit", "5");

    assertThat(gateway.request().path())
        .isEqualTo("/api/v1/operations?device=a%26b&gateway=gw-017&state=ended&limit=5");
  }

  @Test
  void jsonIsTheGatewaysAnswer() {
    gateway.answer(GET, 200, listing(pending()));

    assertThat(operations("--json").json()).isEqualTo(listing(pending()));
  }

  @Test
  void thatThereIsNoneIsSaid() {
    gateway.answer(GET, 200, listing());

    CommandRun run = operations();

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("no such operation is known");
  }

  @Test
  void aRefusalIsExitCode1() {
    gateway.answer(
        GET + "?state=running",
        400,
        FakeGateway.problem(400, "validation-failed", "state must be one of them"));

    CommandRun run = operations("--state", "running");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().strip()).isEqualTo("error: validation-failed: state must be one of them");
  }

  @Test
  void aLimitIsANumber() {
    CommandRun run = operations("--limit", "many");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--limit");
  }
}
