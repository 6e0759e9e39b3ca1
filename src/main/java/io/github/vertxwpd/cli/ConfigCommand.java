package io.github.vertxwpd.cli;

import io.vertx.core.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code config}. */
@Command(name = "config", description = "Look at the configuration of `run`.")
final class ConfigCommand implements Runnable {
  private final Console console;

  @Spec private CommandSpec spec;

  ConfigCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: config check");
  }

  /**
   * {@code config check}.
   *
   * @param sources where the configuration comes from
   * @throws ConfigurationException where it is not valid
   */
  @Command(
      name = "check",
      description = "Say what is wrong with the configuration, or print what is in effect.")
  int check(@Mixin ConfigurationSources sources) throws ConfigurationException {
    Configuration configuration = sources.load(console.environment());
    if (console.json()) {
      console.printJson(configuration.document());
      return CommandLine.ExitCode.OK;
    }
    Table table = new Table("KEY", "VALUE", "FROM");
    for (String key : new ConfigurationSchema().keys()) {
      String origin = configuration.origins().getOrDefault(key, "default");
      table.add(key, Json.encode(configuration.value(key)), origin);
    }
    console.print(table);
    return CommandLine.ExitCode.OK;
  }
}
