package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.StreamPosition;
import io.vertx.core.Future;

/**
 * One reader's walk from a position to the head: history on disk, events in memory and live events
 * are the same walk, so there is no seam between them. A walk holds a position and nothing else.
 * Used by one thread at a time.
 */
public final class StreamWalk {
  /** What the next step of a walk brought. */
  public sealed interface Step {}

  /**
   * The next event.
   *
   * @param event the event
   */
  public record Next(EncodedEvent event) implements Step {}

  /**
   * The next events are on disk and are being read.
   *
   * @param loaded completes when the next step is worth taking, on the context that this step was
   *     taken on; who steps again before waits twice. Fails with {@link
   *     JournalUnavailableException} where they cannot be read. The walk stands where it stood and
   *     may go on later, but not at once: answer that the journal is not available, or begin anew
   */
  public record OnDisk(Future<Void> loaded) implements Step {}

  /** Everything up to the head has been seen. */
  public record AtHead() implements Step {}

  /**
   * It cannot be shown that nothing was missed: take a new snapshot.
   *
   * @param reason why
   */
  public record Reset(ResetReason reason) implements Step {}

  private final EventFeed feed;
  private final String epoch;
  private long seen;

  StreamWalk(EventFeed feed, StreamPosition position) {
    this.feed = feed;
    this.epoch = position.epoch();
    this.seen = position.offset();
  }

  /**
   * Takes the next step.
   *
   * @return a {@link Reset} where the position is of another journal or beyond the head, or where
   *     neither memory nor the journal has the next event any more
   */
  public Step next() {
    long head = feed.headOffset();
    if (!epoch.equals(feed.epoch()) || seen > head) {
      return new Reset(ResetReason.EPOCH);
    }
    if (seen == head) {
      return new AtHead();
    }
    Step step = feed.stepTo(seen + 1);
    if (step instanceof Next) {
      seen++;
    }
    return step;
  }

  /** Returns the position of the last event seen. */
  public StreamPosition position() {
    return new StreamPosition(epoch, seen);
  }
}
