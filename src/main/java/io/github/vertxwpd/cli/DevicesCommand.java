package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code devices}. */
@Command(name = "devices", description = "List the paired devices and their links.")
final class DevicesCommand implements Callable<Integer> {
  private static final List<String> HEADINGS =
      List.of("DEVICE", "NAME", "LINK", "GATEWAY", "OPERATION");

  private final Console console;

  @Mixin private GatewayAddress address;

  DevicesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    GatewayApi api = address.api(console.environment());
    JsonObject listing = api.get("/api/v1/devices");
    if (console.json()) {
      console.printJson(listing);
      return ExitCode.OK;
    }
    JsonArray devices = listing.getJsonArray("devices", new JsonArray());
    List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
    devices.forEach(device -> rows.add(row((JsonObject) device)));
    PlainText.table(rows).forEach(console::print);
    if (devices.isEmpty()) {
      console.note("no device is paired");
    }
    SimulationNotice.show(api, console);
    return ExitCode.OK;
  }

  private static List<String> row(JsonObject device) {
    String operation = device.getString("operation");
    return List.of(
        device.getString("device"),
        device.getString("name"),
        link(device),
        device.getString("gateway"),
        operation == null ? "-" : operation);
  }

  /** A link that nobody can see now is never called disconnected. */
  private static String link(JsonObject device) {
    String held = device.getBoolean("hold", false) ? " (held)" : "";
    String link = device.getString("link") + held;
    return "stale".equals(device.getString("freshness"))
        ? "stale (was " + link + " at " + device.getString("observedAt") + ")"
        : link;
  }
}
