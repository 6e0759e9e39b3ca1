package io.github.vertxwpd.web.websocket;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Makes a server's frames: whole, unmasked, and the same for every socket they are written to. A
 * buffer may hold several frames, one after the other.
 */
public final class Frames {
  /** The longest reason that a close frame has room for, in bytes of UTF-8: {@value}. */
  public static final int MAX_REASON_BYTES = 123;

  private static final int FINAL = 0x80;
  private static final int SHORT = 125;
  private static final int MEDIUM = 0xFFFF;
  private static final int MEDIUM_FOLLOWS = 126;
  private static final int LONG_FOLLOWS = 127;
  private static final int CONTINUATION_MASK = 0xC0;
  private static final int CONTINUATION_BITS = 0x80;

  private Frames() {}

  /** Makes the frame of a text message. */
  public static Buffer text(String message) {
    byte[] payload = message.getBytes(StandardCharsets.UTF_8);
    return append(Buffer.buffer(payload.length + 10), true, payload);
  }

  /**
   * Adds a message to frames that are written together.
   *
   * @param frames what it is added to
   * @param text whether the message is text; otherwise it is binary
   * @param payload the message, as UTF-8 where it is text
   * @return {@code frames}
   */
  public static Buffer append(Buffer frames, boolean text, byte[] payload) {
    return head(frames, text ? Opcode.TEXT : Opcode.BINARY, payload.length).appendBytes(payload);
  }

  static Buffer pong(Buffer payload) {
    return head(Buffer.buffer(), Opcode.PONG, payload.length()).appendBuffer(payload);
  }

  /**
   * Makes a close frame.
   *
   * @param reason why; cut off after {@value #MAX_REASON_BYTES} bytes
   */
  static Buffer close(int code, String reason) {
    byte[] said = reason.getBytes(StandardCharsets.UTF_8);
    int fitting = fitting(said);
    return head(Buffer.buffer(), Opcode.CLOSE, Short.BYTES + fitting)
        .appendShort((short) code)
        .appendBytes(said, 0, fitting);
  }

  static Buffer closeWithoutCode() {
    return head(Buffer.buffer(), Opcode.CLOSE, 0);
  }

  /** Returns how much of a text there is room for without cutting a character in two. */
  private static int fitting(byte[] utf8) {
    int end = Math.min(utf8.length, MAX_REASON_BYTES);
    while (end < utf8.length && (utf8[end] & CONTINUATION_MASK) == CONTINUATION_BITS) {
      end--;
    }
    return end;
  }

  private static Buffer head(Buffer frame, Opcode opcode, int length) {
    frame.appendByte((byte) (FINAL | opcode.bits()));
    if (length <= SHORT) {
      return frame.appendByte((byte) length);
    }
    return length <= MEDIUM
        ? frame.appendByte((byte) MEDIUM_FOLLOWS).appendUnsignedShort(length)
        : frame.appendByte((byte) LONG_FOLLOWS).appendLong(length);
  }
}
