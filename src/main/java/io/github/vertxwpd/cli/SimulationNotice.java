package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Tells a person which gateways only simulate their devices. */
final class SimulationNotice {
  private SimulationNotice() {}

  /** Asks a gateway, and shows the notice. That it does not answer is no failure of the command. */
  static void show(GatewayApi api, Console console) {
    try {
      show(api.get("/api/v1/gateways"), console);
    } catch (CommandFailure e) {
      // What was asked for has been shown; this was a courtesy.
    }
  }

  /** Shows the notice for the gateways of a listing. */
  static void show(JsonObject listing, Console console) {
    for (Object item : listing.getJsonArray("gateways", new JsonArray())) {
      JsonObject gateway = (JsonObject) item;
      if ("simulated".equals(gateway.getString("provider"))) {
        console.note(
            PlainText.of(
                "note: the devices of gateway " + gateway.getString("gateway") + " are simulated"));
      }
    }
  }
}
