package io.github.vertxwpd.web;

import io.vertx.core.buffer.Buffer;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Writes to one client, and watches that it reads. Only so much waits for a client as its write
 * queue takes: whoever writes asks {@link #isReady()} first.
 */
final class SocketWriter {
  private final Outlet outlet;
  private final WebLimits limits;
  private final LongSupplier clockMs;
  private OptionalLong fullSinceMs = OptionalLong.empty();
  private long writtenMs;

  /**
   * Begins to write.
   *
   * @param outlet where to
   * @param clockMs tells the time that has passed, in milliseconds
   */
  SocketWriter(Outlet outlet, WebLimits limits, LongSupplier clockMs) {
    this.outlet = outlet;
    this.limits = limits;
    this.clockMs = clockMs;
    this.writtenMs = clockMs.getAsLong();
  }

  boolean isOpen() {
    return outlet.isOpen();
  }

  /** Returns whether there is room; on a closed connection there is none. */
  boolean isReady() {
    return outlet.isWritable();
  }

  /** Returns whether the client is behind with reading. */
  boolean isStalled() {
    return fullSinceMs.isPresent();
  }

  /** Writes; to a closed connection nothing is written. */
  void write(Buffer bytes) {
    if (!outlet.isOpen()) {
      return;
    }
    outlet.write(bytes);
    writtenMs = clockMs.getAsLong();
    noteWhetherFull(writtenMs);
  }

  /** Its answers need room too, so nothing more is read from a client that does not read. */
  private void noteWhetherFull(long nowMs) {
    if (fullSinceMs.isEmpty() && outlet.isOpen() && !outlet.isWritable()) {
      outlet.pause();
      fullSinceMs = OptionalLong.of(nowMs);
    }
  }

  /** Notes that there is room again. */
  void drained() {
    if (fullSinceMs.isPresent()) {
      fullSinceMs = OptionalLong.empty();
      outlet.resume();
    }
  }

  /**
   * Looks after a connection that little is written to. To be called now and then.
   *
   * @return whether the client has left its queue full for too long
   */
  boolean isStuck(long nowMs) {
    noteWhetherFull(nowMs);
    if (fullSinceMs.isPresent()) {
      return outlet.isOpen() && nowMs - fullSinceMs.getAsLong() >= limits.undrainedMs();
    }
    if (nowMs - writtenMs >= limits.keepAliveMs() && outlet.isWritable()) {
      outlet.keepAlive();
      writtenMs = nowMs;
    }
    return false;
  }
}
