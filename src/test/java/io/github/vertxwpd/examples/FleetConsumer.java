package io.github.vertxwpd.examples;

import io.github.vertxwpd.ClusterOptions;
import io.github.vertxwpd.WpdClient;
import io.github.vertxwpd.WpdFleet;
import io.github.vertxwpd.model.Verb;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** The README's application in a fleet: it is told how every operation of every gateway ends. */
final class FleetConsumer {
  private FleetConsumer() {}

  static Future<WpdFleet> run(ClusterOptions options, Consumer<Object> print) {
    // tag::consumer[]
    return WpdFleet.join(options, "line-7")
        .onSuccess(
            fleet -> {
              WpdClient client = WpdClient.create(fleet.vertx());
              client.onCompleted(
                  Verb.DISCONNECT,
                  event -> {
                    JsonObject end = event.getJsonObject("data");
                    print.accept(event.getString("source") + ": " + end.getString("outcome"));
                  });
            });
    // end::consumer[]
  }
}
