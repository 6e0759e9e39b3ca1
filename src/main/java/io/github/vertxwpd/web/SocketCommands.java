package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
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
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Carries out the commands that come on a WebSocket. */
final class SocketCommands {
  private static final String CANCEL = "cancel";
  private static final List<String> VERBS =
      Stream.concat(Stream.of(Verb.values()).map(Verb::wireName), Stream.of(CANCEL)).toList();

  private final WpdService service;
  private final Caller caller;
  private final Consumer<JsonObject> answers;

  /**
   * Prepares for commands.
   *
   * @param caller who sends them
   * @param answers takes each command's {@code result} or {@code error}
   */
  SocketCommands(WpdService service, Caller caller, Consumer<JsonObject> answers) {
    this.service = service;
    this.caller = caller;
    this.answers = answers;
  }

  /** Carries out a command; its answer comes when there is one. */
  void execute(ClientMessage.Command command) {
    try {
      submit(command)
          .onSuccess(operation -> answers.accept(ServerMessage.result(command.id(), operation)))
          .onFailure(failure -> refuse(command, failure));
    } catch (WpdException e) {
      refuse(command, e);
    }
  }

  private Future<Operation> submit(ClientMessage.Command command) {
    return command.verb().equals(CANCEL)
        ? service.cancel(CancelRequest.fromJson(command.body()).operation(), caller)
        : service.submit(OperationRequest.fromJson(verb(command.verb()), command.body()), caller);
  }

  private void refuse(ClientMessage.Command command, Throwable failure) {
    answers.accept(ServerMessage.error(command.id(), ProblemResponse.of(failure)));
  }

  private static Verb verb(String name) {
    return WireName.find(Verb.class, name)
        .orElseThrow(
            () ->
                new WpdException(
                    Problem.of(
                        ProblemCode.UNKNOWN_ADDRESS, NearestName.unknown("verb", name, VERBS))));
  }
}
