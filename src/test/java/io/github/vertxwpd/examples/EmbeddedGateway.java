package io.github.vertxwpd.examples;

import io.github.vertxwpd.WpdClient;
import io.github.vertxwpd.WpdGateway;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.Verb;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/** The README's example. */
final class EmbeddedGateway {
  private EmbeddedGateway() {}

  static Future<Operation> run(Vertx vertx, WpdOptions options, Consumer<Object> print) {
    // README: begin
    WpdClient client = WpdClient.create(vertx);
    client.onCompleted(
        Verb.DISCONNECT, event -> print.accept(event.getJsonObject("data").getString("outcome")));

    return WpdGateway.deploy(vertx, options)
        .compose(gateway -> client.devices())
        .compose(devices -> client.disconnect(devices.get(0).id().value()))
        .onSuccess(operation -> print.accept("queued: " + operation.id()))
        .onFailure(problem -> print.accept(problem.getMessage()));
    // README: end
  }
}
