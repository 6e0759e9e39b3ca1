package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** Tells a person which gateways only simulate their devices. */
final class SimulationNotice {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private SimulationNotice() {}

  /**
   * Asks a gateway for its snapshot, where the gateways stand, and shows the notice. That it cannot
   * be had is no failure of the command.
   */
  static void show(GatewayApi api, Console console) throws InterruptedException {
    try (EventSocket socket = EventSocket.open(api)) {
      socket.subscribe(StreamCursors.NONE, new JsonObject());
      Optional<JsonObject> message = socket.next(PATIENCE);
      while (message.isPresent() && "snapshot".equals(message.get().getString("t"))) {
        show(message.get(), console);
        message = socket.next(PATIENCE);
      }
    } catch (CommandFailure | ConnectionLost e) {
      // The devices have been listed; this was a courtesy.
    }
  }

  /** Shows the notice for the gateways of a listing, or of one part of a snapshot. */
  static void show(JsonObject snapshot, Console console) {
    for (Object item : snapshot.getJsonArray("gateways", new JsonArray())) {
      JsonObject gateway = (JsonObject) item;
      if ("simulated".equals(gateway.getString("provider"))) {
        console.note(
            PlainText.of(
                "note: the devices of gateway " + gateway.getString("gateway") + " are simulated"));
      }
    }
  }
}
