package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gateways}. */
@Command(name = "gateways", description = "List the gateways and how they are.")
final class GatewaysCommand implements Callable<Integer> {
  private static final List<String> HEADINGS =
      List.of("GATEWAY", "STATE", "PROVIDER", "VERSION", "DEVICES", "STARTED", "DEGRADED");

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
    List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
    listing
        .getJsonArray("gateways", new JsonArray())
        .forEach(gateway -> rows.add(row((JsonObject) gateway)));
    PlainText.table(rows).forEach(console::print);
    SimulationNotice.show(listing, console);
    return ExitCode.OK;
  }

  private static List<String> row(JsonObject gateway) {
    String degraded =
        gateway.getJsonArray("degraded", new JsonArray()).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return List.of(
        gateway.getString("gateway"),
        gateway.getString("state"),
        gateway.getString("provider"),
        gateway.getString("version"),
        String.valueOf(gateway.getValue("devices")),
        gateway.getString("startedAt"),
        degraded.isEmpty() ? "-" : degraded);
  }
}
