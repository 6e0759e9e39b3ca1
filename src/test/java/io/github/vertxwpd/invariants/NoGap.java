package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.EventSeen;
import io.github.vertxwpd.invariants.Entry.GatewayReady;
import io.github.vertxwpd.invariants.Entry.ResetSeen;
import io.github.vertxwpd.invariants.Entry.SnapshotSeen;
import io.github.vertxwpd.invariants.Entry.Subscribed;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * No event is lost, rewritten, repeated or out of order, unless a reset says so. A reset because of
 * the epoch is never right: neither a kill nor half a transaction at the journal's end loses
 * anything.
 */
final class NoGap extends Rule {
  private record Delivery(int content, long connection) {}

  private final Map<String, Delivery> deliveries = new HashMap<>();
  private Optional<Event> last = Optional.empty();
  private Optional<String> epoch = Optional.empty();
  private long resetOn = -1;

  NoGap() {
    super(Invariants.NO_GAP);
  }

  /** Returns whether an event was not there before; one that came again must be the same. */
  boolean isNew(Stamped stamped, EventSeen seen) {
    Event event = Event.of(seen.event());
    Delivery delivery = new Delivery(event.json().hashCode(), seen.connection());
    Delivery before = deliveries.putIfAbsent(event.key(), delivery);
    if (before == null) {
      return true;
    }
    if (before.content() != delivery.content()) {
      broken(stamped, event.key() + " came again with other content");
      deliveries.put(event.key(), delivery);
      return true;
    }
    if (before.connection() == delivery.connection()) {
      broken(stamped, event.key() + " came twice on one connection");
    }
    return false;
  }

  @Override
  void take(Stamped stamped) {
    Entry entry = stamped.entry();
    if (entry instanceof EventSeen seen) {
      follow(stamped, Event.of(seen.event()));
    } else if (entry instanceof ResetSeen reset) {
      resetOn = reset.connection();
      if (reset.reason().equals("epoch")) {
        broken(stamped, "the gateway no longer knows a cursor that it gave");
      }
    } else if (entry instanceof SnapshotSeen snapshot && snapshot.followed()) {
      last = Optional.empty();
    } else if (entry instanceof Subscribed subscribed) {
      boolean told = subscribed.recovered() || resetOn == subscribed.connection();
      if (subscribed.resumed() && !told) {
        broken(stamped, "a subscription that asked to resume started anew without a reset");
      }
    } else if (entry instanceof GatewayReady ready) {
      if (epoch.isPresent() && !epoch.get().equals(ready.epoch())) {
        broken(stamped, "the epoch " + epoch.get() + " became " + ready.epoch());
      }
      epoch = Optional.of(ready.epoch());
    }
  }

  private void follow(Stamped stamped, Event event) {
    if (Long.parseLong(event.json().getString("sequence")) != event.offset()) {
      broken(stamped, event.key() + " has the sequence " + event.json().getString("sequence"));
    }
    if (last.isPresent()) {
      Event before = last.get();
      boolean next = event.epoch().equals(before.epoch()) && event.offset() == before.offset() + 1;
      if (!next) {
        broken(stamped, "after " + before.key() + " came " + event.key());
      }
    }
    last = Optional.of(event);
  }
}
