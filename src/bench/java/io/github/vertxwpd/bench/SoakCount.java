package io.github.vertxwpd.bench;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/** What happened how often. Confined to one event loop. */
final class SoakCount {
  private final Map<String, Long> counts = new TreeMap<>();

  /** Counts it once more. */
  void add(String what) {
    add(what, 1);
  }

  /** Counts it so many times more; also what has not happened is there then. */
  void add(String what, long times) {
    counts.merge(what, times, Long::sum);
  }

  long of(String what) {
    return counts.getOrDefault(what, 0L);
  }

  /** Returns all counts. */
  JsonObject toJson() {
    JsonObject json = new JsonObject();
    counts.forEach(json::put);
    return json;
  }
}
