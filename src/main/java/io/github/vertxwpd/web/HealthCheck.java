package io.github.vertxwpd.web;

import io.github.vertxwpd.operation.GatewayCondition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that a probe looks at.
 *
 * @param name what it is called
 * @param fault finds what is wrong with it; quick, and waits for nothing
 */
record HealthCheck(String name, Function<GatewayCondition, Optional<HealthFault>> fault) {
  /** After how long a restart is asked for: it costs every connection. */
  static final Duration STUCK = Duration.ofSeconds(30);

  /** After how long no new work is asked for. */
  static final Duration LATE = Duration.ofSeconds(5);

  /** What only a restart of the process cures. */
  static final List<HealthCheck> LIVE =
      List.of(
          new HealthCheck("event-loop", condition -> silent(condition, STUCK)),
          new HealthCheck("journal", condition -> held(condition, STUCK)));

  /** What commands need. */
  static final List<HealthCheck> READY =
      List.of(
          new HealthCheck("event-loop", condition -> silent(condition, LATE)),
          new HealthCheck(
              "journal",
              condition ->
                  when(condition.journalInTrouble(), HealthFault.JOURNAL_UNAVAILABLE)
                      .or(() -> held(condition, LATE))),
          new HealthCheck(
              "audit",
              condition -> when(condition.auditInTrouble(), HealthFault.AUDIT_UNAVAILABLE)),
          new HealthCheck(
              "commands", condition -> when(condition.stopping(), HealthFault.GATEWAY_STOPPING)));

  private static Optional<HealthFault> silent(GatewayCondition condition, Duration limit) {
    return when(condition.silence().compareTo(limit) >= 0, HealthFault.EVENT_LOOP_STUCK);
  }

  private static Optional<HealthFault> held(GatewayCondition condition, Duration limit) {
    return when(condition.journalBusy().compareTo(limit) >= 0, HealthFault.JOURNAL_STUCK);
  }

  private static Optional<HealthFault> when(boolean wrong, HealthFault fault) {
    return wrong ? Optional.of(fault) : Optional.empty();
  }
}
