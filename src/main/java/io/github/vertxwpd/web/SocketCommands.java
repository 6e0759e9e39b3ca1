package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.NearestName;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.model.WireName;
import io.github.vertxwpd.operation.CancelRequest;
import io.github.vertxwpd.operation.OperationRequest;
import io.github.vertxwpd.operation.WpdService;
import io.github.vertxwpd.security.Principal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** Carries out the commands that come on a WebSocket. */
final class SocketCommands {
  private final WpdService service;
  private final Principal principal;
  private final Caller caller;
  private final WebAudit audit;
  private final Consumer<JsonObject> answers;

  /**
   * Prepares for commands.
   *
   * @param principal who sends them
   * @param visitor names them for the records
   * @param answers takes each command's {@code result} or {@code error}
   */
  SocketCommands(
      WpdService service,
      Principal principal,
      SocketVisitor visitor,
      Consumer<JsonObject> answers) {
    this.service = service;
    this.principal = principal;
    this.caller = visitor.caller(principal);
    this.audit = visitor.audit();
    this.answers = answers;
  }

  /** Carries out a command; its answer comes when there is one. */
  void execute(ClientMessage.Command command) {
    try {
      rule(command.verb()).check(principal);
      submit(command)
          .onSuccess(operation -> answers.accept(ServerMessage.result(command.id(), operation)))
          .onFailure(failure -> refuse(command, failure));
    } catch (WpdException e) {
      audit.denied(AuditAction.COMMAND, caller, e, command.verb());
      refuse(command, e);
    }
  }

  private Future<Operation> submit(ClientMessage.Command command) {
    return WireName.find(Verb.class, command.verb())
        .map(verb -> service.submit(OperationRequest.fromJson(verb, command.body()), caller))
        .orElseGet(
            () -> service.cancel(CancelRequest.fromJson(command.body()).operation(), caller));
  }

  private void refuse(ClientMessage.Command command, Throwable failure) {
    answers.accept(ServerMessage.error(command.id(), ProblemResponse.of(failure)));
  }

  private static AccessRule rule(String verb) {
    return AccessRule.ofCommand(verb)
        .orElseThrow(
            () ->
                new WpdException(
                    Problem.of(
                        ProblemCode.UNKNOWN_ADDRESS,
                        NearestName.unknown("verb", verb, AccessRule.commandVerbs()))));
  }
}
