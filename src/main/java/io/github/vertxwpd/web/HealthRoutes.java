package io.github.vertxwpd.web;

import io.github.vertxwpd.operation.GatewayCondition;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/**
 * {@code GET /health/live}, whether the process need not be restarted, and {@code GET
 * /health/ready}, whether it carries out commands; for everybody. The first fails slowly, since a
 * restart costs every connection; the second at once. What only makes the gateway worse than it
 * could be, such as a Bluetooth radio that is off, is named and fails neither.
 */
final class HealthRoutes {
  private final HealthProbe live;
  private final HealthProbe ready;

  /**
   * Makes the routes.
   *
   * @param condition how the gateway is; waits for nothing
   */
  HealthRoutes(Vertx vertx, Supplier<GatewayCondition> condition) {
    live = new HealthProbe(vertx, HealthCheck.LIVE, condition, System::nanoTime);
    ready = new HealthProbe(vertx, HealthCheck.READY, condition, System::nanoTime);
  }

  void live(RoutingContext context) {
    answer(context, live);
  }

  void ready(RoutingContext context) {
    answer(context, ready);
  }

  private static void answer(RoutingContext context, HealthProbe probe) {
    probe
        .report()
        .onSuccess(report -> JsonResponse.write(context, report.status(), report.body()))
        .onFailure(context::fail);
  }
}
