package io.github.vertxwpd.fleet;

import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.StreamPosition;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What nodes announce to each other. */
sealed interface FleetMessage {
  /** Returns the form that goes over the event bus. */
  JsonObject toJson();

  /**
   * A gateway is there.
   *
   * @param gateway how it is
   * @param head its newest event
   * @param asks whether the others are to announce themselves, because it is new
   */
  record Here(Gateway gateway, StreamPosition head, boolean asks) implements FleetMessage {
    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .put("t", "here")
          .put("gateway", gateway.toJson())
          .put("head", head.toCursor())
          .put("asks", asks);
    }
  }

  /**
   * A process ends.
   *
   * @param gateway the gateway's id
   * @param incarnation the process: its successor may be there already
   */
  record Leaving(String gateway, String incarnation) implements FleetMessage {
    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .put("t", "leaving")
          .put("gateway", gateway)
          .put("incarnation", incarnation);
    }
  }

  /**
   * Reads what another node announced.
   *
   * @return the message; empty for one of a kind that this version does not know
   */
  static Optional<FleetMessage> read(JsonObject json) {
    try {
      return switch (json.getString("t", "")) {
        case "here" ->
            StreamPosition.parse(json.getString("head"))
                .map(
                    head ->
                        new Here(
                            Gateway.fromJson(json.getJsonObject("gateway")),
                            head,
                            json.getBoolean("asks", false)));
        case "leaving" ->
            Optional.of(new Leaving(json.getString("gateway"), json.getString("incarnation")));
        default -> Optional.empty();
      };
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
