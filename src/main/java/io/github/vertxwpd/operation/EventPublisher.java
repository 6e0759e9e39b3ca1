package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.model.EventBody.OperationCompleted;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.WrittenEvent;
import io.vertx.core.eventbus.EventBus;

/**
 * Publishes events on the event bus, which gives each consumer a copy of its own. Follows the
 * stream: {@link EventStream#follow}.
 */
final class EventPublisher {
  private final EventBus bus;
  private final WpdAddresses addresses;

  EventPublisher(EventBus bus, WpdAddresses addresses) {
    this.bus = bus;
    this.addresses = addresses;
  }

  /** Publishes an event. */
  void publish(WrittenEvent event) {
    bus.publish(addresses.events(), event.json());
    if (event.body() instanceof OperationCompleted completed) {
      bus.publish(addresses.completed(completed.operation().verb()), event.json());
    }
  }
}
