package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.Answered;
import io.github.vertxwpd.invariants.Entry.GatewayDied;
import io.github.vertxwpd.invariants.Entry.Unanswered;

/**
 * A gateway that lives answers every request, refuses only with a problem that it means, and does
 * not end by itself.
 */
final class AlwaysAnswered extends Rule {
  AlwaysAnswered() {
    super(Invariants.ALWAYS_ANSWERED);
  }

  @Override
  void take(Stamped stamped) {
    Entry entry = stamped.entry();
    if (entry instanceof Unanswered unanswered && unanswered.timedOut()) {
      broken(stamped, "call " + unanswered.call() + " got no answer: " + unanswered.why());
    } else if (entry instanceof GatewayDied died) {
      broken(stamped, "the process ended by itself with exit code " + died.exitCode());
    } else if (entry instanceof Answered answered && answered.status() >= 300) {
      String code = answered.body().getString("code", "");
      if (code.isEmpty() || code.equals("internal-error")) {
        broken(stamped, "call " + answered.call() + " was answered with " + answered.body());
      }
    }
  }
}
