package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say which events are wanted. */
final class EventSelection {
  private static final String AGAIN = " Can be given several times.";

  @Option(
      names = "--device",
      paramLabel = "<id>",
      converter = DeviceIdConverter.class,
      description =
          "Only events about this device, named by its id as `devices` prints it." + AGAIN)
  private List<String> devices = new ArrayList<>();

  @Option(
      names = "--type",
      paramLabel = "<type>",
      converter = EventTypeConverter.class,
      completionCandidates = EventTypeConverter.class,
      description =
          "Only events of this type, such as operation.completed, or with its whole name"
              + " wpd.operation.completed.v1."
              + AGAIN)
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--gateway",
      paramLabel = "<id>",
      converter = GatewayIdConverter.class,
      description = "Only events of this gateway." + AGAIN)
  private List<String> gateways = new ArrayList<>();

  /** Returns the {@code filter} of a subscription; an empty object means all. */
  JsonObject toFilter() {
    JsonObject filter = new JsonObject();
    put(filter, "device", devices);
    put(filter, "type", types);
    put(filter, "gateway", gateways);
    return filter;
  }

  private static void put(JsonObject filter, String member, List<String> wanted) {
    if (!wanted.isEmpty()) {
      filter.put(member, new JsonArray(wanted.stream().distinct().toList()));
    }
  }
}
