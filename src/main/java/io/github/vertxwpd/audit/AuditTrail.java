package io.github.vertxwpd.audit;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

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

  /**
   * Appends records that belong together.
   *
   * @param entries what to record, in order
   * @return completes when all are on disk; fails like {@link #append}
   */
  default Future<Void> append(List<AuditEntry> entries) {
    return Future.all(entries.stream().map(this::append).toList()).mapEmpty();
  }

  /** Returns why nothing can be recorded, as the last attempt found it. */
  default Optional<String> trouble() {
    return Optional.empty();
  }

  /**
   * Returns the newest event that the records name as {@link AuditEntry#EVENT}, as it was when the
   * trail was opened; empty where none does.
   */
  default Optional<String> recordedEvent() {
    return Optional.empty();
  }
}
