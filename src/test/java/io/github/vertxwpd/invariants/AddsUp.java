package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.EventSeen;
import io.github.vertxwpd.invariants.Entry.Quiet;
import io.github.vertxwpd.invariants.Entry.ResetSeen;
import io.github.vertxwpd.invariants.Entry.SnapshotSeen;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A snapshot is what the events up to its cursor add up to: the devices with their links, holds and
 * operations, and the operations that run. The follower's own snapshot is the start, its first and
 * one after each gap. After the quiet nothing runs, and the follower has got to the last snapshot's
 * cursor.
 */
final class AddsUp extends Rule {
  private record Shown(String name, String link, boolean hold, String operation) {
    static Shown of(JsonObject device) {
      return new Shown(
          device.getString("name"),
          device.getString("link"),
          device.getBoolean("hold"),
          device.getString("operation", ""));
    }
  }

  /** Within what two snapshots may be recorded in another order than they were taken. */
  private static final long SIDE_BY_SIDE_MS = 1_000;

  private final Map<String, Stamped> awaited = new HashMap<>();
  private final Map<String, Shown> devices = new TreeMap<>();
  private final Set<String> running = new TreeSet<>();
  private boolean gap;
  private boolean quiet;

  /**
   * Looks for the snapshots to compare with.
   *
   * @param history all of it: a snapshot may be recorded before or after the follower got there
   */
  AddsUp(Iterable<Stamped> history) {
    super(Invariants.ADDS_UP);
    for (Stamped stamped : history) {
      if (stamped.entry() instanceof SnapshotSeen snapshot && !snapshot.followed()) {
        awaited.put(snapshot.cursor(), stamped);
      }
    }
  }

  @Override
  void take(Stamped stamped) {
    Entry entry = stamped.entry();
    if (entry instanceof EventSeen seen) {
      add(Event.of(seen.event()));
      compare(seen.cursor());
    } else if (entry instanceof SnapshotSeen snapshot && snapshot.followed()) {
      restart(snapshot);
      compare(snapshot.cursor());
      forget(stamped);
    } else if (entry instanceof ResetSeen) {
      gap = true;
    } else if (entry instanceof Quiet) {
      quiet = true;
    } else if (quiet && entry instanceof SnapshotSeen snapshot) {
      for (Object operation : snapshot.operations()) {
        broken(stamped, "still running: " + ((JsonObject) operation).getString("operation"));
      }
    }
  }

  private void restart(SnapshotSeen snapshot) {
    devices.clear();
    devices.putAll(devicesOf(snapshot));
    running.clear();
    running.addAll(operationsOf(snapshot));
  }

  /** The follower never gets to the snapshots on the side that lie in a gap. */
  private void forget(Stamped fresh) {
    if (gap) {
      awaited.values().removeIf(stamped -> stamped.ms() <= fresh.ms() + SIDE_BY_SIDE_MS);
    }
    gap = false;
  }

  private void add(Event event) {
    switch (event.type()) {
      case "device.added", "device.changed" ->
          devices.put(event.subject(), Shown.of(event.data().getJsonObject("device")));
      case "device.removed" -> devices.remove(event.subject());
      case "operation.accepted" -> running.add(event.operation());
      case "operation.completed" -> running.remove(event.operation());
      default -> {}
    }
  }

  private void compare(String cursor) {
    Stamped stamped = awaited.remove(cursor);
    if (stamped == null) {
      return;
    }
    SnapshotSeen snapshot = (SnapshotSeen) stamped.entry();
    Map<String, Shown> shown = devicesOf(snapshot);
    Set<String> ids = new TreeSet<>(devices.keySet());
    ids.addAll(shown.keySet());
    for (String id : ids) {
      if (!Objects.equals(devices.get(id), shown.get(id))) {
        broken(
            stamped,
            "%s: the events up to %s add up to %s, the snapshot shows %s"
                .formatted(id, cursor, devices.get(id), shown.get(id)));
      }
    }
    Set<String> shownRunning = operationsOf(snapshot);
    if (!running.equals(shownRunning)) {
      broken(
          stamped,
          "running at %s by the events alone: %s; by the snapshot alone: %s"
              .formatted(cursor, without(running, shownRunning), without(shownRunning, running)));
    }
  }

  @Override
  void end(Stamped last) {
    if (quiet && !running.isEmpty()) {
      broken(last, "the events leave running at the end: " + running);
    }
    awaited.forEach(
        (cursor, stamped) ->
            broken(stamped, "the follower never got to the snapshot's cursor " + cursor));
  }

  private static Set<String> without(Set<String> some, Set<String> others) {
    Set<String> rest = new TreeSet<>(some);
    rest.removeAll(others);
    return rest;
  }

  private static Map<String, Shown> devicesOf(SnapshotSeen snapshot) {
    Map<String, Shown> shown = new TreeMap<>();
    for (Object item : snapshot.devices()) {
      JsonObject device = (JsonObject) item;
      shown.put(device.getString("device"), Shown.of(device));
    }
    return shown;
  }

  private static Set<String> operationsOf(SnapshotSeen snapshot) {
    Set<String> operations = new TreeSet<>();
    for (Object item : snapshot.operations()) {
      operations.add(((JsonObject) item).getString("operation"));
    }
    return operations;
  }
}
