package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.operation.OperationRequest;
import io.github.vertxwpd.operation.ReplyAt;
import io.github.vertxwpd.operation.WpdService;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Answers one request for an operation: once Windows has queued it, or at its end where the client
 * waits for that; in any case before long, with the operation as it stands then.
 */
final class SubmissionAnswer {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final RoutingContext context;
  private final WpdService service;
  private final OptionalInt preferredSeconds;
  private final long limitMs;
  private Optional<Operation> accepted = Optional.empty();
  private boolean answered;

  SubmissionAnswer(RoutingContext context, WpdService service, WebLimits limits) {
    this.context = context;
    this.service = service;
    this.preferredSeconds = PreferredWait.seconds(context.request());
    this.limitMs =
        preferredSeconds.orElse(0) > 0
            ? Math.min(limits.answerMs(), TimeUnit.SECONDS.toMillis(preferredSeconds.getAsInt()))
            : limits.answerMs();
  }

  /**
   * Submits the request and sees to the answer.
   *
   * @param caller who asks
   */
  void begin(OperationRequest request, Caller caller) {
    preferredSeconds.ifPresent(
        seconds -> context.response().putHeader("Preference-Applied", "wait=" + seconds));
    boolean waits =
        preferredSeconds.isPresent()
            ? preferredSeconds.getAsInt() > 0
            : request.replyAt() == ReplyAt.ENDED;
    long timer = context.vertx().setTimer(limitMs, id -> answerSoFar());
    service
        .submit(request.repliedAt(ReplyAt.ACCEPTED), caller)
        .compose(operation -> follow(operation, waits))
        .onSuccess(operation -> answer(operation, waits))
        .onFailure(this::failOrSaySoFar)
        .onComplete(done -> context.vertx().cancelTimer(timer));
  }

  /** That it was accepted is worth more than that nobody knows how it goes on. */
  private void failOrSaySoFar(Throwable failure) {
    boolean unknown =
        failure instanceof WpdException told
            && told.problem().code() == ProblemCode.OUTCOME_UNKNOWN;
    if (unknown && accepted.isPresent()) {
      answer(accepted.get(), false);
    } else {
      fail(failure);
    }
  }

  private Future<Operation> follow(Operation operation, boolean waits) {
    accepted = Optional.of(operation);
    return service
        .queued(operation.id())
        .compose(queued -> waits ? service.end(operation.id()) : Future.succeededFuture(queued))
        .map(later -> operation.duplicate() ? later.asDuplicate() : later);
  }

  private void answerSoFar() {
    accepted.ifPresentOrElse(
        operation ->
            service
                .operation(operation.id())
                .onSuccess(now -> answer(now, true))
                .onFailure(this::fail),
        () ->
            fail(
                new WpdException(
                    Problem.of(
                        ProblemCode.OUTCOME_UNKNOWN,
                        "the gateway could not write the request down in time; send it again with"
                            + " the same requestId"))));
  }

  private void answer(Operation operation, boolean waited) {
    if (!answered) {
      answered = true;
      boolean ended = operation.state() == OperationState.ENDED;
      context.response().putHeader(HttpHeaders.LOCATION, "/api/v1/operations/" + operation.id());
      JsonResponse.write(context, waited && ended ? OK : ACCEPTED, operation.toJson());
    }
  }

  private void fail(Throwable failure) {
    if (!answered) {
      answered = true;
      context.fail(failure);
    }
  }
}
