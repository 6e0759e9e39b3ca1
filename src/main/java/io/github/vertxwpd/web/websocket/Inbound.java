package io.github.vertxwpd.web.websocket;

import io.vertx.core.buffer.Buffer;
import java.util.OptionalInt;

/** What a client sent. */
sealed interface Inbound {
  /**
   * A text message, out of one frame or several.
   *
   * @param message the text
   */
  record Text(String message) implements Inbound {}

  /** A binary message; nobody asks what is in it. */
  record Binary() implements Inbound {}

  /** A part of a message of which more will come. */
  record Part() implements Inbound {}

  /**
   * A ping, to be answered with the same bytes.
   *
   * @param payload at most 125 bytes
   */
  record Ping(Buffer payload) implements Inbound {}

  /** A pong; nobody asks for one. */
  record Pong() implements Inbound {}

  /**
   * The client wants to close, or agrees to.
   *
   * @param code why, where it says so
   */
  record Close(OptionalInt code) implements Inbound {}
}
