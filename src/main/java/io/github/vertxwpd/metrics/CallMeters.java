package io.github.vertxwpd.metrics;

import io.github.vertxwpd.operation.CallName;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts native calls, and those that do not return. */
final class CallMeters {
  private static final String LABEL = "call";

  private final Map<CallName, Timer> durations = new EnumMap<>(CallName.class);
  private final Family<CallName> failed;
  private final Family<CallName> abandoned;
  private final AtomicLong hanging = new AtomicLong();

  CallMeters(MeterRegistry registry) {
    for (CallName call : CallName.values()) {
      durations.put(
          call,
          Buckets.NATIVE_CALL.timer(
              registry,
              "wpd.native.call.duration",
              "From when a native call was handed to the apartment until its result was back",
              Tags.of(LABEL, call.wireName())));
    }
    failed = family(registry, "wpd.native.calls.failed", "Native calls that returned an error");
    abandoned = family(registry, "wpd.native.calls.abandoned", "Native calls that were given up");
    Gauge.builder("wpd.native.calls.hanging", hanging::get)
        .description("Native calls that were given up and have not returned")
        .register(registry);
  }

  private static Family<CallName> family(MeterRegistry registry, String name, String help) {
    return new Family<>(registry, name, help, Tags.empty(), LABEL, List.of(CallName.values()));
  }

  void returned(CallName call, boolean succeeded, long durationMs) {
    durations.get(call).record(Duration.ofMillis(durationMs));
    if (!succeeded) {
      failed.count(call);
    }
  }

  void abandoned(CallName call) {
    abandoned.count(call);
    hanging.incrementAndGet();
  }

  void returnedAfterAll() {
    hanging.decrementAndGet();
  }
}
