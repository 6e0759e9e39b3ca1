package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A trail in memory, in a test's hands: it may be slow, or fail. */
final class ScriptedTrail implements AuditTrail {
  private record Held(List<AuditEntry> entries, Promise<Void> done) {}

  private final List<AuditEntry> recorded = new CopyOnWriteArrayList<>();
  private final Queue<Held> held = new ArrayDeque<>();
  private volatile boolean holding;
  private volatile boolean failing;
  private volatile boolean failsNext;

  /** Appends wait from now on. */
  void hold() {
    holding = true;
  }

  /** What waited is recorded, and what comes is recorded at once. */
  void letGo() {
    holding = false;
    while (!held.isEmpty()) {
      Held next = held.remove();
      take(next.entries()).onComplete(next.done());
    }
  }

  /** Whether nothing can be recorded. */
  void setFailing(boolean broken) {
    failing = broken;
  }

  /** The append after the next one fails. */
  void failAfterNext() {
    failsNext = true;
  }

  /** Returns what is recorded, in order. */
  List<AuditEntry> recorded() {
    return List.copyOf(recorded);
  }

  /** Returns the details of what is recorded of an action, in order. */
  List<JsonObject> details(AuditAction action) {
    return recorded.stream()
        .filter(entry -> entry.action() == action)
        .map(AuditEntry::details)
        .toList();
  }

  @Override
  public Future<Void> append(AuditEntry entry) {
    return append(List.of(entry));
  }

  @Override
  public Future<Void> append(List<AuditEntry> entries) {
    if (!holding) {
      return take(entries);
    }
    Promise<Void> done = Promise.promise();
    held.add(new Held(entries, done));
    return done.future();
  }

  private Future<Void> take(List<AuditEntry> entries) {
    if (failing) {
      return Future.failedFuture(
          new WpdException(
              Problem.of(ProblemCode.JOURNAL_UNAVAILABLE, "the audit log cannot be written")));
    }
    failing = failsNext;
    failsNext = false;
    recorded.addAll(entries);
    return Future.succeededFuture();
  }

  @Override
  public Optional<String> trouble() {
    return failing ? Optional.of("the disk is full") : Optional.empty();
  }

  @Override
  public Optional<String> recordedEvent() {
    return recorded.stream()
        .map(entry -> entry.details().getString(AuditEntry.EVENT))
        .filter(event -> event != null)
        .reduce((older, newer) -> newer);
  }
}
