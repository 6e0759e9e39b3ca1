package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.Answered;
import io.github.vertxwpd.invariants.Entry.EventSeen;
import io.github.vertxwpd.invariants.Entry.Sent;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * No request id is executed twice: every accepted request with the same id is answered with the
 * same operation, at most one of them as the first, and never for another body; no two operations
 * carry the same id.
 */
final class AtMostOnce extends Rule {
  private static final class Use {
    Optional<String> operation = Optional.empty();
    Optional<String> executed = Optional.empty();
    Optional<String> meaning = Optional.empty();
    boolean firstAnswered;
  }

  /** Problems that say that the request led to nothing, and perhaps name what stands in its way. */
  private static final Set<String> LED_TO_NOTHING =
      Set.of("operation-in-progress", "operation-ended", "request-id-reused");

  private final Map<Long, Sent> calls = new HashMap<>();
  private final Map<String, Use> uses = new HashMap<>();

  AtMostOnce() {
    super(Invariants.AT_MOST_ONCE);
  }

  @Override
  void take(Stamped stamped) {
    Entry entry = stamped.entry();
    if (entry instanceof Sent sent) {
      calls.put(sent.call(), sent);
    } else if (entry instanceof Answered answered) {
      Sent sent = calls.remove(answered.call());
      boolean led =
          answered.body().containsKey("operation")
              && !LED_TO_NOTHING.contains(answered.body().getString("code", ""));
      if (led && Verbs.isOperation(sent.verb())) {
        sent.requestId().ifPresent(id -> accepted(stamped, id, sent, answered.body()));
      }
    } else if (entry instanceof EventSeen seen) {
      Event event = Event.of(seen.event());
      if (event.is("operation.accepted")) {
        event.correlationId().ifPresent(id -> executed(stamped, id, event.operation()));
      }
    }
  }

  private void accepted(Stamped stamped, String id, Sent sent, JsonObject answer) {
    Use use = uses.computeIfAbsent(id, unknown -> new Use());
    String operation = answer.getString("operation");
    if (use.operation.isPresent() && !use.operation.get().equals(operation)) {
      broken(stamped, id + " led to " + use.operation.get() + ", and again to " + operation);
    }
    use.operation = Optional.of(operation);
    String meaning = sent.verb() + " " + sent.target() + " " + sorted(sent.body());
    if (use.meaning.isPresent() && !use.meaning.get().equals(meaning)) {
      broken(stamped, id + " was accepted for " + use.meaning.get() + " and for " + meaning);
    }
    use.meaning = Optional.of(meaning);
    boolean first = Boolean.FALSE.equals(answer.getBoolean("duplicate"));
    if (first && use.firstAnswered) {
      broken(stamped, id + " was answered twice as if it were new");
    }
    use.firstAnswered |= first;
  }

  private void executed(Stamped stamped, String id, String operation) {
    Use use = uses.computeIfAbsent(id, unknown -> new Use());
    if (use.executed.isPresent() && !use.executed.get().equals(operation)) {
      broken(stamped, id + " was executed as " + use.executed.get() + " and as " + operation);
    }
    use.executed = Optional.of(operation);
  }

  private static String sorted(JsonObject body) {
    return new TreeMap<>(body.getMap()).toString();
  }
}
