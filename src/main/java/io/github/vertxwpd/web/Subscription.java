package io.github.vertxwpd.web;

import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.operation.Snapshot;
import io.github.vertxwpd.operation.WpdService;
import io.github.vertxwpd.stream.EventFeed;
import io.github.vertxwpd.stream.StreamWalk;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
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
  /** What comes next. */
  sealed interface Step {}

  /**
   * Bytes to write.
   *
   * @param bytes the same for others, perhaps
   */
  record Write(Buffer bytes) implements Step {}

  /**
   * Something must be fetched first.
   *
   * @param ready completes when there is a next step again; fails where there will be none
   */
  record Fetch(Future<Void> ready) implements Step {}

  /** Nothing, until there are new events or what was to be fetched is there. */
  record Nothing() implements Step {}

  private static final Step NOTHING = new Nothing();

  private final WpdService service;
  private final EventFeed stream;
  private final StreamFormat format;
  private final EventFrames frames;
  private final SubscribeRequest request;
  private final WebListener listener;
  private final Queue<JsonObject> notices = new ArrayDeque<>();
  private Optional<SnapshotParts> parts = Optional.empty();
  private Optional<StreamPosition> claimed = Optional.empty();
  private Optional<StreamPosition> position = Optional.empty();
  private boolean snapshotWanted;
  private boolean fetching;

  /**
   * Starts where the client was, or with a snapshot.
   *
   * @param service gives snapshots, and the stream
   * @param format how everything is written
   * @param frames makes events so
   * @param request what the client asked
   * @param listener told whether it goes on where the client was
   */
  Subscription(
      WpdService service,
      StreamFormat format,
      EventFrames frames,
      SubscribeRequest request,
      WebListener listener) {
    this.service = service;
    this.stream = service.stream();
    this.format = format;
    this.frames = frames;
    this.request = request;
    this.listener = listener;
    if (request.cursor().isEmpty() && request.portable().isEmpty()) {
      snapshotWanted = true;
    } else {
      claimed = lastKnown();
      if (claimed.isEmpty()) {
        restart(ResetReason.EPOCH);
      }
    }
  }

  /** Goes on from where the client says that it was, once that is shown to be possible. */
  private Step resume(StreamPosition known) {
    StreamWalk.Step step = stream.walkFrom(known).next();
    if (step instanceof StreamWalk.OnDisk reading) {
      return fetch(reading.loaded());
    }
    claimed = Optional.empty();
    if (step instanceof StreamWalk.Reset reset) {
      restart(reset.reason());
      return next();
    }
    position = Optional.of(known);
    listener.resumed();
    return write(subscribed(known, true));
  }

  /** Both cursors say up to where everything was seen, so the later one is right. */
  private Optional<StreamPosition> lastKnown() {
    return Stream.concat(
            request.cursor().flatMap(stream::locate).stream(),
            request.portable().flatMap(PortableCursor::parse).flatMap(stream::locate).stream())
        .max(Comparator.comparingLong(StreamPosition::offset));
  }

  private void restart(ResetReason reason) {
    position = Optional.empty();
    snapshotWanted = true;
    listener.reset(reason);
    notices.add(ServerMessage.reset(reason));
  }

  /** Returns the client's id for the request. */
  Optional<Object> id() {
    return request.id();
  }

  /** Returns the position up to which {@link #next()} has given everything. */
  Optional<StreamPosition> seen() {
    return parts.isPresent() || !notices.isEmpty() ? Optional.empty() : position;
  }

  /** Takes the next step. */
  Step next() {
    if (fetching) {
      return NOTHING;
    }
    if (!notices.isEmpty()) {
      return write(notices.remove());
    }
    if (snapshotWanted) {
      snapshotWanted = false;
      return fetch(service.snapshot().onSuccess(this::resumeFrom).mapEmpty());
    }
    if (parts.isPresent()) {
      return write(nextPart(parts.get()));
    }
    if (claimed.isPresent()) {
      return resume(claimed.get());
    }
    return position.map(this::nextEvents).orElse(NOTHING);
  }

  private Step write(JsonObject message) {
    return new Write(format.message(message));
  }

  private Step fetch(Future<Void> fetched) {
    fetching = true;
    return new Fetch(fetched.onComplete(done -> fetching = false));
  }

  private void resumeFrom(Snapshot snapshot) {
    parts = Optional.of(new SnapshotParts(request.id(), snapshot, request.filter()));
    position = Optional.of(snapshot.position());
  }

  private JsonObject nextPart(SnapshotParts remaining) {
    JsonObject part = remaining.next();
    if (!remaining.hasNext()) {
      parts = Optional.empty();
      position.ifPresent(p -> notices.add(subscribed(p, false)));
    }
    return part;
  }

  /** Goes on until something is wanted: what a filter leaves out may be long. */
  private Step nextEvents(StreamPosition start) {
    StreamPosition from = start;
    while (true) {
      EventFrames.Waiting waiting = frames.after(from, request.filter());
      if (waiting instanceof EventFrames.OnDisk onDisk) {
        return fetch(onDisk.loaded());
      }
      if (waiting instanceof EventFrames.Broken) {
        restart(ResetReason.LAGGED);
        return write(notices.remove());
      }
      EventFrames.Batch batch = (EventFrames.Batch) waiting;
      position = Optional.of(batch.end());
      if (batch.bytes().isPresent()) {
        return new Write(batch.bytes().get());
      }
      if (batch.end().equals(from)) {
        return NOTHING;
      }
      from = batch.end();
    }
  }

  private JsonObject subscribed(StreamPosition at, boolean recovered) {
    return ServerMessage.subscribed(request.id(), at, stream.portable(at), recovered);
  }
}
