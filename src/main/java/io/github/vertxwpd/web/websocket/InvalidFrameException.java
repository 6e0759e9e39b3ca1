package io.github.vertxwpd.web.websocket;

/** What a client sent is no WebSocket frame, or none that is taken; the message says why. */
final class InvalidFrameException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidFrameException(String reason) {
    super(reason);
  }
}
