package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.Verb;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;

/** {@code connect}. */
@Command(
    name = "connect",
    description = {
      "Connect a device; one that is kept disconnected is so no longer.",
      DeviceCommand.WHEN_IT_ENDS
    })
final class ConnectCommand extends DeviceCommand {
  ConnectCommand(Console console) {
    super(console, Verb.CONNECT);
  }

  @Override
  void addOptions(JsonObject body) {
    // A connect has none of its own.
  }
}
