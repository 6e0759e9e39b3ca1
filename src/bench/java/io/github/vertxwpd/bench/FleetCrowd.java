package io.github.vertxwpd.bench;

import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.Freshness;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.WpdEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Many gateways in one process that have no devices: they announce themselves, give a snapshot when
 * they are asked, and publish events, as gateways do.
 */
final class FleetCrowd {
  private static final Instant STARTED = Instant.parse("2026-11-22T09:00:00.000Z");
  private static final String EPOCH = "crowd";

  private final Vertx vertx;
  private final int first;
  private final int gateways;
  private final int devices;
  private final long[] offsets;

  FleetCrowd(Vertx vertx, int gateways, int devices) {
    this(vertx, 0, gateways, devices);
  }

  /**
   * Makes more of them.
   *
   * @param first how many there are already
   */
  FleetCrowd(Vertx vertx, int first, int gateways, int devices) {
    this.vertx = vertx;
    this.first = first;
    this.gateways = gateways;
    this.devices = devices;
    this.offsets = new long[gateways];
  }

  /** Answers at the address of each. */
  Future<Void> listen() {
    return Future.all(
            IntStream.range(first, first + gateways)
                .mapToObj(
                    number -> {
                      MessageConsumer<JsonObject> consumer =
                          vertx
                              .eventBus()
                              .consumer(
                                  "wpd.fleet." + incarnation(number),
                                  message -> answer(number, message));
                      return consumer.completion();
                    })
                .toList())
        .mapEmpty();
  }

  private void answer(int number, Message<JsonObject> message) {
    if ("snapshot".equals(message.body().getString("verb"))) {
      JsonArray list = new JsonArray();
      IntStream.range(0, devices)
          .forEach(each -> list.add(device(number, each, LinkState.CONNECTED).toJson()));
      message.reply(
          new JsonObject()
              .put("devices", list)
              .put("operations", new JsonArray())
              .put("gateways", new JsonArray())
              .put("position", position(number).toCursor()));
    } else {
      message.reply(new JsonObject().put("reached", true));
    }
  }

  /** Announces all of them. */
  void announce() {
    for (int number = first; number < first + gateways; number++) {
      vertx
          .eventBus()
          .publish(
              "wpd.fleet",
              new JsonObject()
                  .put("t", "here")
                  .put("gateway", gateway(number).toJson())
                  .put("head", position(number).toCursor())
                  .put("asks", false));
    }
  }

  /** Publishes so many events, of one gateway after the other. */
  void publish(int count) {
    for (int i = 0; i < count; i++) {
      int number = first + i % gateways;
      publish(number, (i / gateways) % devices, i % 2 == 0);
    }
  }

  /**
   * Publishes an event of a device that has no others: where it is seen, all before it were.
   *
   * @param link what it says
   */
  void mark(LinkState link) {
    publish(first + gateways - 1, devices, link == LinkState.CONNECTED);
  }

  /** Returns the device of {@link #mark}. */
  String marked() {
    return device(first + gateways - 1, devices, LinkState.UNKNOWN).id().value();
  }

  private void publish(int number, int device, boolean connected) {
    offsets[number - first]++;
    LinkState link = connected ? LinkState.CONNECTED : LinkState.DISCONNECTED;
    EventBody body =
        new EventBody.DeviceChanged(device(number, device, link), link, Cause.EXTERNAL);
    vertx
        .eventBus()
        .publish("wpd.events", new WpdEvent(id(number), position(number), STARTED, body).toJson());
  }

  private StreamPosition position(int number) {
    return new StreamPosition(EPOCH + number, offsets[number - first]);
  }

  private static String id(int number) {
    return "crowd-%04d".formatted(number);
  }

  private static String incarnation(int number) {
    return "crowd-incarnation-" + number;
  }

  private Gateway gateway(int number) {
    return new Gateway(
        id(number),
        incarnation(number),
        EPOCH + number,
        "up",
        "simulated",
        "1.0.0",
        STARTED,
        STARTED,
        devices,
        List.of());
  }

  private static Device device(int number, int each, LinkState link) {
    String id = "bt-%06x%06x".formatted(number, each);
    return new Device(
        new DeviceId(id),
        id(number),
        "Device " + each + " of " + number,
        Optional.empty(),
        Optional.of("Maker"),
        Optional.of("MTP device"),
        "\\\\?\\BTHENUM#{9518e5ca-f6af-464b-9907-a97433641968}_LOCALMFG&000f#" + id,
        link,
        Freshness.LIVE,
        STARTED,
        false,
        Optional.empty());
  }
}
