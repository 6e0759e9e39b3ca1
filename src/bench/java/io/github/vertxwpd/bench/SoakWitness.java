package io.github.vertxwpd.bench;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;

/**
 * Holds what clients were promised against what the stream tells: an operation that was accepted is
 * in the stream, and ends there once. Confined to one event loop.
 */
final class SoakWitness {
  /** What is counted where the promise was broken. */
  static final String BROKEN = "operations that ended twice, or were never accepted";

  private final SoakCount counts;

  /** Accepted operations of which only the reply, or only the event, has come. */
  private final Set<String> replied = new HashSet<>();

  private final Set<String> told = new HashSet<>();
  private final Set<String> underWay = new HashSet<>();

  SoakWitness(SoakCount counts) {
    this.counts = counts;
    counts.add(BROKEN, 0);
  }

  /** Takes the reply to a command that was accepted. */
  void accepted(String operation) {
    if (!told.remove(operation)) {
      replied.add(operation);
    }
  }

  /** Takes an event of the stream; each one once, and in order. */
  void came(JsonObject event) {
    String type = event.getString("type");
    if (type.startsWith("wpd.operation.accepted")) {
      String operation = event.getJsonObject("data").getString("operation");
      underWay.add(operation);
      if (!replied.remove(operation)) {
        told.add(operation);
      }
    } else if (type.startsWith("wpd.operation.completed")) {
      JsonObject end = event.getJsonObject("data");
      counts.add("operations that ended " + end.getString("outcome"));
      if (!underWay.remove(end.getString("operation"))) {
        counts.add(BROKEN);
      }
    } else if (type.startsWith("wpd.operation.late")) {
      counts.add("late callbacks");
    }
  }

  /** Returns whether each operation that was accepted has ended. */
  boolean isAtRest() {
    return underWay.isEmpty() && replied.isEmpty();
  }

  /** Returns how many operations have not ended, or were accepted and are not in the stream. */
  int missing() {
    return underWay.size() + replied.size();
  }
}
