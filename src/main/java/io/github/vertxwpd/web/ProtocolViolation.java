package io.github.vertxwpd.web;

/** A client sent what the protocol does not know; its message is the close frame's reason. */
final class ProtocolViolation extends Exception {
  private static final long serialVersionUID = 1L;

  ProtocolViolation(String reason) {
    super(reason);
  }
}
