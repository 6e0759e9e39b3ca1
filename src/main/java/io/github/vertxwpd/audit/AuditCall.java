package io.github.vertxwpd.audit;

import io.github.vertxwpd.audit.AuditChain.Stamped;
import io.github.vertxwpd.file.WriteQueue;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What one call wants recorded, all or nothing.
 *
 * @param records what
 * @param done completed when it is on disk
 */
record AuditCall(List<Stamped> records, CompletableFuture<Void> done) {
  /** How many records are written at once, unless more than that belong together. */
  static final int MAX_GROUP = 256;

  /** How many calls may wait. */
  static final int MAX_WAITING = 10_000;

  static WriteQueue<AuditCall> queue() {
    return new WriteQueue<>(
        MAX_WAITING,
        (group, next) ->
            group.stream().mapToInt(call -> call.records.size()).sum() + next.records.size()
                <= MAX_GROUP);
  }
}
