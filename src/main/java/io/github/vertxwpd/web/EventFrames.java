package io.github.vertxwpd.web;

import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.stream.EventFeed;
import io.github.vertxwpd.stream.StreamWalk;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the bytes of the events that wait, to be written at once.
 *
 * <p>Those who want all events and are equally far get the same bytes, which are made once. Those
 * who are far behind are brought to the same places, so that they share from there on. Confined to
 * one event loop.
 */
final class EventFrames {
  /** How many events are written at once at most: {@value}. */
  static final int MAX_EVENTS = 64;

  /** After how many bytes no event is added: {@value}. */
  static final int MAX_BYTES = 60 * 1024;

  private static final int MAX_SHARED = 64;

  /** What waits after a position. */
  sealed interface Waiting {}

  /**
   * What to write next.
   *
   * @param bytes the events; empty where the filter wants none of those up to {@code end}
   * @param end the position that is reached with it
   */
  record Batch(Optional<Buffer> bytes, StreamPosition end) implements Waiting {}

  /**
   * What comes next is read from disk first.
   *
   * @param loaded completes when it was read: ask again then
   */
  record OnDisk(Future<Void> loaded) implements Waiting {}

  /** The position cannot be continued from. */
  record Broken() implements Waiting {}

  private record Range(StreamPosition start, long end) {}

  private final EventFeed stream;
  private final StreamFormat format;
  private final Map<Range, Batch> shared =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Range, Batch> eldest) {
          return size() > MAX_SHARED;
        }
      };

  EventFrames(EventFeed stream, StreamFormat format) {
    this.stream = stream;
    this.format = format;
  }

  /**
   * Returns what waits.
   *
   * @param start the last position already seen
   * @param filter which events are wanted
   */
  Waiting after(StreamPosition start, EventFilter filter) {
    StreamPosition head = stream.head();
    if (start.equals(head)) {
      // Every client comes here after each of its writes.
      return new Batch(Optional.empty(), start);
    }
    long end = end(start.offset(), head.offset());
    if (!filter.wantsAll()) {
      return make(start, end, filter);
    }
    Range range = new Range(start, end);
    Batch known = shared.get(range);
    if (known != null) {
      return known;
    }
    Waiting made = make(start, end, filter);
    if (made instanceof Batch batch && batch.bytes().isPresent()) {
      shared.put(range, batch);
    }
    return made;
  }

  private static long end(long start, long head) {
    return head - start <= MAX_EVENTS ? head : (start / MAX_EVENTS + 1) * MAX_EVENTS;
  }

  private Waiting make(StreamPosition start, long end, EventFilter filter) {
    StreamWalk walk = stream.walkFrom(start);
    StreamPosition reached = start;
    Buffer bytes = Buffer.buffer();
    while (reached.offset() < end && bytes.length() < MAX_BYTES) {
      StreamWalk.Step step = walk.next();
      if (step instanceof StreamWalk.Next next) {
        if (filter.wants(next.event())) {
          format.append(bytes, next.event());
        }
        reached = next.event().position();
      } else if (reached.equals(start)) {
        return notYet(step, start);
      } else {
        break;
      }
    }
    return new Batch(Optional.of(bytes).filter(made -> made.length() > 0), reached);
  }

  private static Waiting notYet(StreamWalk.Step step, StreamPosition start) {
    if (step instanceof StreamWalk.Reset) {
      return new Broken();
    }
    return step instanceof StreamWalk.OnDisk reading
        ? new OnDisk(reading.loaded())
        : new Batch(Optional.empty(), start);
  }
}
