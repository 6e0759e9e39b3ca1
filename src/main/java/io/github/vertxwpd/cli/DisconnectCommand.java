package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.Verb;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code disconnect}. */
@Command(
    name = "disconnect",
    description = {"Disconnect a device.", DeviceCommand.WHEN_IT_ENDS})
final class DisconnectCommand extends DeviceCommand {
  @Option(
      names = "--hold",
      description =
          "Keep it disconnected until a connect: Windows searches for paired devices every two"
              + " minutes and may reconnect it.")
  private boolean hold;

  DisconnectCommand(Console console) {
    super(console, Verb.DISCONNECT);
  }

  @Override
  void addOptions(JsonObject body) {
    if (hold) {
      body.put("hold", true);
    }
  }
}
