package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.Answered;
import io.github.vertxwpd.invariants.Entry.EventSeen;
import io.github.vertxwpd.invariants.Entry.GatewayContinued;
import io.github.vertxwpd.invariants.Entry.GatewayKilled;
import io.github.vertxwpd.invariants.Entry.GatewayStopped;
import io.github.vertxwpd.invariants.Entry.GatewaySuspended;
import io.github.vertxwpd.invariants.Entry.Sent;
import io.github.vertxwpd.invariants.Entry.SnapshotSeen;
import io.github.vertxwpd.invariants.Entry.Subscribed;
import io.github.vertxwpd.invariants.Entry.Unanswered;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A device is held from the acceptance of a disconnect with {@code hold} until a connect is
 * accepted, or is refused because it ended the hold during a round; and soon shown so, restarts
 * included.
 *
 * <p>Events tell of accepted operations in their order. What joined a running operation is told by
 * its answer alone, which may overtake events: where such a request can explain what is shown, what
 * is shown is believed.
 */
final class HoldsShown extends Rule {
  /** How long it may be shown otherwise, in milliseconds: a sync of the journal on a busy disk. */
  static final long SOON_MS = 4_000;

  /** How long a request explains what is shown after its answer, in milliseconds. */
  static final long EXPLAINS_MS = 20_000;

  private static final class Hold {
    boolean held;
    Optional<Boolean> shown = Optional.empty();
    Optional<Stamped> otherwise = Optional.empty();
    long otherwiseMs;
    final Set<Long> openConnects = new HashSet<>();
    final Set<Long> openHolds = new HashSet<>();
    long lastConnect;
    long endsUntilMs = -1;
    long beginsUntilMs = -1;

    boolean explained(long nowMs) {
      return held
          ? !openConnects.isEmpty() || nowMs <= endsUntilMs
          : !openHolds.isEmpty() || nowMs <= beginsUntilMs;
    }
  }

  private record Call(Sent sent, long number, boolean again) {}

  private final Map<String, Hold> holds = new HashMap<>();
  private final Map<Long, Call> calls = new HashMap<>();
  private final Set<String> usedIds = new HashSet<>();
  private final Map<String, String> causes = new HashMap<>();
  private boolean following = true;
  private long begun;

  HoldsShown() {
    super(Invariants.HOLDS_SHOWN);
  }

  /** Returns whether a device is held by what was asked for, and shown so. */
  boolean holds(String device) {
    Hold hold = holds.get(device);
    return hold != null && hold.held && hold.shown.equals(Optional.of(true));
  }

  /** Returns how many holds began. */
  long begun() {
    return begun;
  }

  @Override
  void take(Stamped stamped) {
    Entry entry = stamped.entry();
    if (entry instanceof Sent sent) {
      send(stamped, sent);
    } else if (entry instanceof Answered answered) {
      answer(stamped, calls.remove(answered.call()), Optional.of(answered));
    } else if (entry instanceof Unanswered unanswered) {
      answer(stamped, calls.remove(unanswered.call()), Optional.empty());
    } else if (entry instanceof EventSeen seen) {
      take(Event.of(seen.event()));
    } else if (entry instanceof SnapshotSeen snapshot && snapshot.followed()) {
      restart(snapshot);
    } else if (entry instanceof GatewayKilled
        || entry instanceof GatewayStopped
        || entry instanceof GatewaySuspended) {
      following = false;
    } else if (entry instanceof Subscribed || entry instanceof GatewayContinued) {
      following = true;
      holds.values().forEach(hold -> hold.otherwiseMs = stamped.ms());
    }
    if (following) {
      holds.forEach((device, hold) -> judge(stamped, device, hold));
    }
  }

