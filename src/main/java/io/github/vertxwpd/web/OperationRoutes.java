package io.github.vertxwpd.web;

import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.operation.OperationRequest;
import io.github.vertxwpd.operation.WpdService;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /api/v1/devices/{device}/disconnect}, {@code /connect} and {@code GET
 * /api/v1/operations/{id}}.
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
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(operation.toJson().toBuffer());
  }
}
