package io.github.vertxwpd.web;

import io.github.vertxwpd.operation.GatewayCondition;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checks of one probe. Nobody has to say who they are to ask, so they are made at most once a
 * second, however often they are asked for. Confined to the server's event loop.
 */
final class HealthProbe {
  /** How long a report is good. */
  static final Duration KEPT = Duration.ofSeconds(1);

  /** Longer than any of them takes. */
  private static final long CHECK_LIMIT_MS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(HealthProbe.class);

  private final List<HealthCheck> checks;
  private final Supplier<GatewayCondition> condition;
  private final LongSupplier nanoTime;
  private final HealthChecks procedures;
  private Optional<Future<HealthReport>> last = Optional.empty();
  private long madeNanos;

  /**
   * Makes a probe.
   *
   * @param checks what it looks at
   * @param condition how the gateway is; waits for nothing
   * @param nanoTime a clock that only goes forward, in nanoseconds; its zero means nothing
   */
  HealthProbe(
      Vertx vertx,
      List<HealthCheck> checks,
      Supplier<GatewayCondition> condition,
      LongSupplier nanoTime) {
    this.checks = checks;
    this.condition = condition;
    this.nanoTime = nanoTime;
    this.procedures = HealthChecks.create(vertx);
    checks.forEach(
        check ->
            procedures.register(
                check.name(), CHECK_LIMIT_MS, result -> result.complete(status(check))));
  }

  /** Returns what the checks find, or found within the last second. */
  Future<HealthReport> report() {
    long now = nanoTime.getAsLong();
    if (last.isEmpty() || now - madeNanos >= KEPT.toNanos()) {
      madeNanos = now;
      last = Optional.of(make());
    }
    return last.get();
  }

  private Future<HealthReport> make() {
    List<String> degraded = condition.get().degraded();
    return procedures.checkStatus().map(result -> report(result, degraded));
  }

  private Status status(HealthCheck check) {
    return check
        .fault()
        .apply(condition.get())
        .map(fault -> Status.KO(fault.toJson()))
        .orElseGet(() -> Status.OK());
  }

  private HealthReport report(CheckResult result, List<String> degraded) {
    Map<String, CheckResult> found =
        result.getChecks().stream()
            .collect(Collectors.toMap(CheckResult::getId, Function.identity()));
    JsonArray shown = new JsonArray();
    checks.forEach(check -> shown.add(shown(found.get(check.name()))));
    JsonObject body =
        new JsonObject()
            .put("status", word(result.getUp()))
            .put("checks", shown)
            .put("degraded", new JsonArray(degraded));
    return new HealthReport(result.getUp(), body);
  }

  private static JsonObject shown(CheckResult check) {
    JsonObject json =
        new JsonObject().put("name", check.getId()).put("status", word(check.getUp()));
    if (check.getFailure() != null) {
      LOG.error("The health check {} failed", check.getId(), check.getFailure());
      return json.mergeIn(HealthFault.CHECK_FAILED.toJson());
    }
    return check.getUp() ? json : json.mergeIn(check.getData());
  }

  private static String word(boolean up) {
    return up ? "UP" : "DOWN";
  }
}
