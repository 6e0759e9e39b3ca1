package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Where to go on in the stream of events. The short cursor belongs to the node that gave it, the
 * portable one is read by any; a client that comes back sends the last of each.
 *
 * @param cursor the short one
 * @param portable the portable one
 */
record StreamCursors(Optional<String> cursor, Optional<String> portable) {
  /** Nothing is known: a snapshot comes first. */
  static final StreamCursors NONE = new StreamCursors(Optional.empty(), Optional.empty());

  /** The longest short cursor that a gateway takes, in characters. */
  private static final int MAX_SHORT = 64;

  /** Makes the cursors of an operation, from which its completion cannot be missed. */
  static StreamCursors ofPortable(String portable) {
    return new StreamCursors(Optional.empty(), Optional.of(portable));
  }

  /** Makes the cursors of a text that may be either; a gateway passes over what it cannot read. */
  static StreamCursors ofEither(String text) {
    return new StreamCursors(
        Optional.of(text).filter(cursor -> cursor.length() <= MAX_SHORT), Optional.of(text));
  }

  /** Reads the cursors that an object carries. */
  static StreamCursors of(JsonObject json) {
    return new StreamCursors(
        Optional.ofNullable(json.getString("cursor")),
        Optional.ofNullable(json.getString("portable")));
  }

  /** Returns these cursors after a message: what it carries is newer. */
  StreamCursors after(JsonObject message) {
    StreamCursors newer = of(message);
    return new StreamCursors(newer.cursor().or(this::cursor), newer.portable().or(this::portable));
  }

  /** Returns an object that carries the cursors. */
  JsonObject toJson() {
    return new JsonObject()
        .put("cursor", cursor.orElse(null))
        .put("portable", portable.orElse(null));
  }
}
