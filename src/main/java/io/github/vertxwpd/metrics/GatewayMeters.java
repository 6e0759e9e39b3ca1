package io.github.vertxwpd.metrics;

import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.operation.CallName;
import io.github.vertxwpd.operation.GatewayListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Counts what a gateway tells of its operations, native calls, events and devices. */
final class GatewayMeters implements GatewayListener {
  private static final Pattern TYPE = Pattern.compile("wpd\\.(.+)\\.v\\d+");

  private final MeterRegistry registry;
  private final OperationMeters operations;
  private final CallMeters calls;
  private final Map<String, Counter> events = new HashMap<>();
  private volatile Map<LinkState, Long> devices = Map.of();

  GatewayMeters(MeterRegistry registry) {
    this.registry = registry;
    this.operations = new OperationMeters(registry, System::nanoTime);
    this.calls = new CallMeters(registry);
    for (LinkState link : LinkState.values()) {
      Gauge.builder("wpd.devices", () -> devices.getOrDefault(link, 0L))
          .description("Paired devices, by the state of their link")
          .tag("link", link.wireName())
          .register(registry);
    }
  }

  @Override
  public void happened(EventBody event) {
    events.computeIfAbsent(event.type(), this::counter).increment();
    if (event instanceof EventBody.OperationAccepted accepted) {
      operations.accepted(accepted);
    } else if (event instanceof EventBody.OperationCompleted completed) {
      operations.ended(completed);
    } else if (event instanceof EventBody.LateCallback late) {
      operations.ignored(late);
    }
  }

  private Counter counter(String type) {
    return Counter.builder("wpd.events.appended")
        .description("Events that were appended to the stream, by type")
        .tag("type", TYPE.matcher(type).replaceFirst("$1"))
        .register(registry);
  }

  @Override
  public void commandRefused(ProblemCode code) {
    operations.refused(code);
  }

  @Override
  public void callReturned(CallName call, boolean succeeded, long durationMs) {
    calls.returned(call, succeeded, durationMs);
  }

  @Override
  public void callAbandoned(CallName call) {
    calls.abandoned(call);
  }

  @Override
  public void abandonedCallReturned(CallName call) {
    calls.returnedAfterAll();
  }

  @Override
  public void devicesCounted(Map<LinkState, Long> counted) {
    devices = Map.copyOf(counted);
  }
}
