package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.Problem;
import io.vertx.core.Future;
import java.util.Optional;

/** Answers for operations that were accepted. Confined to the gateway's event loop. */
final class OperationReplies {
  private final OperationBook book;

  OperationReplies(OperationBook book) {
    this.book = book;
  }

  /** Answers a request whose operation runs, when the request says. */
  Future<Operation> of(OperationRun run, OperationRequest request) {
    return switch (request.replyAt()) {
      case ACCEPTED -> book.accepted(run).map(durable -> run.operation());
      case QUEUED -> run.queued().map(queued -> run.operation());
      case ENDED -> run.ended();
    };
  }

  /**
   * Answers what an earlier request with the same id brought, as it stands now.
   *
   * @param id the operation that the earlier request led to
   */
  Future<Operation> repeated(String id, OperationRequest request) {
    return book.active(id)
        .map(run -> of(run, request))
        .orElseGet(() -> stored(id))
        .map(Operation::asDuplicate);
  }

  /**
   * Waits until Windows has queued an operation.
   *
   * @return the operation as it stands then; fails with its problem where Windows did not queue it
   */
  Future<Operation> queued(String id) {
    return book.active(id)
        .map(run -> run.queued().map(queued -> run.operation()))
        .orElseGet(() -> stored(id));
  }

  /** One that Windows never queued was answered with its problem, and is again. */
  private Future<Operation> stored(String id) {
    Optional<Operation> ended = book.find(id);
    if (ended.isEmpty()) {
      return refuse(LedgerProblems.unknown(id));
    }
    Optional<Problem> problem = ended.get().end().flatMap(OperationEnd::problem);
    return ended.get().hresult().isEmpty() && problem.isPresent()
        ? refuse(problem.get())
        : Future.succeededFuture(ended.get());
  }

  private static <T> Future<T> refuse(Problem problem) {
    return Future.failedFuture(new WpdException(problem));
  }
}
