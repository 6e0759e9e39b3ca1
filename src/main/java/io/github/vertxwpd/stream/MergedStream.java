package io.github.vertxwpd.stream;

import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.StreamPosition;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The events of several gateways in the order in which one node learned of them; those of each
 * gateway are in that gateway's order. The last ones are kept in memory, and no others.
 *
 * <p>What a node learns otherwise than by events, such as a gateway that it had not known, is an
 * interruption: who comes to it cannot go on, and takes a new snapshot.
 *
 * <p>One event loop adds. Any thread may read.
 */
public final class MergedStream extends EventFeed {
  private sealed interface Entry {}

  /** An event, at its place here. */
  private record Shown(EncodedEvent event, StreamPosition origin) implements Entry {}

  /** Where nobody can go on, and up to where the gateway was known before. */
  private record Interruption(
      long offset, ResetReason reason, String gateway, Optional<StreamPosition> before)
      implements Entry {}

  private final String node;
  private final String epoch;
  private final AtomicReferenceArray<Entry> ring;
  private final Map<String, StreamPosition> positions = new HashMap<>();
  private volatile long head;

  /**
   * Makes a stream without events.
   *
   * @param node the id of the gateway that shows them
   * @param epoch tells the positions of this stream from those of any other
   * @param capacity how many events are kept; at least 1
   */
  public MergedStream(String node, String epoch, int capacity) {
    this.node = node;
    this.epoch = epoch;
    this.ring = new AtomicReferenceArray<>(capacity);
  }

  @Override
  public String gateway() {
    return node;
  }

  /**
   * Adds a gateway's next event.
   *
   * @param event the event, at its place in its gateway's stream
   */
  public void append(EncodedEvent event) {
    synchronized (this) {
      EncodedEvent here = event.at(new StreamPosition(epoch, head + 1));
      put(new Shown(here, event.position()));
      positions.put(event.gateway(), event.position());
    }
    wake();
  }

  /**
   * Goes on with a gateway from a position up to which it is known otherwise than by its events.
   *
   * @param gateway the gateway
   * @param position up to where it is known
   * @param reason what those are told who followed up to here
   */
  public void interrupt(String gateway, StreamPosition position, ResetReason reason) {
    synchronized (this) {
      Optional<StreamPosition> before = Optional.ofNullable(positions.put(gateway, position));
      put(new Interruption(head + 1, reason, gateway, before));
    }
    wake();
  }

  /** Returns up to where a gateway's events are in here; empty for one that is not known. */
  public synchronized Optional<StreamPosition> positionOf(String gateway) {
    return Optional.ofNullable(positions.get(gateway));
  }

  @Override
  public Future<StreamPosition> oldest() {
    return Future.succeededFuture(new StreamPosition(epoch, oldestOffset()));
  }

  @Override
  public synchronized Optional<PortableCursor> portable(StreamPosition position) {
    if (!isReached(position) || position.offset() < head - ring.length()) {
      return Optional.empty();
    }
    Map<String, StreamPosition> then = new HashMap<>(positions);
    for (long offset = head; offset > position.offset(); offset--) {
      stepBack(then, ring.get(slot(offset)));
    }
    return Optional.of(new PortableCursor(then, true)).filter(PortableCursor::isShortEnough);
  }

  @Override
  public synchronized Optional<StreamPosition> locate(PortableCursor portable) {
    Map<String, StreamPosition> here = new HashMap<>(positions);
    if (!here.keySet().containsAll(portable.positions().keySet())
        || (portable.whole() && !portable.positions().keySet().containsAll(here.keySet()))) {
      return Optional.empty();
    }
    long oldest = oldestOffset();
    long offset = head;
    long ahead = here.keySet().stream().filter(g -> isAhead(here, g, portable)).count();
    while (ahead > 0) {
      Entry entry = offset > oldest ? ring.get(slot(offset)) : null;
      if (!(entry instanceof Shown shown)) {
        return Optional.empty();
      }
      boolean wasAhead = isAhead(here, shown.event().gateway(), portable);
      stepBack(here, shown);
      if (wasAhead && !isAhead(here, shown.event().gateway(), portable)) {
        ahead--;
      }
      offset--;
    }
    return Optional.of(new StreamPosition(epoch, offset));
  }

  /** Whether a gateway is known up to a place which the cursor's owner has not reached. */
  private static boolean isAhead(
      Map<String, StreamPosition> here, String gateway, PortableCursor portable) {
    StreamPosition seen = portable.positions().get(gateway);
    StreamPosition known = here.get(gateway);
    return seen != null && (!seen.epoch().equals(known.epoch()) || seen.offset() < known.offset());
  }

  private static void stepBack(Map<String, StreamPosition> positions, Entry entry) {
    if (entry instanceof Shown shown) {
      StreamPosition origin = shown.origin();
      positions.put(
          shown.event().gateway(), new StreamPosition(origin.epoch(), origin.offset() - 1));
    } else if (entry instanceof Interruption interruption) {
      interruption
          .before()
          .ifPresentOrElse(
              before -> positions.put(interruption.gateway(), before),
              () -> positions.remove(interruption.gateway()));
    }
  }

  private long oldestOffset() {
    return Math.max(0, head - ring.length());
  }

  private void put(Entry entry) {
    long next = head + 1;
    ring.set(slot(next), entry);
    head = next;
  }

  private int slot(long offset) {
    return (int) (offset % ring.length());
  }

  @Override
  String epoch() {
    return epoch;
  }

  @Override
  long headOffset() {
    return head;
  }

  @Override
  StreamWalk.Step stepTo(long offset) {
    Entry entry = ring.get(slot(offset));
    if (entry instanceof Shown shown && shown.event().position().offset() == offset) {
      return new StreamWalk.Next(shown.event());
    }
    return entry instanceof Interruption interruption && interruption.offset() == offset
        ? new StreamWalk.Reset(interruption.reason())
        : new StreamWalk.Reset(ResetReason.LAGGED);
  }
}
