package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.Quiet;
import io.github.vertxwpd.invariants.Entry.SnapshotSeen;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The end of a run: what holds devices is let go, as it would go on for ever; then everything gets
 * as long as it may take to end.
 */
final class Settlement {
  private static final long POLL_MS = 250;
  private static final long CATCH_UP_MS = 10_000;

  /** How long it may take until no device is held. */
  private static final long LET_GO_MS = 30_000;

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
   */
  void settle(long boundMs, List<String> remembered) throws Exception {
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
