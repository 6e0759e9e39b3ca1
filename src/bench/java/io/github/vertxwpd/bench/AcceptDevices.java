package io.github.vertxwpd.bench;

import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Verb;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Connects what is disconnected and disconnects what is connected, so that each request is accepted
 * and changes something. A device is taken again when its last operation has ended, the longest
 * free one first. Every reply and every end is checked. Confined to the clients' event loop.
 */
final class AcceptDevices implements ClosedLoop.Workload {
  /**
   * A device that nothing runs on.
   *
   * @param next what brings it from where it is to the other side
   */
  private record Free(String device, Verb next) {
    static Free of(Device device) {
      boolean connected = device.link() == LinkState.CONNECTED;
      return new Free(device.id().value(), connected ? Verb.DISCONNECT : Verb.CONNECT);
    }

    static Free after(Verb verb, String device) {
      return new Free(device, verb == Verb.CONNECT ? Verb.DISCONNECT : Verb.CONNECT);
    }
  }

  private final EventBus bus;
  private final WpdAddresses addresses;
  private final Deque<Free> free = new ArrayDeque<>();
  private final Map<String, Verb> busy = new HashMap<>();
  private final Deque<Promise<Free>> waiting = new ArrayDeque<>();
  private final List<Promise<Void>> waitingForRest = new ArrayList<>();
  private Optional<Throwable> failure = Optional.empty();
  private Optional<JsonObject> lastReply = Optional.empty();

  AcceptDevices(EventBus bus, WpdAddresses addresses) {
    this.bus = bus;
    this.addresses = addresses;
  }

  /** Takes the devices as they are, and listens to the ends of their operations. */
  Future<Void> begin(List<Device> devices) {
    devices.stream().map(Free::of).forEach(free::add);
    return Future.all(listen(Verb.DISCONNECT), listen(Verb.CONNECT)).mapEmpty();
  }

  private Future<Void> listen(Verb verb) {
    return bus.<JsonObject>consumer(addresses.completed(verb), event -> ended(verb, event.body()))
        .completion();
  }

  @Override
  public Future<Supplier<Future<?>>> next() {
    return take().map(device -> () -> submit(device));
  }

  /** Returns the same, but with nothing else under way in the gateway when a request is made. */
  ClosedLoop.Workload oneAtATime() {
    return () -> rest().compose(resting -> next());
  }

  /** Completes when every operation has ended. */
  Future<Void> rest() {
    if (failure.isPresent()) {
      return Future.failedFuture(failure.get());
    }
    if (busy.isEmpty()) {
      return Future.succeededFuture();
    }
    Promise<Void> resting = Promise.promise();
    waitingForRest.add(resting);
    return resting.future();
  }

  /** Returns the reply that came last. */
  JsonObject lastReply() {
    return lastReply.orElseThrow();
  }

  /** Returns the body of a request, the same for both verbs. */
  static JsonObject body(String device) {
    return new JsonObject().put("device", device);
  }

  private Future<Free> take() {
    if (failure.isPresent()) {
      return Future.failedFuture(failure.get());
    }
    if (!free.isEmpty()) {
      return Future.succeededFuture(free.remove());
    }
    Promise<Free> taken = Promise.promise();
    waiting.add(taken);
    return taken.future();
  }

  private Future<?> submit(Free device) {
    busy.put(device.device(), device.next());
    String address = device.next() == Verb.CONNECT ? addresses.connect() : addresses.disconnect();
    return bus.<JsonObject>request(address, body(device.device()))
        .map(message -> accepted(message.body()))
        .onFailure(this::fail);
  }

  private JsonObject accepted(JsonObject reply) {
    require(reply, "state", "pending");
    require(reply, "duplicate", false);
    lastReply = Optional.of(reply);
    return reply;
  }

  private void ended(Verb verb, JsonObject event) {
    try {
      JsonObject end = event.getJsonObject("data");
      require(end, "outcome", "succeeded");
      require(end, "changed", true);
      require(end, "verified", true);
      String device = event.getString("subject").substring("devices/".length());
      if (!busy.remove(device, verb)) {
        throw new IllegalStateException("an operation ended that was not asked for: " + event);
      }
      free(Free.after(verb, device));
    } catch (IllegalStateException e) {
      fail(e);
    }
  }

  private void free(Free device) {
    if (waiting.isEmpty()) {
      free.add(device);
    } else {
      waiting.remove().complete(device);
    }
    if (busy.isEmpty()) {
      List<Promise<Void>> told = List.copyOf(waitingForRest);
      waitingForRest.clear();
      told.forEach(Promise::complete);
    }
  }

  private void fail(Throwable cause) {
    failure = Optional.of(cause);
    waiting.forEach(promise -> promise.tryFail(cause));
    waitingForRest.forEach(promise -> promise.tryFail(cause));
  }

  private static void require(JsonObject message, String member, Object expected) {
    if (!expected.equals(message.getValue(member))) {
      throw new IllegalStateException(member + " is not " + expected + " in " + message.encode());
    }
  }
}
