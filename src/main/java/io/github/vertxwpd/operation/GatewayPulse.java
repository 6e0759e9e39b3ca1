package io.github.vertxwpd.operation;

import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.stream.Journal;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Notes every second, on the gateway's event loop, how the gateway is. Whoever asks need not wait
 * for that event loop; where it is stuck, its last note grows old.
 */
final class GatewayPulse {
  /** How often it is noted, in milliseconds. */
  static final long BEAT_MS = 1_000;

  private record Note(long atMs, List<String> degraded) {}

  private final TimeSource time;
  private final Journal journal;
  private final AuditTrail audit;
  private final Supplier<List<String>> degraded;
  private volatile Note last;
  private volatile boolean stopping;
  private Runnable next = () -> {};

  /**
   * Does nothing until it is started.
   *
   * @param degraded asked on the gateway's event loop why the gateway does not work fully
   */
  GatewayPulse(
      TimeSource time, Journal journal, AuditTrail audit, Supplier<List<String>> degraded) {
    this.time = time;
    this.journal = journal;
    this.audit = audit;
    this.degraded = degraded;
    this.last = new Note(time.monotonicMs(), List.of());
  }

  /** Begins, on the gateway's event loop. */
  void start() {
    next = time.after(BEAT_MS, this::start);
    last = new Note(time.monotonicMs(), degraded.get());
  }

  /** Ends, on the gateway's event loop. */
  void stop() {
    next.run();
  }

  /** Notes that the gateway takes no more commands. May be called on any thread. */
  void goodbye() {
    stopping = true;
  }

  /** Returns how the gateway is. May be called on any thread; waits for nothing. */
  GatewayCondition condition() {
    Note note = last;
    return new GatewayCondition(
        Duration.ofMillis(time.monotonicMs() - note.atMs()),
        journal.busyFor(),
        stopping,
        journal.trouble().isPresent(),
        audit.trouble().isPresent(),
        note.degraded());
  }
}
