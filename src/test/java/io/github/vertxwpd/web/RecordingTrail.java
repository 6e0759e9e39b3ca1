package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what is recorded, and fails where a test wants it to. */
final class RecordingTrail implements AuditTrail {
  private final List<AuditEntry> all = new CopyOnWriteArrayList<>();
  private final BlockingQueue<AuditEntry> unread = new LinkedBlockingQueue<>();
  private volatile boolean full;

  @Override
  public Future<Void> append(AuditEntry entry) {
    all.add(entry);
    unread.add(entry);
    return full
        ? Future.failedFuture(
            new WpdException(Problem.of(ProblemCode.JOURNAL_UNAVAILABLE, "the disk is full")))
        : Future.succeededFuture();
  }

  /** From now on nothing can be written. */
  void fill() {
    full = true;
  }

  List<AuditEntry> all() {
    return List.copyOf(all);
  }

  /** Takes the next record of an action. */
  AuditEntry next(AuditAction action) throws InterruptedException {
    AuditEntry entry = unread.poll(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    while (entry != null && entry.action() != action) {
      entry = unread.poll(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    }
    if (entry == null) {
      throw new AssertionError("no record of " + action);
    }
    return entry;
  }
}
