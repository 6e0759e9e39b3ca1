package io.github.vertxwpd.web;

import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.ResetReason;

/**
 * Told of what the web verticle does, so that it can be counted. Called on any event loop; must
 * return at once and throw nothing.
 */
public interface WebListener {
  /** Counts nothing. */
  WebListener NONE = new WebListener() {};

  /** A connection that gets events is open. */
  default void opened(SocketKind kind) {}

  /** A connection that gets events is gone. */
  default void gone(SocketKind kind) {}

  /** The server closes a WebSocket. */
  default void closed(CloseCode code) {}

  /** A client that does not read is cut off. */
  default void slowConsumerClosed(SocketKind kind) {}

  /** A subscriber came back and goes on where it was. */
  default void resumed() {}

  /** A subscriber cannot go on where it was, and gets a snapshot. */
  default void reset(ResetReason reason) {}

  /** A request or a WebSocket's message was denied. */
  default void denied(ProblemCode code) {}

  /** A credential did not let anybody in. */
  default void credentialRefused(ProblemCode code) {}
}
