package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.WpdEvent;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One gateway's events in order, the last ones kept in a ring.
 *
 * <p>One thread appends, the ledger's. Any thread may walk ({@link #walkFrom}) and may ask to be
 * woken.
 */
public final class EventStream {
  private final String gateway;
  private final String epoch;
  private final Clock clock;
  private final AtomicReferenceArray<EncodedEvent> ring;
  private final List<Runnable> wakeUps = new CopyOnWriteArrayList<>();
  private volatile long head;

  /**
   * Makes an empty stream.
   *
   * @param gateway the id of the gateway
   * @param epoch the id of the journal that the offsets count in
   * @param clock gives the events' times
   * @param capacity how many events are kept; at least 1
   */
  public EventStream(String gateway, String epoch, Clock clock, int capacity) {
    this.gateway = gateway;
    this.epoch = epoch;
    this.clock = clock;
    this.ring = new AtomicReferenceArray<>(capacity);
  }

  /** Returns the id of the gateway. */
  public String gateway() {
    return gateway;
  }

  /** Returns the position of the newest event. */
  public StreamPosition head() {
    return new StreamPosition(epoch, head);
  }

  /**
   * Appends an event and wakes those who wait for one.
   *
   * @param body what happened
   * @return the event with its place, once it is as durable as this stream makes it
   */
  public Future<WpdEvent> append(EventBody body) {
    long offset = head + 1;
    WpdEvent event =
        new WpdEvent(gateway, new StreamPosition(epoch, offset), clock.instant(), body);
    ring.set(slot(offset), EncodedEvent.of(event));
    head = offset;
    wakeUps.forEach(Runnable::run);
    return Future.succeededFuture(event);
  }

  /**
   * Asks to be told of new events.
   *
   * @param wakeUp run on the appending thread after each event; must return at once
   * @return run it to be told no more
   */
  public Runnable onAppend(Runnable wakeUp) {
    wakeUps.add(wakeUp);
    return () -> wakeUps.remove(wakeUp);
  }

  /**
   * Starts to walk the stream.
   *
   * @param position the last event already seen
   */
  public StreamWalk walkFrom(StreamPosition position) {
    return new StreamWalk(this, position);
  }

  String epoch() {
    return epoch;
  }

  long headOffset() {
    return head;
  }

  /** Returns the event at an offset up to the head, or null where the ring has passed over it. */
  EncodedEvent at(long offset) {
    EncodedEvent event = ring.get(slot(offset));
    return event != null && event.event().position().offset() == offset ? event : null;
  }

  private int slot(long offset) {
    return (int) (offset % ring.length());
  }
}
