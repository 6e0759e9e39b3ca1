package io.github.vertxwpd.web;

import io.github.vertxwpd.operation.Snapshot;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A snapshot as messages of at most {@value #MAX_ITEMS} items. A part is written when it is asked
 * for, so that a slow client costs no memory. Gateways come first: they say what the devices are.
 */
final class SnapshotParts implements Iterator<JsonObject> {
  /** How many items a part has at most: {@value}. */
  static final int MAX_ITEMS = 500;

  private record Item(String member, Supplier<JsonObject> json) {}

  private final Optional<Object> id;
  private final List<Item> items = new ArrayList<>();
  private int sent;
  private boolean finished;

  /**
   * Prepares the parts.
   *
   * @param id the id of the request
   * @param snapshot what to show
   * @param filter which of it
   */
  SnapshotParts(Optional<Object> id, Snapshot snapshot, EventFilter filter) {
    this.id = id;
    snapshot.gateways().stream()
        .filter(filter::wants)
        .forEach(gateway -> items.add(new Item("gateways", gateway::toJson)));
    snapshot.devices().stream()
        .filter(filter::wants)
        .forEach(device -> items.add(new Item("devices", device::toJson)));
    snapshot.operations().stream()
        .filter(filter::wants)
        .forEach(operation -> items.add(new Item("operations", operation::toJson)));
  }

  @Override
  public boolean hasNext() {
    return !finished;
  }

  @Override
  public JsonObject next() {
    if (finished) {
      throw new NoSuchElementException();
    }
    JsonObject part =
        new JsonObject()
            .put("t", "snapshot")
            .put("id", id.orElse(null))
            .put("devices", new JsonArray())
            .put("operations", new JsonArray())
            .put("gateways", new JsonArray());
    int end = Math.min(sent + MAX_ITEMS, items.size());
    for (Item item : items.subList(sent, end)) {
      part.getJsonArray(item.member()).add(item.json().get());
    }
    sent = end;
    finished = sent == items.size();
    return part.put("last", finished);
  }
}
