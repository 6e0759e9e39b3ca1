package io.github.vertxwpd.connector.simulated;

import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.connector.simulated.Fault.Flap;
import io.github.vertxwpd.connector.simulated.Fault.Vanish;
import io.github.vertxwpd.model.LinkState;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A simulated device: its identity, what is wrong with it, and its link.
 *
 * <p>The apartment's thread reads it, the scheduler's thread changes it; its monitor guards it.
 * What it does by itself, reconnecting or coming back, needs no timer: it is worked out from the
 * time whenever somebody looks.
 */
final class SimulatedDevice {
  /** All but every this many devices are connected at the start. */
  private static final int DISCONNECTED_EVERY = 4;

  private static final long NEVER = Long.MAX_VALUE;

  private final SimulatedIdentity identity;
  private final Optional<Fault> fault;
  private boolean connected;
  private boolean paired = true;
  private long reconnectsAtMs = NEVER;
  private long returnsAtMs = NEVER;

  /**
   * Makes a device as it is at the start.
   *
   * @param number its number, from 1
   * @param identity who it is
   * @param fault what is wrong with it
   */
  SimulatedDevice(int number, SimulatedIdentity identity, Optional<Fault> fault) {
    this.identity = identity;
    this.fault = fault;
    this.connected = number % DISCONNECTED_EVERY != 0;
  }

  /** Returns the id that Windows would know it by. */
  String pnpId() {
    return identity.pnpId();
  }

  /** Returns what is wrong with it. */
  Optional<Fault> fault() {
    return fault;
  }

  /**
   * Returns the link, or empty where the device is not paired.
   *
   * @param nowMs the time on the scheduler's clock
   */
  synchronized Optional<LinkState> link(long nowMs) {
    if (nowMs >= returnsAtMs) {
      paired = true;
      returnsAtMs = NEVER;
    }
    if (nowMs >= reconnectsAtMs) {
      connected = true;
      reconnectsAtMs = NEVER;
    }
    LinkState link = connected ? LinkState.CONNECTED : LinkState.DISCONNECTED;
    return paired ? Optional.of(link) : Optional.empty();
  }

  /**
   * Returns the device as a list shows it, or empty where it is not paired.
   *
   * @param nowMs the time on the scheduler's clock
   */
  Optional<PairedDevice> listed(long nowMs) {
    return link(nowMs)
        .map(
            link ->
                new PairedDevice(
                    identity.pnpId(),
                    link,
                    Optional.of(identity.name()),
                    Optional.of(identity.manufacturer()),
                    Optional.of(identity.description())));
  }

  /**
   * Brings the link to a goal.
   *
   * @param goal {@code CONNECTED} or {@code DISCONNECTED}
   * @param nowMs the time on the scheduler's clock
   * @return how long after that the device reconnects by itself, in milliseconds; empty where it
   *     does not
   */
  synchronized OptionalLong bring(LinkState goal, long nowMs) {
    connected = goal == LinkState.CONNECTED;
    if (!connected && fault.orElse(null) instanceof Flap flap) {
      reconnectsAtMs = nowMs + flap.afterMs();
      return OptionalLong.of(flap.afterMs());
    }
    reconnectsAtMs = NEVER;
    return OptionalLong.empty();
  }

  /**
   * Ends the pairing.
   *
   * @param vanish for how long
   * @param nowMs the time on the scheduler's clock
   */
  synchronized void vanish(Vanish vanish, long nowMs) {
    paired = false;
    returnsAtMs = vanish.forMs().isPresent() ? nowMs + vanish.forMs().getAsLong() : NEVER;
  }
}