  private void send(Stamped stamped, Sent sent) {
    boolean again = sent.requestId().isPresent() && !usedIds.add(sent.requestId().get());
    if (Verbs.CONNECT.equals(sent.verb())) {
      Hold hold = of(sent.target());
      hold.openConnects.add(sent.call());
      hold.lastConnect = stamped.number();
    } else if (sent.body().getBoolean("hold", false)) {
      of(sent.target()).openHolds.add(sent.call());
    } else {
      return;
    }
    calls.put(sent.call(), new Call(sent, stamped.number(), again));
  }

  private void answer(Stamped stamped, Call call, Optional<Answered> answer) {
    if (call == null) {
      return;
    }
    Hold hold = of(call.sent().target());
    if (hold.openConnects.remove(call.sent().call())) {
      hold.lastConnect = stamped.number();
      Optional<String> inItsWay = answer.flatMap(HoldsShown::inProgress);
      boolean round = inItsWay.map(id -> "hold".equals(causes.get(id))).orElse(false);
      boolean unknown = inItsWay.map(id -> !causes.containsKey(id)).orElse(answer.isEmpty());
      if (round || unknown) {
        hold.endsUntilMs = stamped.ms() + EXPLAINS_MS;
      }
      if (round && !call.again()) {
        hold.held = false;
      }
    } else if (hold.openHolds.remove(call.sent().call())) {
      hold.beginsUntilMs = stamped.ms() + EXPLAINS_MS;
      boolean joined =
          answer
              .filter(a -> a.status() < 300 && a.body().getBoolean("duplicate", false))
              .isPresent();
      boolean undisputed = hold.openConnects.isEmpty() && hold.lastConnect < call.number();
      if (joined && undisputed && !call.again()) {
        begin(hold);
      }
    }
  }

  /** Returns the operation that stood in a request's way. */
  private static Optional<String> inProgress(Answered answered) {
    return Optional.ofNullable(answered.body().getString("operation"))
        .filter(id -> "operation-in-progress".equals(answered.body().getString("code")));
  }

  private void begin(Hold hold) {
    begun += hold.held ? 0 : 1;
    hold.held = true;
  }

  private void take(Event event) {
    if (event.is("operation.accepted")) {
      accept(event);
    } else if (event.is("device.added") || event.is("device.changed")) {
      of(event.subject()).shown =
          Optional.of(event.data().getJsonObject("device").getBoolean("hold"));
    } else if (event.is("device.removed")) {
      of(event.subject()).shown = Optional.empty();
    } else if (event.is("gateway.started")) {
      holds.values().forEach(hold -> hold.shown = Optional.empty());
    }
  }

  private void accept(Event event) {
    String cause = event.data().getString("cause", "command");
    causes.put(event.operation(), cause);
    if (Verbs.CONNECT.equals(event.data().getString("verb"))) {
      of(event.subject()).held = false;
    } else if (cause.equals("command") && event.data().getBoolean("hold", false)) {
      begin(of(event.subject()));
    }
  }

  private void restart(SnapshotSeen snapshot) {
    holds.values().forEach(hold -> hold.shown = Optional.empty());
    for (Object item : snapshot.devices()) {
      JsonObject device = (JsonObject) item;
      Hold hold = of(device.getString("device"));
      hold.held = device.getBoolean("hold");
      hold.shown = Optional.of(hold.held);
    }
  }

  private void judge(Stamped stamped, String device, Hold hold) {
    if (hold.shown.isEmpty() || hold.shown.get() == hold.held) {
      hold.otherwise = Optional.empty();
    } else if (hold.otherwise.isEmpty()) {
      hold.otherwise = Optional.of(stamped);
      hold.otherwiseMs = stamped.ms();
    } else if (stamped.ms() - hold.otherwiseMs > SOON_MS) {
      if (!hold.explained(stamped.ms())) {
        broken(
            hold.otherwise.get(),
            hold.held
                ? device + " is shown as not held, and no connect ended its hold"
                : device + " is shown as held, and nothing began that");
      }
      hold.held = hold.shown.get();
      hold.otherwise = Optional.empty();
    }
  }

  private Hold of(String device) {
    return holds.computeIfAbsent(device, unknown -> new Hold());
  }
}
