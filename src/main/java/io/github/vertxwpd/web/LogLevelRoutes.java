package io.github.vertxwpd.web;

import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.audit.Caller.Via;
import io.github.vertxwpd.logging.LogLevels;
import io.github.vertxwpd.logging.TemporaryLevels;
import io.github.vertxwpd.model.Timestamps;
import io.github.vertxwpd.operation.RequestSchema;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code /api/v1/log-level}: gives one of the program's own loggers another level, for a while.
 * That is recorded first, or not done. Confined to the server's event loop.
 */
final class LogLevelRoutes {
  /** How long a level stays unless the request says: {@value} minutes. */
  static final int DEFAULT_MINUTES = 15;

  private static final String PROGRAM = "io.github.vertxwpd";
  private static final RequestSchema SCHEMA = new RequestSchema("log-level-request");

  private final TemporaryLevels levels;
  private final AuditTrail trail;

  LogLevelRoutes(Vertx vertx, LogLevels levels, AuditTrail trail, Clock clock) {
    this.levels =
        new TemporaryLevels(
            levels,
            clock,
            (delay, action) -> {
              long timer = vertx.setTimer(delay.toMillis(), id -> action.run());
              return () -> vertx.cancelTimer(timer);
            },
            this::recordRestored);
    this.trail = trail;
  }

  /** Says which levels are other ones for a while. */
  void read(RoutingContext context) {
    JsonArray shown = new JsonArray();
    levels
        .changes()
        .forEach(
            (logger, change) ->
                shown.add(
                    new JsonObject()
                        .put("logger", logger)
                        .put("level", change.level())
                        .put("until", Timestamps.format(change.until()))));
    JsonResponse.write(context, new JsonObject().put("levels", shown));
  }

  /** Changes one. */
  void change(RoutingContext context) {
    JsonObject body = OperationRequestReader.body(context);
    SCHEMA.check(body);
    String logger = body.getString("logger", PROGRAM);
    String level = body.getString("level");
    Duration time = Duration.ofMinutes(body.getInteger("minutes", DEFAULT_MINUTES));
    Caller caller = RequestCaller.of(Identity.of(context).principal(), Via.REST, context.request());
    JsonObject details =
        new JsonObject().put("logger", logger).put("level", level).put("minutes", time.toMinutes());
    trail
        .append(AuditEntry.allowed(AuditAction.LOG_LEVEL_CHANGED, caller, details))
        .onSuccess(
            recorded -> {
              levels.change(logger, level, time);
              read(context);
            })
        .onFailure(context::fail);
  }

  private void recordRestored(String logger, Optional<String> level) {
    JsonObject details =
        new JsonObject().put("logger", logger).put("level", level.orElse("inherited"));
    trail
        .append(AuditEntry.happened(AuditAction.LOG_LEVEL_CHANGED, Caller.GATEWAY, details))
        .otherwiseEmpty();
  }

  /** Ends all changes, because the server stops. */
  void stop() {
    levels.stop();
  }
}
