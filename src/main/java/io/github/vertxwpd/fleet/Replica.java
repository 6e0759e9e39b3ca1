package io.github.vertxwpd.fleet;

import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.operation.Snapshot;
import io.github.vertxwpd.stream.EncodedEvent;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node knows of one gateway: what its events add up to. Confined to the event loop of the
 * fleet.
 */
final class Replica {
  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private Gateway gateway;
  private Instant heardAt;
  private long heardMs;
  private Liveness liveness = Liveness.UP;
  private boolean saidGoodbye;
  private boolean lossTold;
  private Optional<StreamPosition> position = Optional.empty();

  /**
   * Makes a replica that has nothing yet.
   *
   * @param gateway how the gateway announced itself
   * @param at when
   * @param nowMs the same time, in milliseconds that only grow
   */
  Replica(Gateway gateway, Instant at, long nowMs) {
    this.gateway = gateway;
    this.heardAt = at;
    this.heardMs = nowMs;
  }

  String id() {
    return gateway.id();
  }

  String incarnation() {
    return gateway.incarnation();
  }

  /** Returns the gateway as it announced itself last, and how it is. */
  Gateway gateway() {
    return gateway.seen(liveness.wireName(), heardAt);
  }

  Liveness liveness() {
    return liveness;
  }

  /** Returns up to where its events are in here; empty before the first snapshot. */
  Optional<StreamPosition> position() {
    return position;
  }

  /** Takes an announcement of the gateway's present process. */
  void announced(Gateway now, Instant at, long nowMs) {
    gateway = now;
    heard(at, nowMs);
  }

  /** Notes that the gateway's process is there. */
  void heard(Instant at, long nowMs) {
    heardAt = at;
    heardMs = nowMs;
    liveness = Liveness.UP;
    saidGoodbye = false;
    lossTold = false;
  }

  /** Notes that the event bus knows nobody at the address of the gateway's process. */
  void isGone() {
    if (liveness == Liveness.UP) {
      heardMs -= Liveness.SUSPECTED_AFTER.toMillis();
      liveness = Liveness.SUSPECTED;
    }
  }

  /**
   * Notes that somebody has said in a stream that the gateway is lost.
   *
   * @return whether nobody had before
   */
  boolean tellLost() {
    boolean first = !lossTold;
    lossTold = true;
    return first;
  }

  /** Notes that this node itself stood still for some time: that is not the gateway's silence. */
  void forgive(long ms) {
    heardMs += ms;
  }

  /** Notes that the gateway's process has ended, and said so. */
  void left() {
    liveness = Liveness.LOST;
    saidGoodbye = true;
  }

  /** Returns whether it should be there and is not. */
  boolean isMissed() {
    return liveness != Liveness.UP && !saidGoodbye;
  }

  /**
   * Looks how long the gateway was silent.
   *
   * @return whether it is lost from now on
   */
  boolean grewSilent(long nowMs) {
    Liveness before = liveness;
    if (before != Liveness.LOST) {
      liveness = Liveness.after(nowMs - heardMs);
    }
    return before != Liveness.LOST && liveness == Liveness.LOST;
  }

  /** Returns its devices, stale ones where it is lost. */
  List<Device> devices() {
    return liveness == Liveness.LOST
        ? devices.values().stream().map(Device::stale).toList()
        : List.copyOf(devices.values());
  }

  /** Returns the operations that have not ended, presumed to be lost where the gateway is. */
  List<Operation> operations() {
    return liveness == Liveness.LOST
        ? operations.values().stream().map(Operation::presumedLost).toList()
        : List.copyOf(operations.values());
  }

  /** Returns an operation that has not ended, as {@link #operations} has it. */
  Optional<Operation> operation(String id) {
    return operations().stream().filter(operation -> operation.id().equals(id)).findFirst();
  }

  /** Takes over what the gateway says that it has. */
  void install(Snapshot snapshot) {
    devices.clear();
    operations.clear();
    snapshot.devices().forEach(device -> devices.put(device.id().value(), device));
    snapshot.operations().forEach(operation -> operations.put(operation.id(), operation));
    position = Optional.of(snapshot.position());
  }

  /** Takes the gateway's next event. */
  void apply(EncodedEvent event) {
    position = Optional.of(event.position());
    try {
      apply(event.type(), new JsonObject(event.json()).getJsonObject("data"));
    } catch (RuntimeException e) {
      LOG.warn("{} of {} cannot be read: is it of a newer version?", event.type(), id(), e);
    }
  }

  private void apply(String type, JsonObject data) {
    switch (type) {
      case "wpd.device.added.v1", "wpd.device.changed.v1" -> {
        Device device = Device.fromJson(data.getJsonObject("device"));
        devices.put(device.id().value(), device);
      }
      case "wpd.device.removed.v1" ->
          devices.remove(data.getJsonObject("device").getString("device"));
      case "wpd.operation.accepted.v1" -> {
        Operation operation = Operation.fromJson(data);
        operations.put(operation.id(), operation);
      }
      case "wpd.operation.completed.v1" -> operations.remove(data.getString("operation"));
      default -> {
        // Nothing that is kept here.
      }
    }
  }
}
