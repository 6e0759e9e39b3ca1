package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.HoldsSettled;
import io.github.vertxwpd.invariants.Entry.Quiet;
import io.github.vertxwpd.invariants.Entry.SnapshotSeen;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The end of a run: what holds devices is let go, as it would go on for ever; then everything gets
 * as long as it may take to end.
 */
final class Settlement {
  private static final long POLL_MS = 250;
  private static final long CATCH_UP_MS = 10_000;

  /** How long it may take until no device is held. */
  private static final long LET_GO_MS = 30_000;

  /** How long it may take until all that are to be held are, or are disconnected. */
  private static final long HOLD_MS = 20_000;

  private static final int ROUNDS = 3;

  private final Client client;
  private final EventFollower follower;
  private final History history;
  private final int devices;

  /**
   * Makes the end of a run.
   *
   * @param devices how many devices there are when none is away
   */
  Settlement(Client client, EventFollower follower, History history, int devices) {
    this.client = client;
    this.follower = follower;
    this.history = history;
    this.devices = devices;
  }

  /**
   * Waits for the quiet, and records a last snapshot and how operations are remembered.
   *
   * @param boundMs how long operations may take
   * @param remembered the operations to read
   * @param ends knows of more to read
   */
  void settle(long boundMs, List<String> remembered, MissedEnds ends) throws Exception {
    letGo();
    boolean idle = follower.awaitIdle(boundMs);
    history.record(new Quiet(idle ? 0 : boundMs));
    Optional<SnapshotSeen> snapshot = client.snapshot();
    if (snapshot.isPresent()) {
      boolean unused = follower.awaitCursor(snapshot.get().cursor(), CATCH_UP_MS);
    }
    for (String operation : remembered) {
      send(Workload.read(operation));
    }
    for (String operation : ends.open()) {
      send(Workload.read(operation));
    }
  }

  /** Holds devices, and waits until nothing runs on them. */
  void hold(Set<String> wanted) throws Exception {
    long endMs = nowMs() + HOLD_MS;
    List<JsonObject> listed = idle(wanted);
    while (!allAre(listed, wanted, device -> device.getBoolean("hold")) && nowMs() < endMs) {
      for (JsonObject device : listed) {
        if (!device.getBoolean("hold")) {
          send(Workload.hold(device.getString("device")));
        }
      }
      boolean unused = follower.awaitIdle(POLL_MS);
      listed = idle(wanted);
    }
  }

  /**
   * Gives the gateway the time to disconnect devices that are held, and records what it did.
   *
   * @param answering those that can be disconnected for good
   * @param flapping those that reconnect by themselves, which takes a few rounds to look at
   */
  void awaitHeld(Set<String> answering, Set<String> flapping) throws Exception {
    long endMs = nowMs() + HOLD_MS;
    boolean unusedRounds = follower.awaitRounds(flapping, ROUNDS, HOLD_MS);
    while (!allAre(idle(answering), answering, Settlement::isDisconnected) && nowMs() < endMs) {
      boolean unused = follower.awaitIdle(POLL_MS);
    }
    history.record(new HoldsSettled(new JsonArray(List.copyOf(answering))));
    if (client.snapshot().isEmpty()) {
      throw new AssertionError("the gateway shows no snapshot");
    }
  }

  private static boolean isDisconnected(JsonObject device) {
    return "disconnected".equals(device.getString("link"));
  }

  private static boolean allAre(
      List<JsonObject> listed, Set<String> wanted, Predicate<JsonObject> what) {
    return listed.size() == wanted.size() && listed.stream().allMatch(what);
  }

  /** Returns those of the devices that nothing runs on. */
  private List<JsonObject> idle(Set<String> wanted) throws Exception {
    return client.get("/devices").getJsonArray("devices").stream()
        .map(JsonObject.class::cast)
        .filter(device -> wanted.contains(device.getString("device")))
        .filter(device -> device.getString("operation") == null)
        .toList();
  }

  /** Lets go of all devices that are held. */
  void letGo() throws Exception {
    long endMs = nowMs() + LET_GO_MS;
    while (letGoOfThoseListed() && nowMs() < endMs) {
      boolean unused = follower.awaitIdle(POLL_MS);
    }
  }

  /** Returns whether a device was still held, or was away and may be held. */
  private boolean letGoOfThoseListed() throws Exception {
    JsonArray listed = client.get("/devices").getJsonArray("devices");
    boolean held = listed.size() < devices;
    for (Object item : listed) {
      JsonObject device = (JsonObject) item;
      if (device.getBoolean("hold")) {
        held = true;
        Optional<String> round = Optional.ofNullable(device.getString("operation"));
        if (round.isPresent()) {
          send(Workload.cancel(round.get()));
        }
        send(Workload.connect(device.getString("device")));
      }
    }
    return held;
  }

  private void send(Command command) throws Exception {
    var unused = client.send(command).get();
  }

  private static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
