package io.github.vertxwpd.fleet;

import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Notices that this process stood still, as a machine does that sleeps, or one that is overloaded.
 * Messages have waited for it meanwhile, and their senders perhaps no longer do. Thread-safe.
 */
final class StandstillWatch {
  /** How often it is to be told that the process goes on, in milliseconds. */
  static final long TICK_MS = 500;

  /** A pause that is longer was a standstill, in milliseconds. */
  static final long STANDSTILL_MS = 2_500;

  /** How long after one a message may still be from before it, in milliseconds. */
  private static final long AFTERWARDS_MS = 3_000;

  private final LongSupplier clockMs;
  private long lastTickMs;
  private long suspiciousUntilMs;

  /**
   * Makes a watch.
   *
   * @param clockMs tells the time, in milliseconds; goes on while the process stands still
   */
  StandstillWatch(LongSupplier clockMs) {
    this.clockMs = clockMs;
    this.lastTickMs = clockMs.getAsLong();
    this.suspiciousUntilMs = lastTickMs;
  }

  /** Begins to watch. */
  synchronized void begin() {
    lastTickMs = clockMs.getAsLong();
  }

  /**
   * Notes that the process goes on. To be called every {@value #TICK_MS} ms.
   *
   * @return for how long it stood still, in milliseconds; 0 where it did not
   */
  synchronized long tick() {
    long now = clockMs.getAsLong();
    long pause = now - lastTickMs;
    lastTickMs = now;
    if (pause < STANDSTILL_MS) {
      return 0;
    }
    suspiciousUntilMs = now + AFTERWARDS_MS;
    return pause;
  }

  /** Says why a message that comes now may be an old one; empty where it cannot be. */
  synchronized Optional<Problem> problem() {
    long now = clockMs.getAsLong();
    return now - lastTickMs >= STANDSTILL_MS || now < suspiciousUntilMs
        ? Optional.of(
            Problem.of(
                    ProblemCode.GATEWAY_UNREACHABLE,
                    "this node stood still a moment ago, and does not know how old the command is;"
                        + " nothing was done")
                .withRetryAfterMs(AFTERWARDS_MS))
        : Optional.empty();
  }
}
