package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.Answered;
import io.github.vertxwpd.invariants.Entry.EventSeen;
import io.github.vertxwpd.invariants.Entry.GatewayContinued;
import io.github.vertxwpd.invariants.Entry.GatewayReady;
import io.github.vertxwpd.invariants.Entry.Quiet;
import io.github.vertxwpd.invariants.Entry.ResetSeen;
import io.github.vertxwpd.invariants.Entry.SnapshotSeen;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every operation that the gateway told of, in an answer or an event, has one {@code
 * operation.accepted} and then exactly one {@code operation.completed}, in time; an answer that
 * says how it ended says the same.
 *
 * <p>Where the follower was told that it may have missed events, its fresh snapshot says what runs:
 * that is accepted and must end. Of anything else its end may have been missed, and then the
 * gateway must say how it ended when it is asked.
 */
final class EndsOnce extends Rule {
  /** What a gateway that lives may take beyond expiry and time-out, in milliseconds. */
  static final long GRACE_MS = 10_000;

  /**
   * Problems that do not say that the operation they name was accepted: one that is in progress may
   * still be on its way to the disk.
   */
  private static final List<String> NOT_ACCEPTED =
      List.of("operation-not-found", "journal-unavailable", "operation-in-progress");

  private static final class Life {
    Stamped told;
    boolean accepted;

    /** Whether the follower has got its acceptance, or a snapshot with it, and no gap since. */
    boolean followed;

    long acceptedMs;
    Optional<String> outcome = Optional.empty();
    Optional<Stamped> claim = Optional.empty();

    Life(Stamped told) {
      this.told = told;
    }
  }

  private final Map<String, Life> lives = new LinkedHashMap<>();
  private final Limits limits = new Limits();
  private long troubleMs;
  private boolean gap;
  private boolean quiet;

  EndsOnce() {
    super(Invariants.ENDS_ONCE);
  }

  @Override
  void take(Stamped stamped) {
    limits.take(stamped.entry());
    Entry entry = stamped.entry();
    if (entry instanceof EventSeen seen) {
      take(stamped, Event.of(seen.event()));
    } else if (entry instanceof Answered answered) {
      take(stamped, answered);
    } else if (entry instanceof GatewayReady || entry instanceof GatewayContinued) {
      troubleMs = stamped.ms();
    } else if (entry instanceof ResetSeen) {
      gap = true;
    } else if (entry instanceof SnapshotSeen snapshot && snapshot.followed()) {
      restart(stamped, snapshot);
    } else if (entry instanceof Quiet) {
      quiet = true;
    }
  }

  private void restart(Stamped stamped, SnapshotSeen snapshot) {
    lives.values().forEach(life -> life.followed = false);
    for (Object item : snapshot.operations()) {
      String id = ((JsonObject) item).getString("operation");
      Life life = lives.computeIfAbsent(id, unknown -> new Life(stamped));
      life.accepted = true;
      life.followed = true;
      if (life.outcome.isPresent()) {
        broken(stamped, id + " ended " + life.outcome.get() + ", and a snapshot shows it running");
      }
    }
  }

  /** Returns the operation that an answer says was accepted. */
  static Optional<String> accepted(Answered answered) {
    return Optional.ofNullable(answered.body().getString("operation"))
        .filter(id -> !NOT_ACCEPTED.contains(answered.body().getString("code", "")));
  }

  private void take(Stamped stamped, Answered answered) {
    boolean operation = answered.status() < 300;
    Optional<String> id = accepted(answered);
    if (id.isEmpty()) {
      return;
    }
    Life life = lives.computeIfAbsent(id.get(), unknown -> new Life(stamped));
    if (operation && "ended".equals(answered.body().getString("state"))) {
      life.claim = Optional.of(stamped);
    }
  }

  private void take(Stamped stamped, Event event) {
    if (event.is("operation.accepted")) {
      Life life = lives.computeIfAbsent(event.operation(), unknown -> new Life(stamped));
      if (life.accepted) {
        broken(stamped, event.operation() + " was accepted twice");
      }
      life.accepted = true;
      life.followed = true;
      life.acceptedMs = stamped.ms();
    } else if (event.is("operation.completed")) {
      complete(stamped, event);
    }
  }

  private void complete(Stamped stamped, Event event) {
    String id = event.operation();
    Life life = lives.computeIfAbsent(id, unknown -> new Life(stamped));
    String outcome = event.data().getString("outcome");
    if (!life.accepted) {
      broken(stamped, id + " ended " + outcome + " and was never accepted");
    }
    if (life.outcome.isPresent()) {
      broken(stamped, id + " ended again: " + life.outcome.get() + ", now " + outcome);
    }
    life.outcome = Optional.of(outcome);
    long bound = limits.of(id, event).boundMs();
    if (life.acceptedMs > troubleMs && stamped.ms() - life.acceptedMs > bound) {
      broken(stamped, id + " took " + (stamped.ms() - life.acceptedMs) + " ms, not " + bound);
    }
  }

  @Override
  void end(Stamped last) {
    lives.forEach(
        (id, life) -> {
          boolean endMissed = gap && !life.followed && life.claim.isPresent();
          if (life.outcome.isEmpty() && !endMissed && quiet) {
            broken(life.told, id + " was accepted and never ended");
          }
          if (life.claim.isPresent() && life.outcome.isPresent()) {
            compare(id, life.claim.get(), life.outcome.get());
          }
        });
  }

  private void compare(String id, Stamped claim, String outcome) {
    String claimed = ((Answered) claim.entry()).body().getString("outcome");
    if (!outcome.equals(claimed)) {
      broken(claim, id + " is answered as " + claimed + " but its event says " + outcome);
    }
  }
}
