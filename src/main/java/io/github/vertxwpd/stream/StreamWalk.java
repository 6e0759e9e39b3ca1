package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.StreamPosition;

/**
 * One reader's walk from a position to the head: history and live events are the same walk, so
 * there is no seam between them. Used by one thread at a time.
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

  /** Everything up to the head has been seen. */
  public record AtHead() implements Step {}

  /**
   * It cannot be shown that nothing was missed: take a new snapshot.
   *
   * @param reason why
   */
  public record Reset(ResetReason reason) implements Step {}

  private final EventStream stream;
  private final String epoch;
  private long seen;

  StreamWalk(EventStream stream, StreamPosition position) {
    this.stream = stream;
    this.epoch = position.epoch();
    this.seen = position.offset();
  }

  /** Takes the next step. */
  public Step next() {
    long head = stream.headOffset();
    if (!epoch.equals(stream.epoch()) || seen > head) {
      return new Reset(ResetReason.EPOCH);
    }
    if (seen == head) {
      return new AtHead();
    }
    EncodedEvent event = stream.at(seen + 1);
    if (event == null) {
      return new Reset(ResetReason.RETENTION);
    }
    seen++;
    return new Next(event);
  }

  /** Returns the position of the last event seen. */
  public StreamPosition position() {
    return new StreamPosition(epoch, seen);
  }
}
