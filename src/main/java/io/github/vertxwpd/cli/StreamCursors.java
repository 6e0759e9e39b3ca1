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

  /** Makes the cursors of an operation, from which its completion cannot be missed. */
  static StreamCursors ofPortable(String portable) {
    return new StreamCursors(Optional.empty(), Optional.of(portable));
  }

  /** Returns these cursors after a message: what it carries is newer. */
  StreamCursors after(JsonObject message) {
    return new StreamCursors(
        Optional.ofNullable(message.getString("cursor")).or(this::cursor),
        Optional.ofNullable(message.getString("portable")).or(this::portable));
  }
}
