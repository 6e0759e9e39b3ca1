package io.github.vertxwpd.web;

/** One connection that gets events. Confined to the server's event loop. */
interface StreamSession {
  /** Returns what kind of connection it is. */
  SocketKind kind();

  /** Writes the events that wait, as many as the client takes. */
  void pump();

  /**
   * Looks whether something is due. Called a few times a second.
   *
   * @param nowMs the time that has passed, in milliseconds
   */
  void tick(long nowMs);

  /**
   * Ends the connection, because the gateway stops.
   *
   * @param backInMs when the client is to come back, in milliseconds
   */
  void goAway(long backInMs);

  /** Returns whether it was closed from this side, and the client has not answered yet. */
  boolean isClosing();
}
