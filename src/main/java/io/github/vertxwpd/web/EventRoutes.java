package io.github.vertxwpd.web;

import io.github.vertxwpd.model.HistoryPage;
import io.github.vertxwpd.operation.HistoryQuery;
import io.github.vertxwpd.operation.RequestSchema;
import io.github.vertxwpd.operation.WpdService;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /api/v1/events}: one page of the events since a cursor. */
final class EventRoutes {
  private final WpdService service;

  EventRoutes(WpdService service) {
    this.service = service;
  }

  void page(RoutingContext context) {
    HistoryQuery query =
        HistoryQuery.fromJson(QueryParameters.read(context, RequestSchema.HISTORY));
    service
        .history(query)
        .map(HistoryPage::toJson)
        .onSuccess(body -> JsonResponse.write(context, body))
        .onFailure(context::fail);
  }
}
