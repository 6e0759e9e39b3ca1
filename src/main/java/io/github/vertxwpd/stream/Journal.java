package io.github.vertxwpd.stream;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a gateway must not forget, on disk. One event loop writes; futures complete on the context
 * of their caller.
 *
 * <p>A write is durable when its future completes: the file is synced before. Whoever was killed
 * before that may find the write there or not, whole or not at all.
 */
public interface Journal {
  /**
   * Returns what was there when the journal was opened.
   *
   * @return the same until it is forgotten
   * @throws IllegalStateException after {@link #forgetContents}
   */
  JournalContents contents();

  /**
   * Lets go of {@link #contents}: whoever goes on from there has what they need, and what has grown
   * old since would be kept for nothing. For any thread.
   */
  void forgetContents();

  /**
   * Writes entries in one transaction. Writes take effect in the order of the calls; what waits is
   * synced together.
   *
   * @param entries what to write
   * @return completes when they are on disk; fails with {@link JournalUnavailableException} where
   *     they cannot be written now, and then nothing of them is written
   */
  Future<Void> write(List<JournalEntry> entries);

  /**
   * Reads events again.
   *
   * @param afterOffset the last event already seen
   * @param limit how many at most
   * @return the events after it that are still kept, in order
   */
  Future<List<JournalEntry.Event>> events(long afterOffset, int limit);

  /**
   * Returns why nothing new should be begun, as the last write found it: it failed, or it succeeded
   * in the space that is kept for what has already begun. For any thread.
   */
  Optional<String> trouble();

  /**
   * Returns for how long the thread that writes has been at the same piece of work: a disk that
   * does not answer holds it up. For any thread.
   *
   * @return zero while it waits for work, and where there is no such thread
   */
  default Duration busyFor() {
    return Duration.ZERO;
  }

  /** Writes what waits, then closes. */
  Future<Void> close();
}
