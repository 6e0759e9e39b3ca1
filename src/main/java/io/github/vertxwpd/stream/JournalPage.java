package io.github.vertxwpd.stream;

import java.util.List;
import java.util.Optional;

/**
 * The events at {@value #SIZE} neighbouring offsets, as the journal had them. Immutable.
 *
 * <p>What a page knows of an offset stays true: an event never changes, and one that the journal no
 * longer has never comes back. Beyond {@link #knows} the page was read too early to say anything.
 */
final class JournalPage {
  /** How many offsets a page spans: {@value}. */
  static final int SIZE = 64;

  private final long number;
  private final long knownTo;
  private final EncodedEvent[] events = new EncodedEvent[SIZE];

  /**
   * Makes a page of what was read.
   *
   * @param number which page
   * @param head the newest event when the reading began; later ones are left out, as it cannot be
   *     told which of them are missing
   * @param read events in order, those of other pages among them
   */
  JournalPage(long number, long head, List<EncodedEvent> read) {
    this.number = number;
    this.knownTo = Math.min(head, before(number) + SIZE);
    for (EncodedEvent event : read) {
      long offset = event.position().offset();
      if (numberOf(offset) == number && knows(offset)) {
        events[slot(offset)] = event;
      }
    }
  }

  /** Returns which page an offset is on. */
  static long numberOf(long offset) {
    return (offset - 1) / SIZE;
  }

  /** Returns the offset before a page's first. */
  static long before(long number) {
    return number * SIZE;
  }

  long number() {
    return number;
  }

  /** Returns whether the page can tell what is at one of its offsets. */
  boolean knows(long offset) {
    return offset <= knownTo;
  }

  /** Returns whether this page was read no earlier than another reading of it. */
  boolean isAsNewAs(JournalPage other) {
    return knownTo >= other.knownTo;
  }

  /** Returns the event at an offset that the page knows; empty where the journal has it no more. */
  Optional<EncodedEvent> at(long offset) {
    return Optional.ofNullable(events[slot(offset)]);
  }

  private static int slot(long offset) {
    return (int) ((offset - 1) % SIZE);
  }
}
