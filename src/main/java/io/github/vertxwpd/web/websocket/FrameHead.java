package io.github.vertxwpd.web.websocket;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * The start of a client's frame (RFC 6455, section 5.2).
 *
 * @param last whether it is the last frame of its message
 * @param opcode what it is
 * @param size how long this head is, in bytes, its mask included
 * @param length how long what follows is, in bytes
 */
record FrameHead(boolean last, Opcode opcode, int size, int length) {
  private static final int FINAL = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0F;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7F;
  private static final int MEDIUM_FOLLOWS = 126;
  private static final int LONG_FOLLOWS = 127;
  private static final int MASK_BYTES = 4;
  private static final int MAX_SHORT = 125;
  private static final int MAX_MEDIUM = 0xFFFF;

  /**
   * Reads a head.
   *
   * @param bytes what came
   * @param at where the head starts
   * @param maxLength how long a frame may be, in bytes
   * @return the head; empty where not all of it has come
   * @throws InvalidFrameException where no client may send such a frame
   */
  static Optional<FrameHead> read(Buffer bytes, int at, int maxLength)
      throws InvalidFrameException {
    int available = bytes.length() - at;
    if (available < 2) {
      return Optional.empty();
    }
    int first = bytes.getUnsignedByte(at);
    int second = bytes.getUnsignedByte(at + 1);
    Opcode opcode =
        Opcode.of(first & OPCODE)
            .orElseThrow(() -> new InvalidFrameException("a frame has an unknown opcode"));
    boolean last = (first & FINAL) != 0;
    int announced = second & LENGTH;
    check((first & RESERVED) == 0, "a frame has reserved bits set");
    check((second & MASKED) != 0, "a client's frame must be masked");
    check(last || !opcode.isControl(), "a control frame must not be fragmented");
    check(announced <= MAX_SHORT || !opcode.isControl(), "a control frame has at most 125 bytes");
    int lengthBytes =
        announced == LONG_FOLLOWS ? Long.BYTES : announced == MEDIUM_FOLLOWS ? Short.BYTES : 0;
    int size = 2 + lengthBytes + MASK_BYTES;
    if (available < size) {
      return Optional.empty();
    }
    long length =
        switch (lengthBytes) {
          case 0 -> announced;
          case Short.BYTES -> bytes.getUnsignedShort(at + 2);
          default -> bytes.getLong(at + 2);
        };
    check(length >= 0 && length <= maxLength, "a frame has at most " + maxLength + " bytes");
    check(
        lengthBytes == 0 || length > (lengthBytes == Short.BYTES ? MAX_SHORT : MAX_MEDIUM),
        "a frame's length must have its shortest form");
    return Optional.of(new FrameHead(last, opcode, size, (int) length));
  }

  /** Returns the frame's payload without its mask. */
  byte[] payload(Buffer bytes, int at) {
    int start = at + size;
    byte[] payload = bytes.getBytes(start, start + length);
    int mask = start - MASK_BYTES;
    for (int i = 0; i < length; i++) {
      payload[i] ^= bytes.getByte(mask + i % MASK_BYTES);
    }
    return payload;
  }

  private static void check(boolean holds, String otherwise) throws InvalidFrameException {
    if (!holds) {
      throw new InvalidFrameException(otherwise);
    }
  }
}
