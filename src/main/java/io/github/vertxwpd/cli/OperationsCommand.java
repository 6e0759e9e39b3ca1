package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.operation.OperationQuery;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code operations}. */
@Command(
    name = "operations",
    description = {
      "List operations, the newest first.",
      "Where there are as many as --limit allows, a note says that there may be older ones."
    })
final class OperationsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private GatewayAddress address;

  @Option(names = "--operation", paramLabel = "<id>", description = "Only this one.")
  private String id;

  @Option(
      names = "--device",
      paramLabel = "<id>",
      converter = DeviceIdConverter.class,
      description = "Only those of this device, named by its id as `devices` prints it.")
  private String device;

  @Option(
      names = "--gateway",
      paramLabel = "<id>",
      converter = GatewayIdConverter.class,
      description = "Only those of this gateway.")
  private String gateway;

  @Option(
      names = "--state",
      paramLabel = "<state>",
      converter = StateConverter.class,
      completionCandidates = StateConverter.class,
      description = "Only those that are accepted, pending or ended.")
  private OperationState state;

  @Option(
      names = "--limit",
      paramLabel = "<number>",
      converter = LimitConverter.class,
      description =
          "At most so many, up to "
              + LimitConverter.MAX
              + "; default: "
              + OperationQuery.DEFAULT_LIMIT
              + ".")
  private Integer limit;

  OperationsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure {
    QueryString query =
        new QueryString()
            .add("operation", Optional.ofNullable(id))
            .add("device", Optional.ofNullable(device))
            .add("gateway", Optional.ofNullable(gateway))
            .add("state", Optional.ofNullable(state).map(OperationState::wireName))
            .add("limit", Optional.ofNullable(limit));
    JsonObject listing = address.api(console.environment()).get("/api/v1/operations" + query);
    JsonArray operations = listing.getJsonArray("operations", new JsonArray());
    if (console.json()) {
      console.printJson(listing);
    } else {
      show(operations);
    }
    noteOlderOnes(operations.size());
    return ExitCode.OK;
  }

  private void show(JsonArray operations) {
    Table table = new Table("OPERATION", "VERB", "DEVICE", "GATEWAY", "STATE", "ACCEPTED");
    for (Object item : operations) {
      JsonObject operation = (JsonObject) item;
      String state = operation.getString("outcome", operation.getString("state"));
      table.add(
          StyledText.of(operation.getString("operation")),
          StyledText.of(operation.getString("verb")),
          StyledText.of(operation.getString("device")),
          StyledText.of(operation.getString("gateway")),
          new StyledText(state, Tone.ofOperation(state)),
          StyledText.of(operation.getString("acceptedAt")));
    }
    console.print(table);
    if (operations.isEmpty()) {
      console.note("no such operation is known");
    }
  }

  private void noteOlderOnes(int listed) {
    int allowed = limit == null ? OperationQuery.DEFAULT_LIMIT : limit;
    if (listed < allowed) {
      return;
    }
    String how =
        allowed < LimitConverter.MAX
            ? "--limit (up to " + LimitConverter.MAX + ")"
            : "--device, --gateway or --state";
    console.note(
        "note: these are the newest %d; where there are older ones, %s shows them"
            .formatted(listed, how));
  }
}
