package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.EventSeen;
import io.github.vertxwpd.invariants.Entry.GatewayContinued;
import io.github.vertxwpd.invariants.Entry.GatewaySuspended;
import io.github.vertxwpd.invariants.Entry.HoldsSettled;
import io.github.vertxwpd.invariants.Entry.SnapshotSeen;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A held device that is seen connected, while nothing runs on it, is disconnected again within the
 * back-off; and where devices were given the time, those that answer are disconnected.
 *
 * <p>Decided by the order and the times of the events alone, so that it does not matter how late
 * they come: an event past the time that was left, before a round was accepted, shows that there
 * was none.
 */
final class HoldsEnforced extends Rule {
  /** The wait between the first two rounds, in milliseconds; doubles with each further one. */
  static final long FIRST_BACK_OFF_MS = 2_000;

  /** The longest wait, in milliseconds. */
  static final long MAX_BACK_OFF_MS = 300_000;

  /** What a busy machine may add to the wait until the acceptance is noted, in milliseconds. */
  static final long TOLERANCE_MS = 5_000;

  private static final int MANY = 20;

  private static final class Link {
    String link = "unknown";
    boolean shownRunning;
    Optional<String> running = Optional.empty();

    /** How many rounds may count in its back-off. */
    int rounds;

    Optional<Stamped> since = Optional.empty();
    long sinceMs;
    boolean broken;

    long backOffMs() {
      return rounds == 0
          ? 0
          : Math.min(MAX_BACK_OFF_MS, FIRST_BACK_OFF_MS << Math.min(rounds - 1, MANY));
    }
  }

  private final HoldsShown holds;
  private final Map<String, Link> links = new TreeMap<>();
  private final Map<String, Long> exercised = new TreeMap<>();
  private Optional<JsonArray> settled = Optional.empty();
  private boolean stopping;
  private long nowMs;
  private long suspendedMs;
  private long longestMs;

  /**
   * Makes the rule.
   *
   * @param holds what is held; takes each entry before this rule does
   */
  HoldsEnforced(HoldsShown holds) {
    super(Invariants.HOLDS_ENFORCED);
    this.holds = holds;
  }

  /** Returns how often what happened that the rule is about. */
  JsonObject exercised() {
    JsonObject json =
        new JsonObject().put("holdsBegun", holds.begun()).put("longestWaitMs", longestMs);
    exercised.forEach(json::put);
    return json;
  }

  @Override
  void take(Stamped stamped) {
    Entry entry = stamped.entry();
    if (entry instanceof EventSeen seen) {
      Event event = Event.of(seen.event());
      nowMs = Instant.parse(event.json().getString("time")).toEpochMilli();
      take(event);
      links.forEach((device, link) -> look(stamped, device, link));
    } else if (entry instanceof SnapshotSeen snapshot) {
      take(stamped, snapshot);
    } else if (entry instanceof GatewaySuspended) {
      suspendedMs = stamped.ms();
    } else if (entry instanceof GatewayContinued) {
      links.values().forEach(link -> link.sinceMs += stamped.ms() - suspendedMs);
    } else if (entry instanceof HoldsSettled ended) {
      settled = Optional.of(ended.devices());
    }
  }

  private void take(Event event) {
    Link link = links.computeIfAbsent(event.subject(), unknown -> new Link());
    switch (event.type()) {
      case "gateway.started" -> {
        stopping = false;
        links.values().forEach(this::startAnew);
      }
      case "gateway.stopping" -> {
        stopping = true;
        links.values().forEach(other -> decide(other, "gatewayEnded"));
      }
      case "device.added", "device.changed" -> show(link, event.data().getJsonObject("device"));
      case "device.removed" -> link.link = "unknown";
      case "operation.accepted" -> accept(link, event);
      case "operation.completed" ->
          link.running = link.running.filter(id -> !id.equals(event.operation()));
      default -> {}
    }
  }

  private void startAnew(Link link) {
    decide(link, "gatewayEnded");
    link.link = "unknown";
    link.rounds = 0;
  }

  private static void show(Link link, JsonObject device) {
    link.link = device.getString("link");
    link.shownRunning = device.getString("operation") != null;
  }

  private void accept(Link link, Event event) {
    boolean round = "hold".equals(event.data().getString("cause"));
    decide(link, round ? "byRound" : "byCommand");
    exercised.merge("rounds", round ? 1L : 0L, Long::sum);
    link.running = Optional.of(event.operation());
    // A round that finds a command on its way counts too, and is not seen.
    link.rounds = holds.holds(event.subject()) ? link.rounds + (round ? 1 : 2) : 0;
  }

  private void decide(Link link, String how) {
    if (link.since.isPresent()) {
      exercised.merge(how, 1L, Long::sum);
      longestMs = Math.max(longestMs, nowMs - link.sinceMs);
      link.since = Optional.empty();
    }
  }

  private void look(Stamped stamped, String device, Link link) {
    boolean due =
        !stopping
            && link.link.equals("connected")
            && !link.shownRunning
            && link.running.isEmpty()
            && holds.holds(device);
    if (!due) {
      decide(link, "otherwise");
      link.broken = false;
    } else if (link.since.isEmpty()) {
      link.since = Optional.of(stamped);
      link.sinceMs = nowMs;
      exercised.merge("seenConnected", 1L, Long::sum);
    } else if (nowMs - link.sinceMs > link.backOffMs() + TOLERANCE_MS && !link.broken) {
      link.broken = true;
      broken(
          link.since.get(),
          "%s is held and was left connected for %d ms, with a back-off of %d"
              .formatted(device, nowMs - link.sinceMs, link.backOffMs()));
    }
  }

  private void take(Stamped stamped, SnapshotSeen snapshot) {
    Map<String, JsonObject> shown = new HashMap<>();
    for (Object item : snapshot.devices()) {
      JsonObject device = (JsonObject) item;
      shown.put(device.getString("device"), device);
    }
    if (snapshot.followed()) {
      links.values().forEach(link -> decide(link, "otherwise"));
      links.clear();
      shown.forEach((device, json) -> links.put(device, resumed(json)));
    } else if (settled.isPresent()) {
      settled.get().forEach(device -> settle(stamped, (String) device, shown));
      settled = Optional.empty();
    }
  }

  /** Events were missed: how many rounds there were is not known. */
  private static Link resumed(JsonObject device) {
    Link link = new Link();
    show(link, device);
    link.running = Optional.ofNullable(device.getString("operation"));
    link.rounds = device.getBoolean("hold") ? MANY : 0;
    return link;
  }

  private void settle(Stamped stamped, String device, Map<String, JsonObject> shown) {
    exercised.merge("settled", 1L, Long::sum);
    JsonObject json = shown.getOrDefault(device, new JsonObject());
    boolean kept = json.getBoolean("hold", false) && "disconnected".equals(json.getString("link"));
    if (!kept) {
      broken(
          stamped,
          "%s is held and answers, and at the end it is %s, hold %s"
              .formatted(device, json.getString("link"), json.getBoolean("hold")));
    }
  }
}
