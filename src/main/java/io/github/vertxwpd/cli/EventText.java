package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonObject;

/** Puts an event into one line: time, type, device, what. */
final class EventText {
  private static final int MAX_DATA_CHARS = 200;

  private EventText() {}

  /** Describes an event of any type; of one that it does not know it shows the data. */
  static StyledLine of(JsonObject event) {
    String type = EventTypeConverter.shortName(event.getString("type", ""));
    String subject = event.getString("subject", "").replaceFirst("^devices/", "");
    JsonObject data = event.getJsonObject("data", new JsonObject());
    return new StyledLine()
        .add("%-24s  ".formatted(event.getString("time", "")))
        .add("%-19s".formatted(type), "gateway.lost".equals(type) ? Tone.BAD : Tone.PLAIN)
        .add("  %-16s  ".formatted(subject.isEmpty() ? "-" : subject))
        .add(what(type, event, data));
  }

  private static StyledLine what(String type, JsonObject event, JsonObject data) {
    return switch (type) {
      case "operation.accepted" ->
          new StyledLine()
              .add(data.getString("verb") + " ")
              .add("accepted", Tone.BUSY)
              .add(" as operation " + data.getString("operation"));
      case "operation.completed" -> OperationText.end(data.getString("verb"), data);
      case "operation.late-callback" ->
          new StyledLine()
              .add(
                  "callback %s of a %s that had ended: %s"
                      .formatted(
                          data.getValue("ordinal"),
                          data.getString("verb"),
                          data.getString("hresultName")));
      case "device.added", "device.removed", "device.changed" -> device(data);
      case "gateway.started", "gateway.stopping", "gateway.lost" -> gateway(event, data);
      default -> new StyledLine().add(shortened(data.encode()));
    };
  }

  private static StyledLine device(JsonObject data) {
    JsonObject device = data.getJsonObject("device");
    String before = data.getString("before");
    String link = device.getString("link");
    StyledLine line = new StyledLine().add(device.getString("name") + ": ");
    if (before != null && !before.equals(link)) {
      line.add(OperationText.link(before)).add(" -> ");
    }
    return line.add(OperationText.link(link)).add(" (" + data.getString("cause") + ")");
  }

  private static StyledLine gateway(JsonObject event, JsonObject data) {
    return new StyledLine()
        .add(
            "%s provider=%s version=%s"
                .formatted(
                    data.getString("gateway", event.getString("source", "")),
                    data.getString("provider", "?"),
                    data.getString("version", "?")));
  }

  private static String shortened(String text) {
    return text.length() <= MAX_DATA_CHARS ? text : text.substring(0, MAX_DATA_CHARS) + "...";
  }
}
