package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.LinkState;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps devices disconnected: Windows searches for paired devices every two minutes and may
 * reconnect one, and so may the device. Each time it is disconnected again, later and later where
 * it does not help, so that the link cannot flap. Confined to the gateway's event loop.
 */
final class HoldKeeper {
  /** How long to wait after the second round, in milliseconds; doubles with each further one. */
  static final long FIRST_BACK_OFF_MS = 2_000;

  /** How long to wait at most, in milliseconds. */
  static final long MAX_BACK_OFF_MS = 300_000;

  /**
   * For how long a device must have stayed disconnected for the back-off to begin anew, in
   * milliseconds.
   */
  static final long CALM_MS = 900_000;

  private static final class Held {
    private int rounds;
    private long lastRoundMs;
    private boolean scheduled;
    private Runnable timer = () -> {};
  }

  private final TimeSource time;
  private final Consumer<DeviceId> disconnect;
  private final Map<DeviceId, Held> held = new HashMap<>();

  /**
   * Makes a keeper that holds nothing.
   *
   * @param disconnect starts a round
   */
  HoldKeeper(TimeSource time, Consumer<DeviceId> disconnect) {
    this.time = time;
    this.disconnect = disconnect;
  }

  boolean holds(DeviceId device) {
    return held.containsKey(device);
  }

  /** Begins to hold a device; does nothing where it is held already. */
  void begin(DeviceId device) {
    held.computeIfAbsent(device, id -> new Held());
  }

  /** Holds a device no more. */
  void end(DeviceId device) {
    Held ended = held.remove(device);
    if (ended != null) {
      ended.timer.run();
    }
  }

  /** Notes that a round is over: the back-off counts from its end, however long it took. */
  void roundEnded(DeviceId device) {
    Held hold = held.get(device);
    if (hold != null) {
      hold.lastRoundMs = time.monotonicMs();
    }
  }

  void stop() {
    held.values().forEach(hold -> hold.timer.run());
    held.clear();
  }

  /**
   * Looks at a device that changed: where it is held and connected all the same, a round is due.
   */
  void seen(Device device) {
    Held hold = held.get(device.id());
    boolean due = device.link() == LinkState.CONNECTED && device.operation().isEmpty();
    if (hold != null && due && !hold.scheduled) {
      hold.scheduled = true;
      hold.timer = time.after(delayMs(hold), () -> round(device.id(), hold));
    }
  }

  private long delayMs(Held hold) {
    long calmMs = time.monotonicMs() - hold.lastRoundMs;
    if (hold.rounds == 0 || calmMs > CALM_MS) {
      hold.rounds = 0;
      return 1;
    }
    long backOff = Math.min(MAX_BACK_OFF_MS, FIRST_BACK_OFF_MS << Math.min(hold.rounds - 1, 20));
    return Math.max(1, backOff - calmMs);
  }

  private void round(DeviceId device, Held hold) {
    hold.scheduled = false;
    hold.rounds++;
    hold.lastRoundMs = time.monotonicMs();
    disconnect.accept(device);
  }
}
