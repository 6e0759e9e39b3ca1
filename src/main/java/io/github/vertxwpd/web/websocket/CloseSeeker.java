package io.github.vertxwpd.web.websocket;

import io.vertx.core.buffer.Buffer;

/**
 * Waits for the close frame in what a client sends after a frame that was not taken. Everything
 * else is passed over, whatever it is and however long, and nothing is kept.
 */
final class CloseSeeker {
  private static final int OPCODE = 0x0F;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7F;
  private static final int MEDIUM_FOLLOWS = 126;
  private static final int LONG_FOLLOWS = 127;
  private static final int MASK_BYTES = 4;
  private static final int LONGEST_HEAD = 2 + Long.BYTES + MASK_BYTES;

  private Buffer head = Buffer.buffer(LONGEST_HEAD);
  private long payloadLeft;
  private boolean inClose;

  /**
   * Passes over bytes.
   *
   * @param bytes what came; where it is the first, it begins with a frame
   * @return whether a whole close frame is among them
   */
  boolean isAtEnd(Buffer bytes) {
    int at = 0;
    while (at < bytes.length()) {
      if (payloadLeft > 0) {
        long passed = Math.min(payloadLeft, bytes.length() - at);
        payloadLeft -= passed;
        at += (int) passed;
      } else {
        head.appendByte(bytes.getByte(at));
        at++;
        startPayload();
      }
      if (inClose && payloadLeft == 0) {
        return true;
      }
    }
    return false;
  }

  private void startPayload() {
    if (head.length() < 2 || head.length() < headSize()) {
      return;
    }
    inClose = (head.getByte(0) & OPCODE) == Opcode.CLOSE.bits();
    long length =
        switch (lengthBytes()) {
          case 0 -> head.getByte(1) & LENGTH;
          case Short.BYTES -> head.getUnsignedShort(2);
          default -> head.getLong(2);
        };
    // A length with its highest bit set is longer than anybody can send.
    payloadLeft = length < 0 ? Long.MAX_VALUE : length;
    head = Buffer.buffer(LONGEST_HEAD);
  }

  private int headSize() {
    return 2 + lengthBytes() + ((head.getByte(1) & MASKED) == 0 ? 0 : MASK_BYTES);
  }

  private int lengthBytes() {
    int announced = head.getByte(1) & LENGTH;
    return announced == LONG_FOLLOWS ? Long.BYTES : announced == MEDIUM_FOLLOWS ? Short.BYTES : 0;
  }
}
