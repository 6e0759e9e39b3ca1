package io.github.vertxwpd.cli;

import io.github.vertxwpd.fleet.credentials.FleetAuthority;
import io.github.vertxwpd.fleet.credentials.FleetFilesException;
import io.github.vertxwpd.model.Timestamps;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cluster init}. */
@Command(
    name = "init",
    description = {
      "Make a fleet's private CA and its secret, once for the whole fleet.",
      "What is there already is never overwritten."
    })
final class ClusterInitCommand implements Callable<Integer> {
  private final Console console;
  private final Clock clock;

  @Parameters(
      paramLabel = "<dir>",
      description = "The fleet's directory: one that is not there yet, or is empty.")
  private Path directory;

  ClusterInitCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() throws CommandFailure {
    FleetAuthority authority;
    try {
      authority = FleetAuthority.init(directory, clock);
    } catch (FleetFilesException e) {
      throw ClusterCommand.failure(e);
    }
    String end = Timestamps.format(authority.ends());
    console.result(
        "The fleet's CA is in %s, until %s; `cluster issue %s <gateway>` makes a node's credentials."
            .formatted(PlainText.of(directory.toString()), end, PlainText.of(directory.toString())),
        new JsonObject()
            .put("directory", directory.toString())
            .put("authority", authority.name())
            .put("endsAt", end));
    return ExitCode.OK;
  }
}
