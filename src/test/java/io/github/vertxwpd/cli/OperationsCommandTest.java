package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    operations(
        "--operation",
        "a&b",
        "--device",
        FakeGateway.DEVICE,
        "--gateway",
        "gw-017",
        "--state",
        "ended",
        "--limit",
        "5");

    assertThat(gateway.request().path())
        .isEqualTo(
            "/api/v1/operations?operation=a%26b&device="
                + FakeGateway.DEVICE
                + "&gateway=gw-017&state=ended&limit=5");
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
    gateway.answer(GET, 429, FakeGateway.problem(429, "rate-limited", "wait a while"));

    CommandRun run = operations();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().strip()).isEqualTo("error: rate-limited: wait a while");
  }

  @ParameterizedTest
  @CsvSource({
    "--state, running, 'known are accepted, ended, pending'",
    "--state, endet, did you mean \"ended\"?",
    "--limit, many, from 1 to 1000",
    "--limit, 0, from 1 to 1000",
    "--limit, 1001, from 1 to 1000",
    "--gateway, GW, no gateway's id",
    "--device, Canon EOS, no device's id such as bt-a0b1c2d3e4f5"
  })
  void aFilterThatIsNoneIsRefusedWithWhatWouldBeRight(String option, String value, String said) {
    CommandRun run = operations(option, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(option, said, "operations --help");
  }

  @Test
  void thatThereMayBeOlderOnesIsSaidWhereAsManyAsAllowedAreListed() {
    gateway.answer(GET + "?limit=2", 200, listing(pending(), ended("failed")));
    gateway.answer(GET + "?limit=3", 200, listing(pending(), ended("failed")));

    assertThat(operations("--limit", "2").err().strip())
        .isEqualTo(
            "note: these are the newest 2; where there are older ones, --limit (up to 1000) shows"
                + " them");
    assertThat(operations("--limit", "2", "--json").err()).contains("the newest 2");
    assertThat(operations("--limit", "3").err()).isEmpty();
  }

  @Test
  void beyondWhatAGatewayListsAtOnceAFilterHelps() {
    JsonObject[] many = Stream.generate(() -> pending()).limit(1000).toArray(JsonObject[]::new);
    gateway.answer(GET + "?limit=1000", 200, listing(many));

    assertThat(operations("--limit", "1000").err())
        .contains("the newest 1000", "--device, --gateway or --state");
  }
}
