package io.github.vertxwpd.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.stream.JournalEntry;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that one journal was ever given, across all processes that wrote it, and what must be
 * true of it at every moment.
 */
final class JournalHistory {
  private record Use(String operation, Instant at) {}

  private final Map<DeviceId, String> open = new HashMap<>();
  private final Map<String, Operation> accepted = new HashMap<>();
  private final Set<String> completed = new HashSet<>();
  private final Set<String> started = new HashSet<>();
  private final Set<DeviceId> held = new HashSet<>();
  private final Map<String, List<Use>> uses = new HashMap<>();
  private long head;
  private Instant latest = Instant.MIN;

  /** Notes the time of day; a request id is remembered until it has moved on by a day. */
  void clock(Instant now) {
    latest = now.isAfter(latest) ? now : latest;
  }

  /** Takes what was written next. */
  void take(JournalEntry entry) {
    if (entry instanceof JournalEntry.Event event) {
      assertThat(event.offset()).as("the offset after %d", head).isEqualTo(head + 1);
      head = event.offset();
      event.device().ifPresent(device -> event(event.type(), device, event.json()));
    } else if (entry instanceof JournalEntry.OperationState state) {
      note(state);
    } else if (entry instanceof JournalEntry.RequestId request) {
      used(request.requestId(), request.operation(), request.time());
    } else if (entry instanceof JournalEntry.Hold hold) {
      held.add(hold.device());
    } else if (entry instanceof JournalEntry.HoldEnded ended) {
      held.remove(ended.device());
    }
  }

  /** Notes that a request with an id led to an operation. */
  void used(String requestId, String operation, Instant at) {
    List<Use> earlier = uses.computeIfAbsent(requestId, id -> new ArrayList<>());
    if (earlier.stream().noneMatch(use -> use.operation().equals(operation))) {
      assertThat(earlier)
          .as("what request %s led to before it led to %s", requestId, operation)
          .noneMatch(use -> latest.isBefore(use.at().plus(Duration.ofHours(24))));
      earlier.add(new Use(operation, at));
    }
  }

  boolean wasAccepted(String operation) {
    return accepted.containsKey(operation);
  }

  boolean wasStarted(String operation) {
    return started.contains(operation);
  }

  boolean isHeld(DeviceId device) {
    return held.contains(device);
  }

  /** Returns the operation that was accepted on a device's link and has not been completed. */
  Optional<Operation> openOn(DeviceId device) {
    return Optional.ofNullable(open.get(device)).map(accepted::get);
  }

  /** Returns the operations that were accepted and have not been completed. */
  Set<String> open() {
    return Set.copyOf(open.values());
  }

  /** Returns how many operations were completed. */
  int completions() {
    return completed.size();
  }

  private void note(JournalEntry.OperationState state) {
    Operation operation = state.operation();
    if (state.started()) {
      started.add(operation.id());
    }
    if (operation.state() != OperationState.ENDED) {
      accepted.put(operation.id(), operation);
    }
  }

  private void event(String type, DeviceId device, String json) {
    if (type.startsWith("wpd.operation.accepted.")) {
      String operation = operationOf(json);
      assertThat(completed).as("accepted after its end").doesNotContain(operation);
      assertThat(open.put(device, operation)).as("what ran when %s was accepted", json).isNull();
    } else if (type.startsWith("wpd.operation.completed.")) {
      String operation = operationOf(json);
      assertThat(completed.add(operation)).as("the first end: %s", json).isTrue();
      assertThat(open.remove(device)).as("what ran when this ended: %s", json).isEqualTo(operation);
    }
  }

  private static String operationOf(String json) {
    return new JsonObject(json).getJsonObject("data").getString("operation");
  }
}
