package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CancelCommandTest {
  private static final String DELETE = "DELETE /api/v1/operations/" + FakeGateway.OPERATION;

  private FakeGateway gateway;

  @BeforeEach
  void start() throws TimeoutException {
    gateway = new FakeGateway();
    gateway.answer(DELETE, 202, FakeGateway.operation());
  }

  @AfterEach
  void stop() throws TimeoutException {
    gateway.close();
  }

  private CommandRun cancel(String operation, String... more) {
    Stream<String> command = Stream.of("cancel", operation, "--url", gateway.url());
    return CommandRun.of(Stream.concat(command, Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void itEndsOnceTheCancellationIsAskedFor() {
    CommandRun run = cancel(FakeGateway.OPERATION);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip())
        .isEqualTo(
            "bt-a0b1c2d3e4f5: cancellation of the disconnect is asked for; operation "
                + FakeGateway.OPERATION
                + " is pending");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void anOperationThatIsCancelledAtOnceIsASuccess() {
    JsonObject ended =
        FakeGateway.operation()
            .mergeIn(FakeGateway.end("cancelled"))
            .putNull("problem")
            .put("state", "ended");
    gateway.answer(DELETE, 200, ended);

    CommandRun text = cancel(FakeGateway.OPERATION);
    CommandRun json = cancel(FakeGateway.OPERATION, "--json");

    assertThat(text.exitCode()).isZero();
    assertThat(text.out()).contains("disconnect cancelled in 2.3 s");
    assertThat(json.exitCode()).isZero();
    assertThat(json.json()).isEqualTo(ended);
  }

  @ParameterizedTest
  @CsvSource({"409, operation-ended, 1", "404, operation-not-found, 1", "503, gateway-stopping, 1"})
  void aRefusalIsOneLineAndExitCode1(int status, String code, int exitCode) {
    gateway.answer(DELETE, status, FakeGateway.problem(status, code, "so it is"));

    CommandRun run = cancel(FakeGateway.OPERATION);

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.err().strip()).isEqualTo("error: " + code + ": so it is");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aConnectionThatBreaksLeavesTheOutcomeUnknown() {
    gateway.answer(DELETE, request -> request.connection().close());

    CommandRun run = cancel(FakeGateway.OPERATION);

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("ask again");
  }

  @Test
  void anIdIsOneSegmentOfThePath() throws Exception {
    cancel("../devices?x");

    assertThat(gateway.request().path()).isEqualTo("/api/v1/operations/..%2Fdevices%3Fx");
  }

  @Test
  void anOperationMustBeNamed() {
    CommandRun run = CommandRun.of("cancel");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("<operation>");
  }
}
