package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.EventSeen;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Nothing starts after its expiry, and what expired was never shown as running on a device. That an
 * operation waited is known from its event only, which can come before the command's answer; so it
 * is decided at the end.
 */
final class NothingLate extends Rule {
  /** What a busy machine may add between the decision to start and the time that is noted. */
  static final long TOLERANCE_MS = 500;

  private record Ended(Stamped at, Event event) {}

  private final Limits limits = new Limits();
  private final Set<String> shown = new HashSet<>();
  private final List<Ended> waited = new ArrayList<>();
  private final Set<String> accepted = new HashSet<>();

  NothingLate() {
    super(Invariants.NOTHING_LATE);
  }

  @Override
  void take(Stamped stamped) {
    limits.take(stamped.entry());
    if (!(stamped.entry() instanceof EventSeen seen)) {
      return;
    }
    Event event = Event.of(seen.event());
    if (event.is("device.changed")) {
      JsonObject device = event.data().getJsonObject("device");
      Optional.ofNullable(device.getString("operation")).ifPresent(shown::add);
    } else if (event.is("operation.completed")) {
      boolean expired = "expired".equals(event.data().getString("outcome"));
      if (expired && shown.contains(event.operation())) {
        broken(stamped, event.operation() + " expired although it had started");
      } else if (!expired && accepted.remove(event.operation())) {
        waited.add(new Ended(stamped, event));
      }
    } else if (event.is("operation.accepted")) {
      accepted.add(event.operation());
    } else if (event.is("gateway.started")) {
      accepted.clear();
    }
  }

  @Override
  void end(Stamped last) {
    for (Ended ended : waited) {
      Event event = ended.event();
      long queuedMs = event.data().getLong("queuedMs");
      long expiresInMs = limits.of(event.operation(), event).expiresInMs();
      if (queuedMs > expiresInMs + TOLERANCE_MS) {
        broken(
            ended.at(),
            "%s started after %d ms and should have expired after %d; it ended %s"
                .formatted(
                    event.operation(), queuedMs, expiresInMs, event.data().getString("outcome")));
      }
    }
  }
}
