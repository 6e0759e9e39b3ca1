package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import java.util.Optional;

/** What the ledger says when it refuses. */
final class LedgerProblems {
  private LedgerProblems() {}

  static Problem stopping() {
    return Problem.of(
        ProblemCode.GATEWAY_STOPPING, "the gateway is stopping and takes no new commands");
  }

  static Problem unknownDevice(String reference) {
    return Problem.of(
            ProblemCode.DEVICE_NOT_FOUND, "no paired device is known as \"" + reference + "\"")
        .withHint("list the devices to see what is paired with this gateway");
  }

  static Problem unknown(String operation) {
    return Problem.of(
        ProblemCode.OPERATION_NOT_FOUND,
        "no operation is known as \"" + operation + "\"; old ones are forgotten");
  }

  static Problem ended(Operation operation) {
    String how = operation.end().map(OperationEnd::outcome).orElseThrow().wireName();
    return Problem.of(ProblemCode.OPERATION_ENDED, "the operation has ended: " + how)
        .withDevice(operation.device().value())
        .withOperation(operation.id());
  }

  static Problem inProgress(Operation operation) {
    return Problem.of(
            ProblemCode.OPERATION_IN_PROGRESS,
            "a " + operation.verb().wireName() + " of this device is under way")
        .withDevice(operation.device().value())
        .withOperation(operation.id());
  }

  static Problem holdRoundInProgress(Operation round) {
    return inProgress(round)
        .withRetryAfterMs(OperationRun.CANCEL_GRACE_MS)
        .withHint(
            "the hold is ended, and its running round is being cancelled; send the connect again then");
  }

  static Problem tooMany(int limit) {
    return Problem.of(ProblemCode.TOO_MANY_OPERATIONS, limit + " operations are under way")
        .withRetryAfterMs(1_000);
  }

  static Problem journalUnavailable() {
    return Problem.of(
            ProblemCode.JOURNAL_UNAVAILABLE,
            "the journal cannot be written, so that nothing can be accepted; nothing was done")
        .withHint("make room on the disk of data.dir; no restart is needed");
  }

  static Problem auditUnavailable() {
    return Problem.of(
            ProblemCode.JOURNAL_UNAVAILABLE,
            "the audit log was not written within "
                + AuditedCommands.PATIENCE_MS / 1_000
                + " s, and a command that cannot be recorded is not carried out; nothing was done")
        .withHint("look at the disk of audit.dir; no restart is needed");
  }

  static Problem unknownGateway(String name, String own) {
    return Problem.of(
        ProblemCode.GATEWAY_NOT_FOUND,
        "no gateway is known as \"" + name + "\"; this one is \"" + own + "\"");
  }

  /** Says why an operation ended as it did; empty where the outcome says it all. */
  static Optional<Problem> of(Outcome outcome, OperationRequest request) {
    return switch (outcome) {
      case TIMED_OUT ->
          Optional.of(
              Problem.of(
                  ProblemCode.TIMED_OUT,
                  "Windows did not report a completion within " + request.timeoutMs() + " ms"));
      case EXPIRED ->
          Optional.of(
              Problem.of(
                  ProblemCode.TIMED_OUT,
                  "it had not started within " + request.expiresInMs() + " ms; nothing was done"));
      default -> Optional.empty();
    };
  }

  /** Says why a native call brought nothing. */
  static Problem of(Throwable cause) {
    return cause instanceof WpdException e
        ? e.problem()
        : Problem.of(ProblemCode.INTERNAL_ERROR, "the gateway's log says more");
  }
}
