package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonObject;

/** Puts an event into one line: time, type, device, what. */
final class EventText {
  private static final int MAX_DATA_CHARS = 200;

  private EventText() {}

  /** Describes an event of any type; of one that it does not know it shows the data. */
  static String of(JsonObject event) {
    String type =
        event.getString("type", "").replaceFirst("^wpd\\.", "").replaceFirst("\\.v1$", "");
    String subject = event.getString("subject", "").replaceFirst("^devices/", "");
    JsonObject data = event.getJsonObject("data", new JsonObject());
    return PlainText.of(
        "%-24s  %-19s  %-16s  %s"
            .formatted(
                event.getString("time", ""),
                type,
                subject.isEmpty() ? "-" : subject,
                what(type, event, data))
            .stripTrailing());
  }

  private static String what(String type, JsonObject event, JsonObject data) {
    return switch (type) {
      case "operation.accepted" ->
          data.getString("verb") + " accepted as operation " + data.getString("operation");
      case "operation.completed" -> OperationText.end(data.getString("verb"), data);
      case "operation.late-callback" ->
          "callback %s of a %s that had ended: %s"
              .formatted(
                  data.getValue("ordinal"), data.getString("verb"), data.getString("hresultName"));
      case "device.added", "device.removed", "device.changed" -> device(data);
      case "gateway.started", "gateway.stopping", "gateway.lost" -> gateway(event, data);
      default -> shortened(data.encode());
    };
  }

  private static String device(JsonObject data) {
    JsonObject device = data.getJsonObject("device");
    String before = data.getString("before");
    String link = device.getString("link");
    String change = before == null || before.equals(link) ? link : before + " -> " + link;
    return "%s: %s (%s)".formatted(device.getString("name"), change, data.getString("cause"));
  }

  private static String gateway(JsonObject event, JsonObject data) {
    return "%s provider=%s version=%s"
        .formatted(
            data.getString("gateway", event.getString("source", "")),
            data.getString("provider", "?"),
            data.getString("version", "?"));
  }

  private static String shortened(String text) {
    return text.length() <= MAX_DATA_CHARS ? text : text.substring(0, MAX_DATA_CHARS) + "...";
  }
}
