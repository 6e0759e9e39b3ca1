package io.github.vertxwpd.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in one gateway's event stream: everything up to and including {@code offset} has been
 * seen.
 *
 * @param epoch the id of the journal that the offset counts in
 * @param offset the last event seen; 0 before the first
 */
public record StreamPosition(String epoch, long offset) {
  private static final int RADIX = 36;
  private static final Pattern EVENT_ID = Pattern.compile("[0-9a-z]{1,16}:[0-9]{1,18}");
  private static final Pattern CURSOR = Pattern.compile("[0-9a-z]{1,16}\\.[0-9a-z]{1,13}");

  /** Returns the CloudEvents id of the event at this place. */
  public String toEventId() {
    return epoch + ":" + offset;
  }

  /**
   * Reads the CloudEvents id of an event.
   *
   * @param id the id
   * @return the event's place, or empty where the text is none that {@link #toEventId()} could have
   *     made
   */
  public static Optional<StreamPosition> parseEventId(String id) {
    int colon = id.indexOf(':');
    if (!EVENT_ID.matcher(id).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new StreamPosition(id.substring(0, colon), Long.parseLong(id.substring(colon + 1))));
  }

  /** Returns the short, opaque cursor that clients are given. */
  public String toCursor() {
    return epoch + "." + Long.toString(offset, RADIX);
  }

  /**
   * Reads a cursor.
   *
   * @param cursor what a client sent
   * @return the position, or empty where the text is none that {@link #toCursor()} could have made
   */
  public static Optional<StreamPosition> parse(String cursor) {
    int dot = cursor.indexOf('.');
    if (dot < 1 || !CURSOR.matcher(cursor).matches()) {
      return Optional.empty();
    }
    try {
      long offset = Long.parseLong(cursor, dot + 1, cursor.length(), RADIX);
      StreamPosition position = new StreamPosition(cursor.substring(0, dot), offset);
      return Optional.of(position).filter(read -> read.toCursor().equals(cursor));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
