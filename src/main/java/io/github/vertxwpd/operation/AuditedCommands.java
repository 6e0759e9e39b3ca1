package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.TimeOrderedUuid;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Commands with their records: that a command was allowed is on disk before the ledger gets it, or
 * nothing is done; what it led to is recorded behind it, and nobody waits for that. Confined to the
 * gateway's event loop.
 */
final class AuditedCommands {
  /** How long a command waits for its record before it is refused, in milliseconds. */
  static final long PATIENCE_MS = 10_000;

  /** How long to wait before an answer is recorded again, in milliseconds. */
  private static final long RETRY_MS = 1_000;

  /** A command: its id is in both of its records. */
  private record Command(String id, Caller caller, JsonObject details) {}

  private final AuditTrail trail;
  private final OperationLedger ledger;
  private final OperationBook book;
  private final String gateway;
  private final TimeSource time;
  private final GatewayListener listener;

  AuditedCommands(
      AuditTrail trail,
      OperationLedger ledger,
      OperationBook book,
      String gateway,
      TimeSource time,
      GatewayListener listener) {
    this.trail = trail;
    this.ledger = ledger;
    this.book = book;
    this.gateway = gateway;
    this.time = time;
    this.listener = listener;
  }

  /** Accepts an operation; the reply comes when {@link OperationRequest#replyAt} says. */
  Future<Operation> submit(OperationRequest request, Caller caller) {
    JsonObject details =
        new JsonObject()
            .put("verb", request.verb().wireName())
            .put("device", request.device())
            .put("gateway", request.gateway().orElse(gateway));
    request.requestId().ifPresent(id -> details.put("requestId", id));
    details.put("hold", request.hold()).put("dryRun", request.dryRun());
    return carryOut(command(caller, details), () -> accept(request), AuditedCommands::acceptance)
        .compose(operation -> reply(operation, request));
  }

  /** Asks for the cancellation of an operation. */
  Future<Operation> cancel(String operation, Caller caller) {
    JsonObject details = new JsonObject().put("verb", "cancel").put("operation", operation);
    return carryOut(
        command(caller, details),
        () -> ledger.cancel(operation),
        found -> new JsonObject().put("operation", found.id()));
  }

  private Command command(Caller caller, JsonObject details) {
    return new Command(TimeOrderedUuid.at(time.now()), caller, details);
  }

  /**
   * Carries a command out once it is recorded.
   *
   * @param answer what to record of the operation that it led to
   */
  private Future<Operation> carryOut(
      Command command, Supplier<Future<Operation>> action, Function<Operation, JsonObject> answer) {
    JsonObject details = new JsonObject().put("command", command.id()).mergeIn(command.details());
    return recorded(AuditEntry.allowed(AuditAction.COMMAND, command.caller(), details), command)
        .compose(
            allowed ->
                EventLoopCalls.guarded(action)
                    .onComplete(
                        operation -> record(answered(command, answer.apply(operation))),
                        failure -> record(refused(command, failure))))
        .onFailure(failure -> listener.commandRefused(LedgerProblems.of(failure).code()));
  }

  /** A command that is recorded too late is recorded as refused, too. */
  private Future<Void> recorded(AuditEntry decision, Command command) {
    Future<Void> written = trail.append(decision);
    if (written.isComplete()) {
      return written;
    }
    Promise<Void> inTime = Promise.promise();
    WpdException late = new WpdException(LedgerProblems.auditUnavailable());
    Runnable limit = time.after(PATIENCE_MS, () -> inTime.tryFail(late));
    written.onComplete(
        done -> {
          limit.run();
          if (!inTime.tryComplete()) {
            record(refused(command, late));
          }
        },
        unwritable -> {
          limit.run();
          inTime.tryFail(unwritable);
        });
    return inTime.future();
  }

  /**
   * Hands a command to the ledger. What it led to is known, and recorded, at acceptance, however
   * long the reply is to wait.
   */
  private Future<Operation> accept(OperationRequest request) {
    return request.gateway().map(gateway::equals).orElse(true)
        ? ledger.submit(request.repliedAt(ReplyAt.ACCEPTED))
        : Future.failedFuture(
            new WpdException(
                LedgerProblems.unknownGateway(request.gateway().orElseThrow(), gateway)));
  }

  private Future<Operation> reply(Operation operation, OperationRequest request) {
    if (request.dryRun() || request.replyAt() == ReplyAt.ACCEPTED) {
      return Future.succeededFuture(operation);
    }
    Future<Operation> later =
        request.replyAt() == ReplyAt.QUEUED
            ? ledger.replies().queued(operation.id())
            : book.end(operation.id());
    return operation.duplicate() ? later.map(Operation::asDuplicate) : later;
  }

  /** A dry run leads to no operation, unless it would join one. */
  private static JsonObject acceptance(Operation operation) {
    JsonObject details = new JsonObject();
    if (!operation.dryRun()) {
      details.put("operation", operation.id());
    }
    return details.put("duplicate", operation.duplicate());
  }

  private static AuditEntry answered(Command command, JsonObject answer) {
    JsonObject details = new JsonObject().put("command", command.id()).mergeIn(answer);
    return AuditEntry.happened(AuditAction.COMMAND_ANSWERED, command.caller(), details);
  }

  private static AuditEntry refused(Command command, Throwable failure) {
    Problem problem = LedgerProblems.of(failure);
    JsonObject details = new JsonObject().put("command", command.id());
    problem.operation().ifPresent(id -> details.put("operation", id));
    return AuditEntry.failed(
        AuditAction.COMMAND_ANSWERED, command.caller(), problem.code(), details);
  }

  /** Those that wait to be recorded were carried out before the trail failed: they are few. */
  private void record(AuditEntry answer) {
    trail.append(answer).onFailure(e -> time.after(RETRY_MS, () -> record(answer)));
  }
}
