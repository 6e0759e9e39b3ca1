package io.github.vertxwpd.web;

import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.stream.EncodedEvent;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.ResetReason;
import io.github.vertxwpd.stream.StreamWalk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes frames of the events that wait: one event is an object, several are an array.
 *
 * <p>Those who want all events and are equally far get the same text, which is made once.
 */
final class EventFrames {
  /** How many events a frame has at most: {@value}. */
  static final int MAX_EVENTS = 64;

  /** How long a frame of several events is at most, in bytes of UTF-8: {@value}. */
  static final int MAX_BYTES = 60 * 1024;

  /** What waits after a position. */
  sealed interface Waiting {}

  /**
   * The next frame.
   *
   * @param text the frame; empty where the filter wants none of the events up to {@code end}
   * @param end the position that is reached with it
   */
  record Frame(Optional<String> text, StreamPosition end) implements Waiting {}

  /**
   * The position cannot be continued from.
   *
   * @param reason why
   */
  record Broken(ResetReason reason) implements Waiting {}

  private record Shared(StreamPosition start, Frame frame) {}

  private final EventStream stream;
  private Optional<Shared> shared = Optional.empty();

  EventFrames(EventStream stream) {
    this.stream = stream;
  }

  /**
   * Returns what waits.
   *
   * @param start the last position already seen
   * @param filter which events are wanted
   */
  Waiting after(StreamPosition start, EventFilter filter) {
    if (!filter.wantsAll()) {
      return make(start, filter);
    }
    if (shared.isPresent() && shared.get().start().equals(start)) {
      return shared.get().frame();
    }
    Waiting made = make(start, filter);
    if (made instanceof Frame frame && frame.text().isPresent()) {
      shared = Optional.of(new Shared(start, frame));
    }
    return made;
  }

  private Waiting make(StreamPosition start, EventFilter filter) {
    StreamWalk walk = stream.walkFrom(start);
    List<String> events = new ArrayList<>();
    StreamPosition end = start;
    int bytes = 0;
    while (events.size() < MAX_EVENTS) {
      StreamWalk.Step step = walk.next();
      if (step instanceof StreamWalk.Reset reset && events.isEmpty()) {
        return new Broken(reset.reason());
      }
      if (!(step instanceof StreamWalk.Next next)) {
        break;
      }
      if (filter.wants(next.event())) {
        String event = ServerMessage.event(next.event());
        bytes += length(event);
        if (bytes > MAX_BYTES && !events.isEmpty()) {
          break;
        }
        events.add(event);
      }
      end = position(next.event());
    }
    return new Frame(join(events), end);
  }

  private static int length(String event) {
    return event.getBytes(StandardCharsets.UTF_8).length + 1;
  }

  private static StreamPosition position(EncodedEvent event) {
    return event.position();
  }

  private static Optional<String> join(List<String> events) {
    return switch (events.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(events.get(0));
      default -> Optional.of("[" + String.join(",", events) + "]");
    };
  }
}
