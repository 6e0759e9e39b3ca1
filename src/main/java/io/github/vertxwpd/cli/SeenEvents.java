package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The keys, {@code source} and {@code id}, of the last events: a client that comes back may get
 * some of them again.
 */
final class SeenEvents {
  private static final int REMEMBERED = 10_000;

  private final Set<String> keys = new LinkedHashSet<>();

  /** Takes an event and returns whether it is new. */
  boolean isNew(JsonObject event) {
    if (!keys.add(event.getString("source") + " " + event.getString("id"))) {
      return false;
    }
    if (keys.size() > REMEMBERED) {
      keys.remove(keys.iterator().next());
    }
    return true;
  }
}
