package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.StreamPosition;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Events in the order in which one node shows them. Any thread may walk ({@link #walkFrom}), and
 * may ask to be woken.
 */
public abstract class EventFeed {
  private final List<Runnable> wakeUps = new CopyOnWriteArrayList<>();

  EventFeed() {}

  /** Returns the id of the gateway that shows them. */
  public abstract String gateway();

  /** Returns the position of the newest event. */
  public final StreamPosition head() {
    return new StreamPosition(epoch(), headOffset());
  }

  /**
   * Starts to walk.
   *
   * @param position the last event already seen
   */
  public final StreamWalk walkFrom(StreamPosition position) {
    return new StreamWalk(this, position);
  }

  /**
   * Finds where the events begin.
   *
   * @return the position before the oldest event that is still kept, or the head where none is;
   *     fails with {@link JournalUnavailableException} where it cannot be found
   */
  public abstract Future<StreamPosition> oldest();

  /**
   * Tells every gateway's position to one who has seen all up to a position.
   *
   * @param position a position of this feed
   * @return what any node understands; empty where the position is too old to say, or where it
   *     would be too long
   */
  public abstract Optional<PortableCursor> portable(StreamPosition position);

  /**
   * Finds where somebody goes on who was elsewhere before.
   *
   * @param portable what they have seen
   * @return the newest position from which nothing of what follows is missing; empty where there is
   *     none
   */
  public abstract Optional<StreamPosition> locate(PortableCursor portable);

  /**
   * Finds where somebody goes on who has the short cursor of an event.
   *
   * @param cursor what {@link StreamPosition#toCursor} gave
   * @return the position; empty where it is none of this feed
   */
  public Optional<StreamPosition> locate(String cursor) {
    return StreamPosition.parse(cursor).filter(this::isReached);
  }

  /**
   * Asks to be told of new events.
   *
   * @param wakeUp run on the appending thread after new events can be seen; must return at once
   * @return run it to be told no more
   */
  public final Runnable onAppend(Runnable wakeUp) {
    wakeUps.add(wakeUp);
    return () -> wakeUps.remove(wakeUp);
  }

  /** Tells those who asked that there are new events. */
  final void wake() {
    wakeUps.forEach(Runnable::run);
  }

  /** Returns whether a position is of this feed, and not beyond its head. */
  final boolean isReached(StreamPosition position) {
    return position.epoch().equals(epoch()) && position.offset() <= headOffset();
  }

  abstract String epoch();

  abstract long headOffset();

  /** Takes a walk's step to an offset up to the head. */
  abstract StreamWalk.Step stepTo(long offset);
}
