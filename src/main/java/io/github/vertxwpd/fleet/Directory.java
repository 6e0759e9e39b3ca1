package io.github.vertxwpd.fleet;

import io.github.vertxwpd.fleet.FleetMessage.Here;
import io.github.vertxwpd.fleet.FleetMessage.Leaving;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.stream.EncodedEvent;
import io.github.vertxwpd.stream.MergedStream;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateways of the fleet as this node knows them, its own among them. Confined to the event loop
 * of the fleet.
 */
final class Directory {
  private static final Logger LOG = LoggerFactory.getLogger(Directory.class);

  /** Once it may be the last word of this gateway's process before. */
  private static final int TAKEN = 2;

  private record Member(Replica replica, Follower follower) {}

  private final Vertx vertx;
  private final String own;
  private final MergedStream merged;
  private final Function<Gateway, GatewaySource> sources;
  private final Map<String, Member> members = new TreeMap<>();
  private int ownIdHeard;

  /**
   * Makes a directory without gateways.
   *
   * @param own the id of this node's own gateway
   * @param merged gets the events of all of them
   * @param sources where a gateway's events are read
   */
  Directory(
      Vertx vertx, String own, MergedStream merged, Function<Gateway, GatewaySource> sources) {
    this.vertx = vertx;
    this.own = own;
    this.merged = merged;
    this.sources = sources;
  }

  /** Returns all gateways, by their ids. */
  List<Replica> all() {
    return members.values().stream().map(Member::replica).toList();
  }

  /** Returns the gateways of other processes. */
  List<Replica> others() {
    return all().stream().filter(replica -> !replica.id().equals(own)).toList();
  }

  Optional<Replica> find(String id) {
    return Optional.ofNullable(members.get(id)).map(Member::replica);
  }

  /** Returns whether another process says that it is this gateway. */
  boolean isOwnIdTaken() {
    return ownIdHeard >= TAKEN;
  }

  /** Returns how often events were missing and were read again from their gateways. */
  long gaps() {
    Collection<Member> all = members.values();
    return all.stream().mapToLong(member -> member.follower().gaps()).sum();
  }

  /**
   * Takes an announcement.
   *
   * @return whether the gateway, or its process, is new here
   */
  boolean hear(Here here, Instant at, long nowMs) {
    Gateway gateway = here.gateway();
    Optional<Replica> known = find(gateway.id());
    if (known.filter(replica -> isForeign(replica, gateway)).isPresent()) {
      return false;
    }
    boolean newProcess = known.filter(r -> r.incarnation().equals(gateway.incarnation())).isEmpty();
    boolean wasLost = known.filter(r -> r.liveness() == Liveness.LOST).isPresent();
    if (newProcess) {
      meet(gateway, known, at, nowMs);
    }
    Member member = members.get(gateway.id());
    member.replica().announced(gateway, at, nowMs);
    if (wasLost) {
      // No event tells that what was stale is not any more.
      member
          .replica()
          .position()
          .ifPresent(p -> merged.interrupt(gateway.id(), p, ResetReason.LAGGED));
    }
    member.follower().reach(here.head());
    return newProcess;
  }

  /** What is older than the process that is known has been overtaken on its way. */
  private boolean isForeign(Replica known, Gateway announced) {
    if (known.incarnation().equals(announced.incarnation())) {
      return false;
    }
    if (known.id().equals(own)) {
      ownIdHeard++;
      if (ownIdHeard == TAKEN) {
        LOG.error(
            "another process is the gateway {} too: give each gateway a gateway.id of its own",
            own);
      }
      return true;
    }
    return announced.startedAt().isBefore(known.gateway().startedAt());
  }

  private void meet(Gateway gateway, Optional<Replica> known, Instant at, long nowMs) {
    LOG.info("{} is there ({}, {})", gateway.id(), gateway.provider(), gateway.version());
    Optional.ofNullable(members.get(gateway.id())).ifPresent(old -> old.follower().stop());
    Replica replica = known.orElseGet(() -> new Replica(gateway, at, nowMs));
    members.put(
        gateway.id(),
        new Member(replica, new Follower(vertx, replica, merged, sources.apply(gateway))));
  }

  /** Takes a goodbye, which only the process that is known may say. */
  void hear(Leaving leaving) {
    find(leaving.gateway())
        .filter(replica -> replica.incarnation().equals(leaving.incarnation()))
        .filter(replica -> !replica.id().equals(own))
        .ifPresent(
            replica -> {
              LOG.info("{} has ended", replica.id());
              replica.left();
            });
  }

  /** Takes an event of another gateway; one that is not known yet will be asked for everything. */
  void take(EncodedEvent event, Instant at, long nowMs) {
    Member member = members.get(event.gateway());
    if (member != null && !event.gateway().equals(own)) {
      if (member.replica().liveness() != Liveness.LOST) {
        member.replica().heard(at, nowMs);
      }
      member.follower().take(event);
      noteLoss(event);
    }
  }

  /** What one of the others has said already need not be said again. */
  private void noteLoss(EncodedEvent event) {
    if (event.type().equals(EventBody.GatewayLost.TYPE)) {
      JsonObject lost = new JsonObject(event.json()).getJsonObject("data");
      find(lost.getString("gateway"))
          .filter(replica -> replica.incarnation().equals(lost.getString("incarnation")))
          .ifPresent(Replica::tellLost);
    }
  }

  /** Notes how this node's own gateway is now. */
  void noteOwn(Gateway now, Instant at, long nowMs) {
    members.get(own).replica().announced(now, at, nowMs);
  }

  /** Sees to it that everything up to a position of this node's own gateway is in the stream. */
  void reachOwn(StreamPosition head) {
    members.get(own).follower().reach(head);
  }

  /** Returns whether everything was read that there was when the gateways were met. */
  boolean isSettled() {
    return all().stream().allMatch(r -> r.position().isPresent() || r.liveness() != Liveness.UP);
  }

  /**
   * Looks who has grown silent.
   *
   * @return those that are lost from now on
   */
  List<Replica> grownSilent(long nowMs) {
    return others().stream().filter(replica -> replica.grewSilent(nowMs)).toList();
  }

  /** Notes that this process stood still, and heard nobody because of that. */
  void forgive(long ms) {
    others().forEach(replica -> replica.forgive(ms));
  }

  /** Returns whether this node is the one to speak for all: the first of those that are up. */
  boolean speaksForAll() {
    return all().stream()
        .filter(replica -> replica.liveness() == Liveness.UP)
        .findFirst()
        .filter(first -> first.id().equals(own))
        .isPresent();
  }

  /** Ends all reading. */
  void stop() {
    members.values().forEach(member -> member.follower().stop());
  }
}
