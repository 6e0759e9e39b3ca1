package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonObject;

/**
 * Where a watch has come to: from there it goes on without a gap, and what comes again on the way
 * is known.
 */
final class WatchPosition {
  private final SeenEvents seen;
  private StreamCursors cursors;

  /**
   * Begins somewhere.
   *
   * @param cursors where
   */
  WatchPosition(StreamCursors cursors) {
    this(cursors, new SeenEvents());
  }

  private WatchPosition(StreamCursors cursors, SeenEvents seen) {
    this.cursors = cursors;
    this.seen = seen;
  }

  StreamCursors cursors() {
    return cursors;
  }

  /** Goes on to where everything has been printed. */
  void moveTo(StreamCursors now) {
    cursors = now;
  }

  /** Returns whether an event was not printed yet. */
  boolean isNew(JsonObject event) {
    return seen.isNew(event);
  }

  /** Takes note of an event that was printed. */
  void printed(JsonObject event) {
    seen.add(event);
  }

  /** Returns the object that {@link #fromJson} reads. */
  JsonObject toJson() {
    return cursors.toJson().put("seen", seen.toJson());
  }

  /**
   * Reads what {@link #toJson()} wrote.
   *
   * @throws IllegalArgumentException where it is nothing of that kind
   */
  static WatchPosition fromJson(JsonObject json) {
    try {
      StreamCursors cursors = StreamCursors.of(json);
      if (cursors.portable().isEmpty()) {
        throw new IllegalArgumentException("the member portable is missing");
      }
      JsonObject seen = json.getJsonObject("seen", new JsonObject());
      return new WatchPosition(cursors, SeenEvents.fromJson(seen));
    } catch (ClassCastException e) {
      throw new IllegalArgumentException("a member is of another type", e);
    }
  }
}
