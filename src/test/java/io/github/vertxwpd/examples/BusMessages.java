package io.github.vertxwpd.examples;

import io.github.vertxwpd.WpdException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** The manual's examples of plain event-bus messages. */
final class BusMessages {
  private final EventBus bus;

  BusMessages(Vertx vertx) {
    this.bus = vertx.eventBus();
  }

  Future<JsonObject> disconnect(String device) {
    // tag::disconnect[]
    JsonObject body = new JsonObject().put("device", device).put("requestId", "order-7781");
    return bus.<JsonObject>request("wpd.disconnect", body).map(Message::body);
    // end::disconnect[]
  }

  void completions(Consumer<String> print) {
    // tag::completions[]
    bus.<JsonObject>consumer(
        "wpd.disconnect.completed",
        message -> {
          JsonObject event = message.body();
          JsonObject data = event.getJsonObject("data");
          print.accept(event.getString("subject") + " " + data.getString("outcome"));
        });
    // end::completions[]
  }

  Future<JsonObject> refusal(Consumer<String> print) {
    // tag::refusal[]
    JsonObject body = new JsonObject().put("device", "bt-000000000000").put("tiemoutMs", 5_000);
    return bus.<JsonObject>request("wpd.disconnect", body)
        .map(Message::body)
        .onFailure(
            failure -> {
              if (failure instanceof WpdException refused) {
                print.accept(refused.problem().code().wireName()); // validation-failed
                print.accept(refused.problem().detail()); // names the member, and the nearest one
              }
            });
    // end::refusal[]
  }
}
