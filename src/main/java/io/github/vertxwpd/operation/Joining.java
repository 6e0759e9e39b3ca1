package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.JournalEntry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a request for a link on which an operation runs: it joins one that does the same,
 * and is refused otherwise. Confined to the gateway's event loop.
 */
final class Joining {
  private final EventStream stream;
  private final RequestLog requests;
  private final Holds holds;
  private final OperationReplies replies;
  private final TimeSource time;

  Joining(
      EventStream stream,
      RequestLog requests,
      Holds holds,
      OperationReplies replies,
      TimeSource time) {
    this.stream = stream;
    this.requests = requests;
    this.holds = holds;
    this.replies = replies;
    this.time = time;
  }

  /**
   * Joins the operation that runs.
   *
   * @param current what runs on the device's link
   * @return that operation, once it is on disk that the request joined it; fails where it does the
   *     opposite
   */
  Future<Operation> join(OperationRun current, OperationRequest request, Device device) {
    Operation operation = current.operation();
    if (operation.verb() != request.verb()) {
      return operation.cause() == Cause.HOLD && !request.dryRun()
          ? endHoldDuringItsRound(current, request, device)
          : refuse(LedgerProblems.inProgress(operation));
    }
    if (request.dryRun()) {
      return Future.succeededFuture(operation.asDuplicate());
    }
    List<JournalEntry> entries = new ArrayList<>();
    requests.remember(request, operation, time.now()).ifPresent(entries::add);
    holds.entryOfJoining(request, device.id()).ifPresent(entries::add);
    Future<Void> joined =
        stream
            .tryRecord(entries)
            .recover(unwritable -> notJoined(request))
            .onSuccess(durable -> holds.applyJoining(request, device.id()));
    requests.joining(request, joined);
    return joined.compose(durable -> replies.of(current, request)).map(Operation::asDuplicate);
  }

  /**
   * A connect ends the hold also while a round of it runs, or a device that does not answer could
   * never be let go.
   */
  private Future<Operation> endHoldDuringItsRound(
      OperationRun round, OperationRequest request, Device device) {
    return stream
        .tryRecord(List.of(new JournalEntry.HoldEnded(device.id())))
        .recover(unwritable -> refuse(LedgerProblems.journalUnavailable()))
        .compose(
            durable -> {
              holds.apply(request, device.id());
              round.cancel();
              return refuse(LedgerProblems.holdRoundInProgress(round.operation()));
            });
  }

  private Future<Void> notJoined(OperationRequest request) {
    requests.forget(request);
    return refuse(LedgerProblems.journalUnavailable());
  }

  private static <T> Future<T> refuse(Problem problem) {
    return Future.failedFuture(new WpdException(problem));
  }
}
