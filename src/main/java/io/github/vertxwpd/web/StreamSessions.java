package io.github.vertxwpd.web;

import io.github.vertxwpd.stream.EventFeed;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The connections that get events, of every kind. However many events come at once, each connection
 * is looked at once; and one timer serves them all.
 */
final class StreamSessions {
  private static final long SOONEST_BACK_MS = 250;
  private static final long BACK_MS_EACH = 5;
  private static final long LONGEST_BACK_MS = 10_000;

  private final Vertx vertx;
  private final Context context;
  private final Supplier<WebLimits> limits;
  private final WebListener listener;
  private final Map<StreamFormat, EventFrames> frames = new EnumMap<>(StreamFormat.class);
  private final Runnable sleep;
  private final long timer;
  private final AtomicBoolean pumpScheduled = new AtomicBoolean();
  private final Set<StreamSession> sessions = ConcurrentHashMap.newKeySet();
  private final Promise<Void> allClosed = Promise.promise();
  private boolean stopping;

  /**
   * Begins to listen for events.
   *
   * @param context the event loop that the server runs on
   * @param limits how much the server takes now
   * @param listener told of the connections
   */
  StreamSessions(
      Vertx vertx,
      Context context,
      EventFeed stream,
      Supplier<WebLimits> limits,
      WebListener listener) {
    this.vertx = vertx;
    this.context = context;
    this.limits = limits;
    this.listener = listener;
    for (StreamFormat format : StreamFormat.values()) {
      frames.put(format, new EventFrames(stream, format));
    }
    this.sleep = stream.onAppend(this::wake);
    this.timer = vertx.setPeriodic(limits.get().tickMs(), id -> tick());
  }

  /** Returns the time that has passed, in milliseconds. */
  static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** Returns what makes events in a format, for all connections together. */
  EventFrames frames(StreamFormat format) {
    return frames.get(format);
  }

  /** Returns who is told of what the connections do. */
  WebListener listener() {
    return listener;
  }

  /** Returns whether one more is allowed. */
  boolean hasRoom() {
    return sessions.size() < limits.get().maxSockets();
  }

  /** Returns when a client is to come back, in milliseconds: they must not come all at once. */
  long backInMs() {
    long spreadMs = Math.min(LONGEST_BACK_MS, SOONEST_BACK_MS + sessions.size() * BACK_MS_EACH);
    return ThreadLocalRandom.current().nextLong(SOONEST_BACK_MS, spreadMs + 1);
  }

  boolean isStopping() {
    return stopping;
  }

  void add(StreamSession session) {
    sessions.add(session);
    listener.opened(session.kind());
  }

  void remove(StreamSession session) {
    if (sessions.remove(session)) {
      listener.gone(session.kind());
    }
    completeIfClosed();
  }

  /** Called on the appending thread; many events in a row wake the sessions once. */
  private void wake() {
    if (pumpScheduled.compareAndSet(false, true)) {
      context.runOnContext(v -> pumpAll());
    }
  }

  private void pumpAll() {
    // Before the head is read, so that an event which comes now wakes the sessions again.
    pumpScheduled.set(false);
    sessions.forEach(StreamSession::pump);
  }

  private void tick() {
    long nowMs = nowMs();
    sessions.forEach(session -> session.tick(nowMs));
  }

  /** Ends all connections; completes when their clients have said goodbye. */
  Future<Void> stop() {
    stopping = true;
    sleep.run();
    sessions.forEach(session -> session.goAway(backInMs()));
    completeIfClosed();
    return allClosed.future().onComplete(closed -> vertx.cancelTimer(timer));
  }

  /** Returns how many connections are open. May be called on any thread. */
  int count() {
    return sessions.size();
  }

  /** Returns how many of them are closed from this side alone. May be called on any thread. */
  long closingCount() {
    return sessions.stream().filter(StreamSession::isClosing).count();
  }

  private void completeIfClosed() {
    if (stopping && sessions.isEmpty()) {
      allClosed.tryComplete();
    }
  }
}
