package io.github.vertxwpd.metrics;

import io.github.vertxwpd.model.EventBody.LateCallback;
import io.github.vertxwpd.model.EventBody.OperationAccepted;
import io.github.vertxwpd.model.EventBody.OperationCompleted;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts what becomes of operations, from their events. */
final class OperationMeters {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private record Running(Verb verb, long sinceNanos) {}

  /** What is counted of one verb. */
  private record OfVerb(
      Counter accepted, Family<Outcome> ended, Map<Outcome, Timer> durations, Timer queued) {
    static OfVerb of(MeterRegistry registry, Verb verb) {
      Tags tags = Tags.of("verb", verb.wireName());
      Map<Outcome, Timer> durations = new EnumMap<>(Outcome.class);
      for (Outcome outcome : Outcome.values()) {
        durations.put(
            outcome,
            Buckets.OPERATION.timer(
                registry,
                "wpd.operation.duration",
                "From the acceptance of an operation to its end",
                tags.and("outcome", outcome.wireName())));
      }
      return new OfVerb(
          Counter.builder("wpd.operations.accepted")
              .description("Operations that were accepted")
              .tags(tags)
              .register(registry),
          new Family<>(
              registry,
              "wpd.operations.ended",
              "Operations that ended",
              tags,
              "outcome",
              List.of(Outcome.values())),
          durations,
          Buckets.OPERATION.timer(
              registry,
              "wpd.operation.queue",
              "From the acceptance of an operation to its native call, or to its end without one",
              tags));
    }
  }

  private final LongSupplier nanoTime;
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private final Map<Verb, OfVerb> verbs = new EnumMap<>(Verb.class);
  private final Family<ProblemCode> refused;
  private final Counter late;
  private final Counter repeated;

  /**
   * Registers the meters.
   *
   * @param nanoTime a clock that only goes forward, in nanoseconds; its zero means nothing
   */
  OperationMeters(MeterRegistry registry, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    for (Verb verb : Verb.values()) {
      verbs.put(verb, OfVerb.of(registry, verb));
      Gauge.builder("wpd.operations.running", () -> count(verb))
          .description("Operations that were accepted and have not ended")
          .tag("verb", verb.wireName())
          .register(registry);
    }
    Gauge.builder("wpd.operation.oldest", this::oldest)
        .description("For how long the oldest operation that has not ended is under way; 0 without")
        .baseUnit("seconds")
        .register(registry);
    refused =
        new Family<>(
            registry,
            "wpd.commands.refused",
            "Commands that led to no operation, by the problem's code",
            Tags.empty(),
            "code",
            List.of());
    late = callbacks(registry, "late");
    repeated = callbacks(registry, "repeated");
  }

  private static Counter callbacks(MeterRegistry registry, String kind) {
    return Counter.builder("wpd.callbacks.ignored")
        .description("Callbacks that came after the end of their operation, or once more")
        .tag("kind", kind)
        .register(registry);
  }

  void accepted(OperationAccepted event) {
    Operation operation = event.operation();
    running.put(operation.id(), new Running(operation.verb(), nanoTime.getAsLong()));
    verbs.get(operation.verb()).accepted().increment();
  }

  void ended(OperationCompleted event) {
    OperationEnd end = event.end();
    running.remove(event.operation().id());
    OfVerb verb = verbs.get(event.operation().verb());
    verb.ended().count(end.outcome());
    verb.durations().get(end.outcome()).record(Duration.ofMillis(end.durationMs()));
    verb.queued().record(Duration.ofMillis(end.queuedMs()));
  }

  void ignored(LateCallback event) {
    (event.ordinal() == 1 ? late : repeated).increment();
  }

  void refused(ProblemCode code) {
    refused.count(code);
  }

  private long count(Verb verb) {
    return running.values().stream().filter(one -> one.verb() == verb).count();
  }

  private double oldest() {
    long now = nanoTime.getAsLong();
    return running.values().stream().mapToLong(one -> now - one.sinceNanos()).max().orElse(0)
        / NANOS_PER_SECOND;
  }
}
