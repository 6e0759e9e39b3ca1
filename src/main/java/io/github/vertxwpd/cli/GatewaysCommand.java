package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gateways}. */
@Command(name = "gateways", description = "List the gateways and how they are.")
final class GatewaysCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private GatewayAddress address;

  GatewaysCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure {
    JsonObject listing = address.api(console.environment()).get("/api/v1/gateways");
    if (console.json()) {
      console.printJson(listing);
      return ExitCode.OK;
    }
    Table table =
        new Table("GATEWAY", "STATE", "PROVIDER", "VERSION", "DEVICES", "STARTED", "DEGRADED");
    listing
        .getJsonArray("gateways", new JsonArray())
        .forEach(gateway -> addTo(table, (JsonObject) gateway));
    console.print(table);
    SimulationNotice.show(listing, console);
    return ExitCode.OK;
  }

  private static void addTo(Table table, JsonObject gateway) {
    String state = gateway.getString("state");
    String degraded =
        gateway.getJsonArray("degraded", new JsonArray()).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    table.add(
        StyledText.of(gateway.getString("gateway")),
        new StyledText(state, Tone.ofGateway(state)),
        StyledText.of(gateway.getString("provider")),
        StyledText.of(gateway.getString("version")),
        StyledText.of(String.valueOf(gateway.getValue("devices"))),
        StyledText.of(gateway.getString("startedAt")),
        degraded.isEmpty() ? StyledText.of("-") : new StyledText(degraded, Tone.BAD));
  }
}
