package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.operation.RequestSchema;
import io.github.vertxwpd.operation.Snapshot;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.ResetReason;
import io.github.vertxwpd.stream.StreamWalk;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * One client's way through the stream: what to send it next. It holds a position and never a queue
 * of events.
 */
final class Subscription {
  private static final RequestSchema SCHEMA = new RequestSchema("subscribe-request");

  private final EventStream stream;
  private final EventFrames frames;
  private final Optional<Object> id;
  private final EventFilter filter;
  private final Queue<String> notices = new ArrayDeque<>();
  private Optional<SnapshotParts> parts = Optional.empty();
  private Optional<StreamPosition> position = Optional.empty();
  private boolean snapshotWanted;

  /**
   * Starts where the client was, or with a snapshot.
   *
   * @param stream the events
   * @param frames makes frames of them
   * @param request what the client asked
   * @throws WpdException {@code validation-failed}
   */
  Subscription(EventStream stream, EventFrames frames, ClientMessage.Subscribe request) {
    SCHEMA.check(request.json());
    this.stream = stream;
    this.frames = frames;
    this.id = request.id();
    Optional<JsonObject> wanted = Optional.ofNullable(request.json().getJsonObject("filter"));
    this.filter = EventFilter.fromJson(wanted.orElseGet(JsonObject::new));
    start(request.json());
  }

  private void start(JsonObject request) {
    Optional<String> cursor = Optional.ofNullable(request.getString("cursor"));
    Optional<String> portable = Optional.ofNullable(request.getString("portable"));
    if (cursor.isEmpty() && portable.isEmpty()) {
      snapshotWanted = true;
      return;
    }
    Optional<StreamPosition> known = lastKnown(cursor, portable);
    StreamWalk.Step step =
        known
            .map(stream::walkFrom)
            .map(StreamWalk::next)
            .orElseGet(() -> new StreamWalk.Reset(ResetReason.EPOCH));
    if (step instanceof StreamWalk.Reset reset) {
      restart(reset.reason());
    } else {
      position = known;
      known.ifPresent(p -> notices.add(subscribed(p, true)));
    }
  }

  /** Both cursors say up to where everything was seen, so the later one is right. */
  private Optional<StreamPosition> lastKnown(Optional<String> cursor, Optional<String> portable) {
    StreamPosition head = stream.head();
    return Stream.concat(
            cursor.flatMap(StreamPosition::parse).stream(),
            portable
                .flatMap(PortableCursor::parse)
                .map(p -> p.positions().get(stream.gateway()))
                .stream())
        .filter(p -> p.epoch().equals(head.epoch()) && p.offset() <= head.offset())
        .max(Comparator.comparingLong(StreamPosition::offset));
  }

  private void restart(ResetReason reason) {
    position = Optional.empty();
    snapshotWanted = true;
    notices.add(ServerMessage.reset(reason));
  }

  /** Returns whether a snapshot is wanted that has not been asked for; asks only once. */
  boolean takeSnapshotWish() {
    boolean wish = snapshotWanted;
    snapshotWanted = false;
    return wish;
  }

  /** Goes on with a snapshot and with the events after it. */
  void resumeFrom(Snapshot snapshot) {
    parts = Optional.of(new SnapshotParts(id, snapshot, filter));
    position = Optional.of(snapshot.position());
  }

  /** Returns the client's id for the request. */
  Optional<Object> id() {
    return id;
  }

  /** Returns the position up to which {@link #next()} has given everything. */
  Optional<StreamPosition> seen() {
    return parts.isPresent() || !notices.isEmpty() ? Optional.empty() : position;
  }

  /** Returns the next frame for the client; empty where there is none now. */
  Optional<String> next() {
    if (!notices.isEmpty()) {
      return Optional.of(notices.remove());
    }
    if (parts.isPresent()) {
      return Optional.of(nextPart(parts.get()));
    }
    return position.flatMap(this::nextEvents);
  }

  private String nextPart(SnapshotParts remaining) {
    String part = remaining.next();
    if (!remaining.hasNext()) {
      parts = Optional.empty();
      position.ifPresent(p -> notices.add(subscribed(p, false)));
    }
    return part;
  }

  private Optional<String> nextEvents(StreamPosition start) {
    EventFrames.Waiting waiting = frames.after(start, filter);
    if (waiting instanceof EventFrames.Frame frame) {
      position = Optional.of(frame.end());
      return frame.text();
    }
    restart(ResetReason.LAGGED);
    return Optional.of(notices.remove());
  }

  private String subscribed(StreamPosition at, boolean recovered) {
    return ServerMessage.subscribed(id, stream.gateway(), at, recovered);
  }
}
