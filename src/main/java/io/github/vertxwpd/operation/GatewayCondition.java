package io.github.vertxwpd.operation;

import java.time.Duration;
import java.util.List;

/**
 * How a gateway is, for a probe.
 *
 * @param silence for how long its event loop has not done what it does every second; about a second
 *     where all is well
 * @param journalBusy for how long the journal's thread has been at the same piece of work; zero
 *     while it waits for work
 * @param stopping whether it takes no more commands, because it stops
 * @param journalInTrouble whether the journal cannot be written, so that commands are refused
 * @param auditInTrouble whether the audit log cannot be written, so that commands are refused
 * @param degraded why it does not work fully, as {@link io.github.vertxwpd.model.Gateway#degraded}
 *     has it; up to a second old
 */
public record GatewayCondition(
    Duration silence,
    Duration journalBusy,
    boolean stopping,
    boolean journalInTrouble,
    boolean auditInTrouble,
    List<String> degraded) {
  public GatewayCondition {
    degraded = List.copyOf(degraded);
  }
}
