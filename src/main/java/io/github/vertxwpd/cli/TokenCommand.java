package io.github.vertxwpd.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code token}. */
@Command(
    name = "token",
    description = {
      "Make, list and revoke the bearer tokens of a gateway.",
      "They are in the file that security.tokens names; a running gateway sees a change within"
          + " seconds."
    })
final class TokenCommand implements Runnable {
  @Spec private CommandSpec spec;

  private TokenCommand() {}

  /**
   * Makes the command with its own commands.
   *
   * @param recorder records what is about to be done to a token
   */
  static CommandLine of(Console console, TokenRecorder recorder) {
    return new CommandLine(new TokenCommand())
        .addSubcommand(new TokenCreateCommand(console, recorder))
        .addSubcommand(new TokenListCommand(console))
        .addSubcommand(new TokenRevokeCommand(console, recorder));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: token create, list or revoke");
  }
}
