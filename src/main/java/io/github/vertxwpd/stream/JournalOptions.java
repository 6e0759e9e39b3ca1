package io.github.vertxwpd.stream;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * Where a journal is kept, and for how long.
 *
 * @param directory the data directory; made where it is missing, and for one process at a time
 * @param retention how long events are kept
 * @param retainCount how many events are kept at most
 * @param loadCount how many of the newest events are read when the journal is opened
 * @param clock tells how old an entry is
 * @param listener told how the journal does
 */
public record JournalOptions(
    Path directory,
    Duration retention,
    int retainCount,
    int loadCount,
    Clock clock,
    JournalListener listener) {
  /** How long events are kept unless told otherwise: 24 hours. */
  public static final Duration DEFAULT_RETENTION = Duration.ofHours(24);

  /** How many events are kept unless told otherwise: {@value}. */
  public static final int DEFAULT_RETAIN_COUNT = 100_000;

  /** How many events are read at the start unless told otherwise: {@value}. */
  public static final int DEFAULT_LOAD_COUNT = 10_000;

  /** Makes options with the defaults and the system's clock. */
  public static JournalOptions of(Path directory) {
    return new JournalOptions(
        directory,
        DEFAULT_RETENTION,
        DEFAULT_RETAIN_COUNT,
        DEFAULT_LOAD_COUNT,
        Clock.systemUTC(),
        JournalListener.NONE);
  }

  /** Returns these options with other limits for the events that are kept. */
  public JournalOptions withRetention(Duration newRetention, int newRetainCount) {
    return new JournalOptions(directory, newRetention, newRetainCount, loadCount, clock, listener);
  }

  /** Returns these options with another number of events to read at the start. */
  public JournalOptions withLoadCount(int newLoadCount) {
    return new JournalOptions(directory, retention, retainCount, newLoadCount, clock, listener);
  }

  /** Returns these options with another clock. */
  public JournalOptions withClock(Clock newClock) {
    return new JournalOptions(directory, retention, retainCount, loadCount, newClock, listener);
  }

  /** Returns these options with somebody who is told how the journal does. */
  public JournalOptions withListener(JournalListener newListener) {
    return new JournalOptions(directory, retention, retainCount, loadCount, clock, newListener);
  }
}
