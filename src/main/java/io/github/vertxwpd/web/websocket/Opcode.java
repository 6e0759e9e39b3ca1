package io.github.vertxwpd.web.websocket;

import java.util.Optional;

/** What a frame is (RFC 6455, section 5.2). */
enum Opcode {
  CONTINUATION(0x0),
  TEXT(0x1),
  BINARY(0x2),
  CLOSE(0x8),
  PING(0x9),
  PONG(0xA);

  private static final int CONTROL = 0x8;

  private final int bits;

  Opcode(int bits) {
    this.bits = bits;
  }

  int bits() {
    return bits;
  }

  /** Returns whether frames of this kind are short, whole, and allowed within a message. */
  boolean isControl() {
    return (bits & CONTROL) != 0;
  }

  static Optional<Opcode> of(int bits) {
    for (Opcode opcode : values()) {
      if (opcode.bits == bits) {
        return Optional.of(opcode);
      }
    }
    return Optional.empty();
  }
}
