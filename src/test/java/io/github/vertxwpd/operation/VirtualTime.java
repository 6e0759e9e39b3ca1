package io.github.vertxwpd.operation;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that stands still until a test moves it. */
final class VirtualTime implements TimeSource {
  private record Timer(long dueMs, long order, Runnable action) {}

  private static final Instant START = Instant.parse("2026-11-22T09:14:00Z");

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::dueMs).thenComparingLong(Timer::order));
  private long nowMs = 1_000;
  private long order;
  private long steppedMs;

  @Override
  public Instant now() {
    return START.plusMillis(nowMs + steppedMs);
  }

  @Override
  public long monotonicMs() {
    return nowMs;
  }

  @Override
  public Runnable after(long delayMs, Runnable action) {
    Timer timer = new Timer(nowMs + delayMs, order++, action);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  /** Lets time pass; what is due on the way runs at its moment, in order. */
  void pass(long ms) {
    long until = nowMs + ms;
    while (!timers.isEmpty() && timers.peek().dueMs() <= until) {
      Timer timer = timers.remove();
      nowMs = timer.dueMs();
      timer.action().run();
    }
    nowMs = until;
  }

  /** Sets the wall clock forward, or back; no time passes. */
  void stepClock(long ms) {
    steppedMs += ms;
  }

  /** The process that set them is gone. */
  void forgetTimers() {
    timers.clear();
  }

  int pendingTimers() {
    return timers.size();
  }
}
