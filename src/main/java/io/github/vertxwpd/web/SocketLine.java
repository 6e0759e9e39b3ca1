package io.github.vertxwpd.web;

/**
 * The way to a WebSocket's client.
 *
 * @param outlet whether the socket is open, and whether it is read
 * @param writer writes to it
 * @param closer closes it
 */
record SocketLine(Outlet outlet, SocketWriter writer, Closer closer) {
  /**
   * How a conversation ends from this side.
   *
   * @param code why
   * @param reason why, in words
   */
  record Goodbye(CloseCode code, String reason) {}

  /** Closes a socket. */
  interface Closer {
    /** Says goodbye; on a closed socket nothing happens. */
    void close(Goodbye goodbye);
  }

  void close(CloseCode code, String reason) {
    closer.close(new Goodbye(code, reason));
  }
}
