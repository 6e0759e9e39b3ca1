package io.github.vertxwpd.web;

import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.operation.RequestSchema;
import io.github.vertxwpd.operation.WpdService;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /api/v1/gateways}. */
final class GatewayRoutes {
  private final WpdService service;

  GatewayRoutes(WpdService service) {
    this.service = service;
  }

  void list(RoutingContext context) {
    RequestSchema.GATEWAYS.check(QueryParameters.read(context, RequestSchema.GATEWAYS));
    service
        .gateways()
        .map(listing -> listing.toJson("gateways", Gateway::toJson))
        .onSuccess(body -> JsonResponse.write(context, body))
        .onFailure(context::fail);
  }
}
