package io.github.vertxwpd.web;

import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.operation.OperationQuery;
import io.github.vertxwpd.operation.OperationRequest;
import io.github.vertxwpd.operation.RequestSchema;
import io.github.vertxwpd.operation.WpdService;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /api/v1/devices/{device}/disconnect}, {@code /connect}, {@code GET
 * /api/v1/operations} and {@code GET} and {@code DELETE /api/v1/operations/{operation}}.
 */
final class OperationRoutes {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final WpdService service;

  OperationRoutes(WpdService service) {
    this.service = service;
  }

  void submit(Verb verb, RoutingContext context) {
    OperationRequest request = OperationRequestReader.read(verb, context);
    if (request.dryRun()) {
      service
          .submit(request)
          .onSuccess(operation -> write(context, OK, operation))
          .onFailure(context::fail);
      return;
    }
    OptionalInt wait = PreferredWait.seconds(context.request());
    service
        .submit(request)
        .compose(
            operation -> wait.isPresent() ? endWithin(context, operation, wait) : ok(operation))
        .onSuccess(operation -> respond(context, operation, request.await() || wait.orElse(0) > 0))
        .onFailure(context::fail);
  }

  void read(RoutingContext context) {
    service
        .operation(context.pathParam("operation"))
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
        .cancel(context.pathParam("operation"))
        .onSuccess(
            operation ->
                write(
                    context, operation.state() == OperationState.ENDED ? OK : ACCEPTED, operation))
        .onFailure(context::fail);
  }

  private static Future<Operation> ok(Operation operation) {
    return Future.succeededFuture(operation);
  }

  /** Returns the operation at its end, or as it stands when the client no longer wants to wait. */
  private Future<Operation> endWithin(
      RoutingContext context, Operation operation, OptionalInt seconds) {
    context.response().putHeader("Preference-Applied", "wait=" + seconds.getAsInt());
    if (operation.state() == OperationState.ENDED || seconds.getAsInt() == 0) {
      return ok(operation);
    }
    Promise<Operation> result = Promise.promise();
    long timer =
        context
            .vertx()
            .setTimer(
                TimeUnit.SECONDS.toMillis(seconds.getAsInt()),
                id -> service.operation(operation.id()).onComplete(result::handle));
    service
        .end(operation.id())
        .onComplete(
            ended -> {
              if (context.vertx().cancelTimer(timer)) {
                result.handle(ended);
              }
            });
    return result.future();
  }

  private static void respond(RoutingContext context, Operation operation, boolean waited) {
    boolean ended = operation.state() == OperationState.ENDED;
    context.response().putHeader(HttpHeaders.LOCATION, "/api/v1/operations/" + operation.id());
    write(context, waited && ended ? OK : ACCEPTED, operation);
  }

  private static void write(RoutingContext context, int status, Operation operation) {
    JsonResponse.write(context, status, operation.toJson());
  }
}
