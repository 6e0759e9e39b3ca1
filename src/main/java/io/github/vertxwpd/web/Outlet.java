package io.github.vertxwpd.web;

import io.vertx.core.buffer.Buffer;

/** Where a subscriber's bytes go: a WebSocket or a stream of server-sent events. */
interface Outlet {
  /** Returns whether neither side has closed it. */
  boolean isOpen();

  /** Returns whether it is open and has room to write. */
  boolean isWritable();

  /**
   * Writes; to a closed one nothing is written.
   *
   * @param bytes may be written to others too, and is not changed any more
   */
  void write(Buffer bytes);

  /** Writes what asks for nothing: a connection without a finished write is ended in the end. */
  void keepAlive();

  /** Reads nothing more from the client, until {@link #resume()}. */
  void pause();

  /** Reads on. */
  void resume();
}
