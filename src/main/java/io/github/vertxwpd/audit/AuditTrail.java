package io.github.vertxwpd.audit;

import io.vertx.core.Future;

/**
 * Where it is recorded who asked for what and how it ended. May be called on any thread; futures
 * complete on the caller's context where it has one.
 */
public interface AuditTrail {
  /** Records nothing. */
  AuditTrail NONE = entry -> Future.succeededFuture();

  /**
   * Appends a record.
   *
   * @param entry what to record
   * @return completes when it is on disk; fails with {@link io.github.vertxwpd.WpdException} {@code
   *     journal-unavailable} where it cannot be written: what was to be recorded must not be done
   *     then
   */
  Future<Void> append(AuditEntry entry);
}
