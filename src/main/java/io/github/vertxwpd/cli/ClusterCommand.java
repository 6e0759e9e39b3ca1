package io.github.vertxwpd.cli;

import io.github.vertxwpd.fleet.credentials.FleetFilesException;
import io.github.vertxwpd.model.ProblemCode;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cluster}. */
@Command(
    name = "cluster",
    description = {
      "Make the credentials of a fleet of gateways.",
      "Whoever has the fleet's directory says who belongs to the fleet: keep it away from the"
          + " gateways, and a copy of it in a safe place."
    })
final class ClusterCommand implements Runnable {
  @Spec private CommandSpec spec;

  private ClusterCommand() {}

  /**
   * Makes the command with its own commands.
   *
   * @param clock tells the time of day
   */
  static CommandLine of(Console console, Clock clock) {
    return new CommandLine(new ClusterCommand())
        .addSubcommand(new ClusterInitCommand(console, clock))
        .addSubcommand(new ClusterIssueCommand(console, clock));
  }

  /** Makes the failure of a directory that cannot be used. */
  static CommandFailure failure(FleetFilesException cause) {
    return new CommandFailure(
        ExitCode.FAILED, ProblemCode.VALIDATION_FAILED, PlainText.of(cause.getMessage()));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: cluster init or issue");
  }
}
