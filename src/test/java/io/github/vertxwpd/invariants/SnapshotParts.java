package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.SnapshotSeen;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Puts the parts of a snapshot together. */
final class SnapshotParts {
  private final JsonArray devices = new JsonArray();
  private final JsonArray operations = new JsonArray();

  void add(JsonObject part) {
    devices.addAll(part.getJsonArray("devices"));
    operations.addAll(part.getJsonArray("operations"));
  }

  SnapshotSeen at(boolean followed, String cursor) {
    return new SnapshotSeen(followed, cursor, devices, operations);
  }
}
