package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.audit.Caller.Via;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.operation.CancelRequest;
import io.github.vertxwpd.operation.OperationQuery;
import io.github.vertxwpd.operation.OperationRequest;
import io.github.vertxwpd.operation.RequestSchema;
import io.github.vertxwpd.operation.WpdService;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/**
 * {@code POST /api/v1/devices/{device}/disconnect}, {@code /connect}, {@code GET
 * /api/v1/operations} and {@code GET} and {@code DELETE /api/v1/operations/{operation}}.
 */
final class OperationRoutes {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final WpdService service;
  private final WebLimits limits;
  private final WebAudit audit;

  OperationRoutes(WpdService service, WebLimits limits, WebAudit audit) {
    this.service = service;
    this.limits = limits;
    this.audit = audit;
  }

  void submit(Verb verb, RoutingContext context) {
    OperationRequest request = readable(context, () -> OperationRequestReader.read(verb, context));
    if (request.dryRun()) {
      service
          .submit(request, caller(context))
          .onSuccess(operation -> write(context, OK, operation))
          .onFailure(context::fail);
      return;
    }
    new SubmissionAnswer(context, service, limits).begin(request, caller(context));
  }

  /** A command that cannot be read is denied here: nobody else records it. */
  private <T> T readable(RoutingContext context, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (WpdException e) {
      audit.denied(AuditAction.COMMAND, caller(context), e, context.request());
      throw e;
    }
  }

  void read(RoutingContext context) {
    service
        .operation(id(context))
        .onSuccess(operation -> write(context, OK, operation))
        .onFailure(context::fail);
  }

  void list(RoutingContext context) {
    JsonObject query = QueryParameters.read(context, RequestSchema.OPERATIONS);
    service
        .operations(OperationQuery.fromJson(query))
        .map(listing -> listing.toJson("operations", Operation::toJson))
        .onSuccess(body -> JsonResponse.write(context, body))
        .onFailure(context::fail);
  }

  void cancel(RoutingContext context) {
    service
        .cancel(readable(context, () -> id(context)), caller(context))
        .onSuccess(
            operation ->
                write(
                    context, operation.state() == OperationState.ENDED ? OK : ACCEPTED, operation))
        .onFailure(context::fail);
  }

  private static String id(RoutingContext context) {
    JsonObject body = new JsonObject().put("operation", context.pathParam("operation"));
    return CancelRequest.fromJson(body).operation();
  }

  private static Caller caller(RoutingContext context) {
    return RequestCaller.of(Identity.of(context).principal(), Via.REST, context.request());
  }

  private static void write(RoutingContext context, int status, Operation operation) {
    JsonResponse.write(context, status, operation.toJson());
  }
}
