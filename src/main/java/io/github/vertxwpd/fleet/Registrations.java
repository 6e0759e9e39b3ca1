package io.github.vertxwpd.fleet;

import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.operation.BusEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Where this node is reached on the event bus: one consumer an address, however many clients it
 * has. Confined to the event loop of the fleet.
 */
final class Registrations {
  private final EventBus bus;
  private final WpdAddresses addresses;
  private final FleetAddresses fleetAddresses;
  private final String incarnation;
  private final BusEndpoint commands;
  private final OwnerEndpoint owner;
  private final Handler<JsonObject> events;
  private final Handler<JsonObject> announcements;
  private final List<MessageConsumer<JsonObject>> consumers = new ArrayList<>();
  private boolean answering;

  /**
   * Makes registrations that are not made yet.
   *
   * @param commands answers whoever wants something of the fleet
   * @param owner answers the other nodes
   * @param events given every gateway's events
   * @param announcements given what nodes announce
   */
  Registrations(
      EventBus bus,
      String prefix,
      String incarnation,
      BusEndpoint commands,
      OwnerEndpoint owner,
      Handler<JsonObject> events,
      Handler<JsonObject> announcements) {
    this.bus = bus;
    this.addresses = new WpdAddresses(prefix);
    this.fleetAddresses = new FleetAddresses(prefix);
    this.incarnation = incarnation;
    this.commands = commands;
    this.owner = owner;
    this.events = events;
    this.announcements = announcements;
  }

  /** Listens to the others, and answers them. */
  Future<Void> listen() {
    consumers.add(
        bus.consumer(
            fleetAddresses.announcements(), message -> announcements.handle(message.body())));
    consumers.add(bus.consumer(addresses.events(), message -> events.handle(message.body())));
    consumers.add(owner.register(bus, fleetAddresses.of(incarnation)));
    return Future.all(consumers.stream().map(MessageConsumer::completion).toList()).mapEmpty();
  }

  /** Answers whoever wants something of the fleet. */
  Future<Void> answer() {
    answering = true;
    return commands.register(bus, addresses);
  }

  /** Makes all of it anew. */
  Future<Void> renew() {
    boolean wasAnswering = answering;
    return end()
        .transform(ended -> listen())
        .compose(listening -> wasAnswering ? answer() : Future.succeededFuture());
  }

  /** Ends all of it. */
  Future<Void> end() {
    answering = false;
    List<MessageConsumer<JsonObject>> ending = List.copyOf(consumers);
    consumers.clear();
    return Future.join(
            commands.unregister(),
            Future.join(ending.stream().map(MessageConsumer::unregister).toList()))
        .mapEmpty();
  }
}
