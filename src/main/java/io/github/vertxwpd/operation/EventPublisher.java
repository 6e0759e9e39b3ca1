package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.model.EventBody.OperationCompleted;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.model.WireName;
import io.github.vertxwpd.stream.EncodedEvent;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.StreamWalk;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;

/**
 * Publishes every event of the stream on the event bus, in order. Runs where the stream is appended
 * to.
 */
final class EventPublisher {
  private final EventBus bus;
  private final WpdAddresses addresses;
  private final StreamWalk walk;
  private final Runnable unsubscribe;

  EventPublisher(EventBus bus, WpdAddresses addresses, EventStream stream) {
    this.bus = bus;
    this.addresses = addresses;
    this.walk = stream.walkFrom(stream.head());
    this.unsubscribe = stream.onAppend(this::publishAll);
  }

  void stop() {
    unsubscribe.run();
  }

  private void publishAll() {
    while (walk.next() instanceof StreamWalk.Next next) {
      publish(next.event());
    }
  }

  private void publish(EncodedEvent encoded) {
    JsonObject message = new JsonObject(encoded.json());
    bus.publish(addresses.events(), message);
    if (encoded.type().equals(OperationCompleted.TYPE)) {
      Verb verb = WireName.of(Verb.class, message.getJsonObject("data").getString("verb"));
      bus.publish(addresses.completed(verb), message);
    }
  }
}
