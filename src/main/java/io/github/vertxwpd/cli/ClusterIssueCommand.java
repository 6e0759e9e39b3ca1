package io.github.vertxwpd.cli;

import io.github.vertxwpd.fleet.credentials.FleetAuthority;
import io.github.vertxwpd.fleet.credentials.FleetCredentials;
import io.github.vertxwpd.fleet.credentials.FleetFilesException;
import io.github.vertxwpd.model.Timestamps;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cluster issue}. */
@Command(
    name = "issue",
    description = {
      "Make a node's credentials, in <dir>/<gateway>: copy that directory to the node.",
      "Where there are some already, they are renewed, key included; a running node that gets the new"
          + " files uses them without a restart."
    })
final class ClusterIssueCommand implements Callable<Integer> {
  private final Console console;
  private final Clock clock;

  @Parameters(
      index = "0",
      paramLabel = "<dir>",
      description = "The fleet's directory, as `cluster init` made it.")
  private Path directory;

  @Parameters(
      index = "1",
      paramLabel = "<gateway>",
      converter = GatewayIdConverter.class,
      description = "The node's gateway.id.")
  private String gateway;

  @Option(
      names = "--expires",
      paramLabel = "<time>",
      converter = LifetimeConverter.class,
      description =
          "When it ends, from now: such as 90d or 12h; default: 365d. No later than the fleet's CA.")
  private Duration lifetime = FleetAuthority.NODE_LIFETIME;

  ClusterIssueCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() throws CommandFailure {
    FleetCredentials issued;
    try {
      issued = FleetAuthority.open(directory, clock).issue(gateway, lifetime);
    } catch (FleetFilesException e) {
      throw ClusterCommand.failure(e);
    }
    String end = Timestamps.format(issued.ends());
    String where = issued.directory().toString();
    console.result(
        "The credentials of %s are in %s, until %s; copy them to where its cluster.credentials is."
            .formatted(gateway, PlainText.of(where), end),
        new JsonObject().put("gateway", gateway).put("directory", where).put("endsAt", end));
    return ExitCode.OK;
  }
}
