package io.github.vertxwpd.fleet;

import io.github.vertxwpd.fleet.FleetMessage.Here;
import io.github.vertxwpd.fleet.FleetMessage.Leaving;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.operation.GatewayVerticle;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells the others that this gateway is there: when something about it changes, when somebody is
 * new, and every ten seconds. Confined to the event loop of the fleet.
 */
final class Announcer {
  /** The longest time without an announcement, in milliseconds. */
  static final long REGULARLY_MS = 10_000;

  private final EventBus bus;
  private final String address;
  private final GatewayVerticle gateway;
  private final Consumer<Gateway> own;
  private Optional<Gateway> announced = Optional.empty();
  private long announcedMs;
  private boolean wanted;

  /**
   * Makes one that has announced nothing yet.
   *
   * @param own told every second how this gateway is
   */
  Announcer(
      EventBus bus, FleetAddresses addresses, GatewayVerticle gateway, Consumer<Gateway> own) {
    this.own = own;
    this.bus = bus;
    this.address = addresses.announcements();
    this.gateway = gateway;
  }

  /** Wants an announcement at the next look, because somebody is new. */
  void want() {
    wanted = true;
  }

  /**
   * Announces where there is a reason. To be called every second.
   *
   * @param nowMs the time, in milliseconds that only grow
   */
  void look(long nowMs) {
    gateway
        .description()
        .onSuccess(
            now -> {
              own.accept(now);
              boolean changed = announced.filter(last -> isSame(last, now)).isEmpty();
              if (wanted || changed || nowMs - announcedMs >= REGULARLY_MS) {
                announce(now, nowMs, false);
              }
            });
  }

  /** Announces this gateway to those who do not know it, and asks who they are. */
  Future<Here> introduce(long nowMs) {
    return gateway.description().map(now -> announce(now, nowMs, true));
  }

  private Here announce(Gateway now, long nowMs, boolean asks) {
    Here here = new Here(now, gateway.service().stream().head(), asks);
    announced = Optional.of(now);
    announcedMs = nowMs;
    wanted = false;
    bus.publish(address, here.toJson());
    return here;
  }

  /** Says goodbye. */
  void leave() {
    announced.ifPresent(
        last -> bus.publish(address, new Leaving(last.id(), last.incarnation()).toJson()));
  }

  private static boolean isSame(Gateway last, Gateway now) {
    Instant any = last.lastSeenAt();
    return last.equals(now.seen(now.state(), any));
  }
}
