package io.github.vertxwpd;

import io.github.vertxwpd.audit.AuditLog;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.metrics.GatewayMetrics;
import io.github.vertxwpd.stream.Journal;
import io.github.vertxwpd.stream.JournalOptions;
import io.github.vertxwpd.stream.SqliteJournal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a gateway writes: opened before anything of it runs, closed when nothing does any more.
 *
 * @param journal what it must not forget
 * @param audit who asked for what; empty where that is not recorded
 * @param metrics what is counted
 */
record GatewayResources(Journal journal, Optional<AuditLog> audit, GatewayMetrics metrics) {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayResources.class);

  /**
   * Opens them.
   *
   * @param provider the name of the provider, as the metrics show it
   * @return fails with {@link io.github.vertxwpd.stream.JournalUnavailableException} where {@code
   *     data.dir} cannot be used, and with what the audit log says where that cannot be written;
   *     nothing is open then
   */
  static Future<GatewayResources> open(Vertx vertx, WpdOptions options, String provider) {
    HttpOptions http = options.getHttp();
    GatewayMetrics metrics =
        http.isEnabled() && http.isMetrics()
            ? GatewayMetrics.ofClassPath(provider)
            : GatewayMetrics.NONE;
    return SqliteJournal.open(vertx, journalOptions(options).withListener(metrics.journal()))
        .compose(
            journal ->
                openAudit(options)
                    .map(audit -> new GatewayResources(journal, audit, metrics))
                    .recover(
                        cause -> journal.close().transform(closed -> Future.failedFuture(cause))))
        .onFailure(cause -> metrics.close());
  }

  private static JournalOptions journalOptions(WpdOptions options) {
    EventOptions events = options.getEvents();
    return JournalOptions.of(Path.of(options.getData().getDir()))
        .withRetention(Duration.ofHours(events.getRetainHours()), events.getRetainCount());
  }

  private static Future<Optional<AuditLog>> openAudit(WpdOptions options) {
    if (!options.getAudit().isEnabled()) {
      LOG.warn("audit.enabled is false: it is not recorded who asks for what");
      return Future.succeededFuture(Optional.empty());
    }
    return AuditLog.open(options.getAudit().directory(options.getData())).map(Optional::of);
  }

  /** Returns where it is recorded who asks for what. */
  AuditTrail trail() {
    return audit.map(AuditTrail.class::cast).orElse(AuditTrail.NONE);
  }

  /** Closes them, each whatever became of the others. */
  Future<Void> close() {
    return audit
        .map(AuditLog::close)
        .orElseGet(Future::succeededFuture)
        .eventually(journal::close)
        .onComplete(closed -> metrics.close());
  }
}
