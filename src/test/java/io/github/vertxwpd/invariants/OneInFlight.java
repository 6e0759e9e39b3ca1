package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.EventSeen;
import io.github.vertxwpd.invariants.Entry.SnapshotSeen;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A device has at most one operation at any point of the events' order, and shows no other; what a
 * dead process left ends before a new operation is accepted.
 */
final class OneInFlight extends Rule {
  private record Running(String operation, String device, int incarnation) {}

  private final Map<String, Running> byDevice = new HashMap<>();
  private int incarnation;

  OneInFlight() {
    super(Invariants.ONE_IN_FLIGHT);
  }

  @Override
  void take(Stamped stamped) {
    if (stamped.entry() instanceof SnapshotSeen snapshot && snapshot.followed()) {
      restart(snapshot);
    } else if (stamped.entry() instanceof EventSeen seen) {
      take(stamped, Event.of(seen.event()));
    }
  }

  private void restart(SnapshotSeen snapshot) {
    byDevice.clear();
    for (Object item : snapshot.operations()) {
      JsonObject operation = (JsonObject) item;
      String device = operation.getString("device");
      byDevice.put(device, new Running(operation.getString("operation"), device, incarnation));
    }
  }

  private void take(Stamped stamped, Event event) {
    if (event.is("gateway.started")) {
      incarnation++;
    } else if (event.is("operation.accepted")) {
      accept(stamped, event);
    } else if (event.is("operation.completed")) {
      Running running = byDevice.get(event.subject());
      if (running != null && running.operation().equals(event.operation())) {
        byDevice.remove(event.subject());
      }
    } else if (event.is("device.changed")) {
      JsonObject device = event.data().getJsonObject("device");
      Optional.ofNullable(device.getString("operation"))
          .filter(operation -> !operation.equals(runningOn(event.subject())))
          .ifPresent(
              operation ->
                  broken(stamped, event.subject() + " shows " + operation + ", not in flight"));
    }
  }

  private void accept(Stamped stamped, Event event) {
    byDevice.values().stream()
        .filter(running -> running.incarnation() < incarnation)
        .findFirst()
        .ifPresent(
            old ->
                broken(
                    Invariants.RECOVERED_FIRST,
                    stamped,
                    event.operation() + " was accepted before " + old.operation() + " had ended"));
    Running before =
        byDevice.put(event.subject(), new Running(event.operation(), event.subject(), incarnation));
    if (before != null && before.incarnation() == incarnation) {
      broken(
          stamped,
          "%s was accepted while %s ran on %s"
              .formatted(event.operation(), before.operation(), event.subject()));
    }
  }

  private String runningOn(String device) {
    return Optional.ofNullable(byDevice.get(device)).map(Running::operation).orElse("");
  }
}
