package io.github.vertxwpd.metrics;

import io.github.vertxwpd.operation.GatewayCondition;
import io.github.vertxwpd.stream.EventFeed;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Shows how a gateway is: what its probes look at, and why it does not work fully. */
final class ConditionMeters {
  /**
   * The reasons that have a gauge of their own, so that one which is over is seen to be; any other
   * is {@value #OTHER}.
   */
  static final List<String> REASONS =
      List.of(
          "wpd-not-installed",
          "wpd-error",
          "access-denied",
          "radio-unavailable",
          "apartment-hung",
          "journal-unavailable",
          "audit-unavailable",
          "configuration-refused",
          "certificate-expiring",
          "certificate-expired",
          "fleet-incomplete",
          "gateway-id-taken",
          "fleet-certificate-expiring",
          "fleet-certificate-expired");

  /** Stands for every reason that is not among {@link #REASONS}. */
  static final String OTHER = "other";

  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final MeterRegistry registry;
  private final Supplier<GatewayCondition> condition;

  /**
   * Registers the gauges.
   *
   * @param condition asked at every reading; waits for nothing
   */
  ConditionMeters(MeterRegistry registry, Supplier<GatewayCondition> condition, EventFeed stream) {
    this.registry = registry;
    this.condition = condition;
    for (String reason : REASONS) {
      degraded(reason, now -> now.degraded().contains(reason));
    }
    degraded(OTHER, now -> !REASONS.containsAll(now.degraded()));
    flag(
        "wpd.journal.trouble",
        "Whether the journal cannot be written",
        GatewayCondition::journalInTrouble);
    flag(
        "wpd.audit.trouble",
        "Whether the audit log cannot be written",
        GatewayCondition::auditInTrouble);
    flag("wpd.stopping", "Whether the gateway takes no more commands", GatewayCondition::stopping);
    Gauge.builder("wpd.journal.busy", () -> seconds(condition.get().journalBusy()))
        .description("For how long the journal's thread has been at the same piece of work")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("wpd.event.loop.silence", () -> seconds(condition.get().silence()))
        .description("For how long the gateway's event loop has not done what it does each second")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("wpd.stream.head", () -> stream.head().offset())
        .description("The offset of the newest event")
        .register(registry);
  }

  private void degraded(String reason, Predicate<GatewayCondition> holds) {
    Gauge.builder("wpd.degraded", () -> holds.test(condition.get()) ? 1 : 0)
        .description("Whether the gateway does not work fully for this reason")
        .tag("reason", reason)
        .register(registry);
  }

  private void flag(String name, String help, Predicate<GatewayCondition> holds) {
    Gauge.builder(name, () -> holds.test(condition.get()) ? 1 : 0)
        .description(help)
        .register(registry);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
