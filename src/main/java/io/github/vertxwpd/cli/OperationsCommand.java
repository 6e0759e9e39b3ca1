package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code operations}. */
@Command(name = "operations", description = "List operations, the newest first.")
final class OperationsCommand implements Callable<Integer> {
  private static final List<String> HEADINGS =
      List.of("OPERATION", "VERB", "DEVICE", "GATEWAY", "STATE", "ACCEPTED");

  private final Console console;

  @Mixin private GatewayAddress address;

  @Option(
      names = "--device",
      paramLabel = "<id>",
      description = "Only those of this device, named by its id as `devices` prints it.")
  private String device;

  @Option(names = "--gateway", paramLabel = "<id>", description = "Only those of this gateway.")
  private String gateway;

  @Option(
      names = "--state",
      paramLabel = "<state>",
      description = "Only those that are accepted, pending or ended.")
  private String state;

  @Option(
      names = "--limit",
      paramLabel = "<number>",
      description = "At most so many; default: 100.")
  private Integer limit;

  OperationsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure {
    JsonObject listing = address.api(console.environment()).get("/api/v1/operations" + query());
    if (console.json()) {
      console.printJson(listing);
      return ExitCode.OK;
    }
    JsonArray operations = listing.getJsonArray("operations", new JsonArray());
    List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
    operations.forEach(operation -> rows.add(row((JsonObject) operation)));
    PlainText.table(rows).forEach(console::print);
    if (operations.isEmpty()) {
      console.note("no such operation is known");
    }
    return ExitCode.OK;
  }

  private String query() {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("device", device);
    given.put("gateway", gateway);
    given.put("state", state);
    given.put("limit", limit);
    given.values().removeIf(value -> value == null);
    return given.isEmpty()
        ? ""
        : given.entrySet().stream()
            .map(filter -> filter.getKey() + "=" + GatewayApi.segment(filter.getValue().toString()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static List<String> row(JsonObject operation) {
    return List.of(
        operation.getString("operation"),
        operation.getString("verb"),
        operation.getString("device"),
        operation.getString("gateway"),
        operation.getString("outcome", operation.getString("state")),
        operation.getString("acceptedAt"));
  }
}
