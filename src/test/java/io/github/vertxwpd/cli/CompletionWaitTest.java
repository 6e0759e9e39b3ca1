package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vertxwpd.model.Verb;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompletionWaitTest {
  private static final String GET = "GET /api/v1/operations/" + FakeGateway.OPERATION;
  private static final Duration LONG = Duration.ofMinutes(2);

  private final StringWriter err = new StringWriter();
  private FakeGateway gateway;

  @BeforeEach
  void start() throws TimeoutException {
    gateway = new FakeGateway();
  }

  @AfterEach
  void stop() throws TimeoutException {
    gateway.close();
  }

  private JsonObject await(Duration limit, Terminal.Kind watched) throws Exception {
    GatewayApi api = new GatewayApi(URI.create(gateway.url()), Optional.empty(), Optional.empty());
    Console console =
        new Console(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            Map.of(),
            new Terminal(watched, false));
    try (Progress progress =
        new Progress(console, Verb.DISCONNECT, FakeGateway.DEVICE, System::nanoTime)) {
      return new CompletionWait(api, Duration.ofMillis(1), progress)
          .await(FakeGateway.operation().put("timeoutMs", 60_000), limit);
    }
  }

  private CommandFailure failure(Duration limit) {
    return catchThrowableOfType(CommandFailure.class, () -> await(limit, Terminal.Kind.NONE));
  }

  private static JsonObject ended() {
    return FakeGateway.operation().mergeIn(FakeGateway.end("succeeded")).put("state", "ended");
  }

  @Test
  void afterAResetItAsksForTheOperation() throws Exception {
    gateway.onSubscribe(
        (socket, message) ->
            FakeGateway.send(socket, new JsonObject().put("t", "reset").put("reason", "epoch")));
    gateway.answer(GET, 200, ended());

    assertThat(await(LONG, Terminal.Kind.NONE)).isEqualTo(ended());
  }

  @Test
  void afterABrokenSocketItAsksUntilTheOperationHasEnded() throws Exception {
    AtomicInteger questions = new AtomicInteger();
    gateway.onSubscribe((socket, message) -> socket.close((short) 4000));
    gateway.answer(
        GET,
        request -> {
          JsonObject answer = questions.incrementAndGet() < 3 ? FakeGateway.operation() : ended();
          request.response().end(answer.encode());
        });

    assertThat(await(LONG, Terminal.Kind.NONE)).isEqualTo(ended());
    assertThat(questions).hasValue(3);
  }

  @Test
  void anOperationThatTheGatewayHasForgottenHasAnUnknownOutcome() {
    gateway.refuseSockets();
    gateway.answer(GET, 404, FakeGateway.problem(404, "operation-not-found", "no such operation"));

    CommandFailure failure = failure(LONG);

    assertThat(failure.exitCode()).isEqualTo(3);
    assertThat(failure)
        .hasMessageContaining(FakeGateway.OPERATION)
        .hasMessageContaining("not-found");
  }

  @Test
  void aGatewayThatIsGoneLeavesTheOutcomeUnknown() {
    AtomicInteger questions = new AtomicInteger();
    gateway.refuseSockets();
    gateway.answer(
        GET,
        request -> {
          questions.incrementAndGet();
          request.connection().close();
        });

    assertThat(failure(LONG).exitCode()).isEqualTo(3);
    assertThat(questions).hasValueGreaterThanOrEqualTo(5);
  }

  @Test
  void anEndThatDoesNotComeInTimeIsUnknown() {
    gateway.answer(GET, 200, FakeGateway.operation());

    CommandFailure failure = failure(Duration.ZERO);

    assertThat(failure.exitCode()).isEqualTo(3);
    assertThat(failure).hasMessageContaining("did not come in time");
  }

  @Test
  void onATerminalTheTimeThatPassesIsShownAndWipedAtTheEnd() throws Exception {
    gateway.onSubscribe(
        (socket, message) ->
            FakeGateway.send(socket, FakeGateway.completed(8, FakeGateway.OPERATION, "succeeded")));

    await(LONG, Terminal.Kind.SCREEN);

    assertThat(err.toString())
        .startsWith("\r")
        .containsPattern("disconnecting " + FakeGateway.DEVICE + ", pending: [0-9.]+ s / 60.0 s")
        .matches("(?s).*\r +\r");
  }

  @Test
  void howFarItIsIsShownAsTheGatewaySaysIt() throws Exception {
    AtomicInteger questions = new AtomicInteger();
    gateway.refuseSockets();
    gateway.answer(
        GET,
        request -> {
          JsonObject answer =
              questions.incrementAndGet() < 3
                  ? FakeGateway.operation().put("state", "accepted")
                  : ended();
          request.response().end(answer.encode());
        });

    await(LONG, Terminal.Kind.SCREEN);

    assertThat(err.toString()).contains(", pending: ").contains(", accepted: ");
  }

  @Test
  void elsewhereNoProgressIsShown() throws Exception {
    gateway.onSubscribe(
        (socket, message) ->
            FakeGateway.send(socket, FakeGateway.completed(8, FakeGateway.OPERATION, "succeeded")));

    await(LONG, Terminal.Kind.NONE);

    assertThat(err.toString()).isEmpty();
  }
}
