package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code connect} has of its own; the rest it shares with {@code disconnect}. */
class ConnectCommandTest {
  private static final String POST = "POST /api/v1/devices/" + FakeGateway.DEVICE + "/connect";

  private FakeGateway gateway;

  @BeforeEach
  void start() throws TimeoutException {
    gateway = new FakeGateway();
    gateway.answer(POST, 202, FakeGateway.operation().put("verb", "connect"));
  }

  @AfterEach
  void stop() throws TimeoutException {
    gateway.close();
  }

  private CommandRun connect(String... more) {
    Stream<String> command = Stream.of("connect", FakeGateway.DEVICE, "--url", gateway.url());
    return CommandRun.of(Stream.concat(command, Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void withoutWaitItEndsOnceTheRequestIsQueued() throws Exception {
    CommandRun run = connect();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip())
        .isEqualTo("bt-a0b1c2d3e4f5: connect queued as operation " + FakeGateway.OPERATION);
    assertThat(gateway.request().json()).isEqualTo(new JsonObject());
  }

  @Test
  void waitEndsWithTheEnd() {
    JsonObject end =
        FakeGateway.end("succeeded")
            .put("verb", "connect")
            .put("before", "disconnected")
            .put("after", "connected");
    gateway.refuseSockets();
    gateway.answer(
        "GET /api/v1/operations/" + FakeGateway.OPERATION,
        200,
        FakeGateway.operation().mergeIn(end).put("state", "ended"));

    CommandRun run = connect("--wait");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip())
        .isEqualTo(
            "bt-a0b1c2d3e4f5: connect succeeded in 2.3 s (disconnected -> connected, verified)");
  }

  @Test
  void theOptionsStandInTheBody() throws Exception {
    connect("--timeout", "2m", "--gateway", "gw-017", "--request-id", "order-7781");

    FakeGateway.Seen request = gateway.request();
    assertThat(request.json())
        .isEqualTo(new JsonObject().put("timeoutMs", 120_000).put("gateway", "gw-017"));
    assertThat(request.header("Idempotency-Key")).isEqualTo("order-7781");
  }

  @Test
  void aHoldIsForADisconnectAlone() {
    CommandRun run = connect("--hold");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--hold");
  }
}
