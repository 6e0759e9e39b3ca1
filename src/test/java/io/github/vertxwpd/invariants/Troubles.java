package io.github.vertxwpd.invariants;

import java.util.Random;
import java.util.Set;

/**
 * Chooses when the next trouble comes, and which.
 *
 * <p>Its random choices are its own, so that they do not depend on how many commands were sent.
 */
final class Troubles {
  /** What can happen to a gateway. */
  enum Trouble {
    KILL,
    KILL_TWICE,
    KILL_AND_TEAR,
    SUSPEND,
    STOP
  }

  private final Random random;
  private final Set<String> allowed;
  private final long meanMs;

  Troubles(RunSettings settings) {
    this.random = new Random(settings.seed() ^ 0x5DEECE66DL);
    this.allowed = settings.troubles();
    this.meanMs = settings.troubleMs();
  }

  boolean any() {
    return !allowed.isEmpty();
  }

  /** Returns how long the gateway is left alone, in milliseconds. */
  long untilNextMs() {
    return random.nextLong(2 * meanMs);
  }

  /** Returns a short time, in milliseconds: for a suspension, or a start that is cut off. */
  long shortlyMs() {
    return 50 + random.nextLong(2_000);
  }

  Trouble next() {
    double choice = random.nextDouble();
    if (allowed.contains("suspend") && choice < 0.15) {
      return Trouble.SUSPEND;
    } else if (allowed.contains("stop") && choice < 0.25) {
      return Trouble.STOP;
    } else if (allowed.contains("tear") && choice < 0.40) {
      return Trouble.KILL_AND_TEAR;
    } else if (allowed.contains("kill")) {
      return choice < 0.5 ? Trouble.KILL_TWICE : Trouble.KILL;
    }
    return allowed.contains("suspend") ? Trouble.SUSPEND : Trouble.STOP;
  }
}
