package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.LinkState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code devices}. */
@Command(
    name = "devices",
    description = {
      "List the paired devices and their links.",
      "All are listed that fit every filter, or as many as --limit allows."
    })
final class DevicesCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private GatewayAddress address;

  @Option(
      names = "--device",
      paramLabel = "<device>",
      description = "Only this one: its id, its PnP id, or its alias.")
  private String device;

  @Option(
      names = "--gateway",
      paramLabel = "<id>",
      converter = GatewayIdConverter.class,
      description = "Only those of this gateway.")
  private String gateway;

  @Option(
      names = "--link",
      paramLabel = "<state>",
      converter = LinkConverter.class,
      completionCandidates = LinkConverter.class,
      description =
          "Only those whose link is connected, disconnected, connecting, disconnecting or unknown.")
  private LinkState link;

  @Option(
      names = {"-q", "--search"},
      paramLabel = "<text>",
      description =
          "Only those with this text in their name, id, alias, manufacturer or description.")
  private String text;

  @Option(
      names = "--limit",
      paramLabel = "<number>",
      converter = LimitConverter.class,
      description = "At most so many, up to " + LimitConverter.MAX + "; default: all.")
  private Integer limit;

  @Option(
      names = "--page",
      paramLabel = "<page>",
      description = "Go on where a listing with --limit ended, which named this page.")
  private String page;

  DevicesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure {
    GatewayApi api = address.api(console.environment());
    QueryString query =
        new QueryString()
            .add("device", Optional.ofNullable(device))
            .add("gateway", Optional.ofNullable(gateway))
            .add("link", Optional.ofNullable(link).map(LinkState::wireName))
            .add("q", Optional.ofNullable(text))
            .add("limit", Optional.ofNullable(limit))
            .add("page", Optional.ofNullable(page));
    JsonObject listing = api.get("/api/v1/devices" + query);
    if (console.json()) {
      console.printJson(listing);
      return ExitCode.OK;
    }
    JsonArray devices = listing.getJsonArray("devices", new JsonArray());
    console.print(table(devices));
    if (devices.isEmpty()) {
      console.note(query.isEmpty() ? "no device is paired" : "no such device is paired");
    }
    Optional.ofNullable(listing.getString("next"))
        .ifPresent(
            next -> console.note(PlainText.of("note: there are more; go on with --page " + next)));
    SimulationNotice.show(api, console);
    return ExitCode.OK;
  }

  private static Table table(JsonArray devices) {
    Table table = new Table("DEVICE", "NAME", "LINK", "GATEWAY", "OPERATION");
    for (Object item : devices) {
      JsonObject device = (JsonObject) item;
      String operation = device.getString("operation");
      table.add(
          StyledText.of(device.getString("device")),
          StyledText.of(device.getString("name")),
          link(device),
          StyledText.of(device.getString("gateway")),
          StyledText.of(operation == null ? "-" : operation));
    }
    return table;
  }

  /** A link that nobody can see now is never called disconnected. */
  private static StyledText link(JsonObject device) {
    String state = device.getString("link");
    String words = state + (device.getBoolean("hold", false) ? " (held)" : "");
    return "stale".equals(device.getString("freshness"))
        ? new StyledText(
            "stale (was " + words + " at " + device.getString("observedAt") + ")", Tone.BAD)
        : new StyledText(words, Tone.ofLink(state));
  }
}
