package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.StreamPosition;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last event that was seen of each gateway. One gateway's events come in their order, so that
 * what comes again, to a client that comes back, is not after the last.
 */
final class SeenEvents {
  private final Map<String, StreamPosition> last = new TreeMap<>();

  /** Returns whether an event is not among those that were seen. */
  boolean isNew(JsonObject event) {
    return position(event)
        .filter(position -> isSeen(position, event.getString("source")))
        .isEmpty();
  }

  /** Takes note of an event that was seen. */
  void add(JsonObject event) {
    position(event).ifPresent(position -> last.put(event.getString("source"), position));
  }

  private static Optional<StreamPosition> position(JsonObject event) {
    return StreamPosition.parseEventId(event.getString("id"));
  }

  /** After a journal was lost, another epoch counts from the start again. */
  private boolean isSeen(StreamPosition position, String source) {
    StreamPosition newest = last.get(source);
    return newest != null
        && newest.epoch().equals(position.epoch())
        && newest.offset() >= position.offset();
  }

  /** Returns the ids of the last events, by the gateways' {@code source}. */
  JsonObject toJson() {
    JsonObject json = new JsonObject();
    last.forEach((source, position) -> json.put(source, position.toEventId()));
    return json;
  }

  /**
   * Reads what {@link #toJson()} wrote.
   *
   * @throws IllegalArgumentException where it is nothing of that kind
   */
  static SeenEvents fromJson(JsonObject json) {
    SeenEvents seen = new SeenEvents();
    for (String source : json.fieldNames()) {
      StreamPosition position =
          Optional.ofNullable(json.getString(source))
              .flatMap(StreamPosition::parseEventId)
              .orElseThrow(() -> new IllegalArgumentException("no event has such an id"));
      seen.last.put(source, position);
    }
    return seen;
  }
}
