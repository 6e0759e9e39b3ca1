package io.github.vertxwpd.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.EventBody.LateCallback;
import io.github.vertxwpd.model.EventBody.OperationAccepted;
import io.github.vertxwpd.model.EventBody.OperationCompleted;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.Verb;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OperationMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final OperationMeters meters = new OperationMeters(registry, now::get);

  private static Operation operation(String id) {
    return new Operation(
        id,
        Optional.empty(),
        Verb.CONNECT,
        new DeviceId("bt-a0b1c2d3e4f5"),
        "gw",
        OperationState.ACCEPTED,
        false,
        Instant.EPOCH,
        60_000,
        false,
        Cause.COMMAND,
        false,
        Optional.empty(),
        PortableCursor.of("gw", new StreamPosition("k3f9", 0)),
        Optional.empty());
  }

  private static OperationCompleted end(String id, Outcome outcome) {
    OperationEnd end =
        new OperationEnd(
            outcome,
            true,
            true,
            Optional.empty(),
            LinkState.DISCONNECTED,
            LinkState.CONNECTED,
            Instant.EPOCH,
            4,
            2_300,
            Optional.empty());
    return new OperationCompleted(operation(id).ended(end), end);
  }

  private double oldest() {
    return registry.get("wpd.operation.oldest").gauge().value();
  }

  @Test
  void theOldestIsTheOneThatWasAcceptedFirstAmongThoseThatHaveNotEnded() {
    assertThat(oldest()).isZero();
    meters.accepted(new OperationAccepted(operation("first")));
    now.addAndGet(Duration.ofSeconds(40).toNanos());
    meters.accepted(new OperationAccepted(operation("second")));
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(oldest()).isEqualTo(42);
    assertThat(registry.get("wpd.operations.running").tag("verb", "connect").gauge().value())
        .isEqualTo(2);

    meters.ended(end("first", Outcome.SUCCEEDED));
    assertThat(oldest()).isEqualTo(2);
    meters.ended(end("second", Outcome.FAILED));
    assertThat(oldest()).isZero();
  }

  @Test
  void oneThatAnEarlierProcessLeftBehindEndsWithoutHavingRunHere() {
    meters.ended(end("of-before", Outcome.LOST));

    assertThat(oldest()).isZero();
    assertThat(
            registry
                .get("wpd.operations.ended")
                .tags("verb", "connect", "outcome", "lost")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(
            registry
                .get("wpd.operation.duration")
                .tags("verb", "connect", "outcome", "lost")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(2_300);
  }

  @Test
  void aLateCallbackIsToldApartFromOneThatComesAgain() {
    meters.ignored(new LateCallback(operation("one"), Hresult.S_OK, 1));
    meters.ignored(new LateCallback(operation("one"), Hresult.S_OK, 2));
    meters.ignored(new LateCallback(operation("one"), Hresult.S_OK, 3));

    assertThat(registry.get("wpd.callbacks.ignored").tag("kind", "late").counter().count())
        .isEqualTo(1);
    assertThat(registry.get("wpd.callbacks.ignored").tag("kind", "repeated").counter().count())
        .isEqualTo(2);
  }
}
