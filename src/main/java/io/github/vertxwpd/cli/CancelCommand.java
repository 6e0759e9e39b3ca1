package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cancel}. */
@Command(
    name = "cancel",
    description = {
      "Ask for the cancellation of an operation.",
      "Windows may still complete it, even with success: how it ended is said by `operations`."
    })
final class CancelCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private GatewayAddress address;

  @Parameters(
      paramLabel = "<operation>",
      description = "The operation's id as the command that began it, or `operations`, prints it.")
  private String id;

  CancelCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure {
    GatewayApi api = address.api(console.environment());
    JsonObject operation = cancel(api);
    boolean ended = "ended".equals(operation.getString("state"));
    console.result(
        ended ? OperationText.of(operation) : OperationText.cancelling(operation), operation);
    return !ended || "cancelled".equals(operation.getString("outcome"))
        ? ExitCode.OK
        : OperationText.exitCode(operation);
  }

  private JsonObject cancel(GatewayApi api) throws CommandFailure {
    try {
      return api.delete("/api/v1/operations/" + GatewayApi.segment(id));
    } catch (CommandFailure e) {
      throw e.exitCode() == ExitCode.OUTCOME_UNKNOWN
          ? e.withHint("see `operations`, and ask again")
          : e;
    }
  }
}
