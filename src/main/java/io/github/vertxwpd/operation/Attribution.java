package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.LinkState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what an operation did to its device from what happened without one.
 *
 * <p>An operation's effect can be listed after its end: the link was read too early or could not be
 * read, or Windows knows the device by other names while it is disconnected. So what the first
 * listing after the end shows is the operation's doing, unless the link has left the goal; and
 * where the goal was not there yet, so is its coming for a while.
 */
final class Attribution {
  /** How long after its end an operation may still bring the link to its goal. */
  static final Duration AFTERMATH = Duration.ofSeconds(15);

  /**
   * What an operation may do to a link.
   *
   * @param goal where it wants the link to be
   * @param endedAt when it ended; empty while it runs
   * @param listed whether a listing has come since
   */
  private record Effect(LinkState goal, Optional<Instant> endedAt, boolean listed) {
    boolean isRunning() {
      return endedAt.isEmpty();
    }

    boolean mayStillCome(Instant at) {
      return endedAt.map(end -> at.isBefore(end.plus(AFTERMATH))).orElse(true);
    }
  }

  private final Map<DeviceId, Effect> effects = new HashMap<>();

  /**
   * Notes that an operation runs on a device's link.
   *
   * @param transition {@code CONNECTING} or {@code DISCONNECTING}
   */
  void begin(DeviceId device, LinkState transition) {
    LinkState goal =
        transition == LinkState.CONNECTING ? LinkState.CONNECTED : LinkState.DISCONNECTED;
    effects.put(device, new Effect(goal, Optional.empty(), false));
  }

  /**
   * Notes that it is over.
   *
   * @return whether it ran: one that ended before Windows queued it did nothing to the link
   */
  boolean end(DeviceId device, Instant at) {
    Effect effect = effects.get(device);
    if (effect == null || !effect.isRunning()) {
      return false;
    }
    effects.put(device, new Effect(effect.goal(), Optional.of(at), false));
    return true;
  }

  /**
   * Returns why a device is not as it was seen before.
   *
   * @param before the device as it was known
   * @param after the device as it was found, without anything being done to it
   * @param at when it was found so
   * @param otherwise why, where no operation did it
   */
  Cause of(Device before, Device after, Instant at, Cause otherwise) {
    Effect effect = effects.get(before.id());
    if (effect == null) {
      return otherwise;
    }
    if (effect.isRunning()) {
      return Cause.COMMAND;
    }
    boolean moved = before.link() != after.link();
    boolean there = after.link() == effect.goal();
    boolean left = moved && !there && before.link() != LinkState.UNKNOWN;
    if (there || left || !effect.mayStillCome(at)) {
      effects.remove(before.id());
    } else {
      effects.put(before.id(), new Effect(effect.goal(), effect.endedAt(), true));
    }
    boolean itsDoing = !effect.listed() || (moved && effect.mayStillCome(at));
    return itsDoing && !left ? Cause.COMMAND : otherwise;
  }

  /** Forgets a device that is gone. */
  void forget(DeviceId device) {
    effects.remove(device);
  }
}
