package io.github.vertxwpd.cli;

import io.github.vertxwpd.operation.ProgramVersion;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;

/** {@code version}. */
@Command(name = "version", description = "Print the program's version.")
final class VersionCommand implements Runnable {
  private final Console console;

  VersionCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    JsonObject version = new JsonObject().put("version", ProgramVersion.current());
    console.result(CommandVersion.line(), version);
  }
}
