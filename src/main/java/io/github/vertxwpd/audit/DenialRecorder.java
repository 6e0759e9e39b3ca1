package io.github.vertxwpd.audit;

import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Records what was denied, but not more than {@value #PER_SECOND} of it in a second: of the rest
 * one record tells how many there were, by their codes. So a flood of denied requests neither fills
 * the disk nor keeps commands waiting. For any thread.
 */
public final class DenialRecorder {
  /** How many denials in a second have a record of their own. */
  public static final int PER_SECOND = 100;

  private static final long SECOND_MS = 1_000;

  private final AuditTrail trail;
  private final Consumer<Runnable> inASecond;
  private final Map<ProblemCode, Long> omitted = new EnumMap<>(ProblemCode.class);
  private int left;
  private boolean counting;

  /**
   * Makes a recorder; a gateway needs no more than one for each way in.
   *
   * @param vertx sets the timers
   * @param trail where to record
   */
  public DenialRecorder(Vertx vertx, AuditTrail trail) {
    this(trail, action -> vertx.setTimer(SECOND_MS, id -> action.run()));
  }

  DenialRecorder(AuditTrail trail, Consumer<Runnable> inASecond) {
    this.trail = trail;
    this.inASecond = inASecond;
  }

  /**
   * Records a denial, alone or in the number of those left out. Nobody waits for it: what is denied
   * is denied although it cannot be recorded.
   *
   * @param denial made by {@link AuditEntry#denied}
   */
  public void record(AuditEntry denial) {
    if (admit(denial)) {
      trail.append(denial).onFailure(unwritten -> omit(code(denial), 1));
    }
  }

  private synchronized boolean admit(AuditEntry denial) {
    if (!counting) {
      left = PER_SECOND;
      count();
    }
    if (left == 0) {
      omit(code(denial), 1);
      return false;
    }
    left--;
    return true;
  }

  private static ProblemCode code(AuditEntry denial) {
    return denial.reason().orElse(ProblemCode.FORBIDDEN);
  }

  private synchronized void omit(ProblemCode code, long count) {
    omitted.merge(code, count, Long::sum);
    if (!counting) {
      count();
    }
  }

  private void count() {
    counting = true;
    inASecond.accept(this::endSecond);
  }

  private void endSecond() {
    Map<ProblemCode, Long> counts;
    synchronized (this) {
      counting = false;
      if (omitted.isEmpty()) {
        return;
      }
      counts = new EnumMap<>(omitted);
      omitted.clear();
      left = PER_SECOND;
      count();
    }
    trail.append(summary(counts)).onFailure(unwritten -> counts.forEach(this::omit));
  }

  private static AuditEntry summary(Map<ProblemCode, Long> counts) {
    JsonObject codes = new JsonObject();
    counts.forEach((code, count) -> codes.put(code.wireName(), count));
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    return new AuditEntry(
        AuditAction.DENIALS_OMITTED,
        Caller.GATEWAY,
        Optional.of(AuditEntry.Decision.DENY),
        Optional.empty(),
        new JsonObject().put("count", all).put("codes", codes));
  }
}
