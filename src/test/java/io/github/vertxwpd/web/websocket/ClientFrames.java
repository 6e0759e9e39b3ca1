package io.github.vertxwpd.web.websocket;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Makes a client's frames, the forbidden ones too. */
public final class ClientFrames {
  /** First bytes of whole frames: the last of their message, without reserved bits. */
  public static final int TEXT = 0x81;

  public static final int BINARY = 0x82;
  public static final int CLOSE = 0x88;
  public static final int PING = 0x89;
  public static final int PONG = 0x8A;

  /** First bytes of the frames of a message in parts. */
  public static final int FIRST_TEXT_PART = 0x01;

  public static final int PART = 0x00;
  public static final int LAST_PART = 0x80;

  private static final byte[] MASK = {0x37, (byte) 0xFA, 0x21, 0x3D};
  private static final int MASKED = 0x80;
  private static final int MEDIUM_FOLLOWS = 126;
  private static final int LONG_FOLLOWS = 127;

  private ClientFrames() {}

  public static Buffer text(String message) {
    return frame(TEXT, utf8(message));
  }

  public static Buffer close(int code, String reason) {
    return frame(CLOSE, Buffer.buffer().appendUnsignedShort(code).appendString(reason).getBytes());
  }

  /** Makes a masked frame with the shortest form of its length. */
  public static Buffer frame(int firstByte, byte... payload) {
    return head(firstByte, payload.length).appendBytes(masked(payload));
  }

  /** Makes a masked frame's head and none of its payload. */
  public static Buffer head(int firstByte, long length) {
    int form =
        length < MEDIUM_FOLLOWS ? (int) length : length < 1 << 16 ? MEDIUM_FOLLOWS : LONG_FOLLOWS;
    return head(firstByte, form, length);
  }

  /**
   * Makes a masked frame's head.
   *
   * @param form the length where it is short, or 126 or 127 where it follows in two or eight bytes
   */
  public static Buffer head(int firstByte, int form, long length) {
    Buffer head = Buffer.buffer().appendByte((byte) firstByte).appendByte((byte) (MASKED | form));
    if (form == MEDIUM_FOLLOWS) {
      head.appendUnsignedShort((int) length);
    } else if (form == LONG_FOLLOWS) {
      head.appendLong(length);
    }
    return head.appendBytes(MASK);
  }

  /** Makes a short frame without a mask. */
  public static Buffer unmasked(int firstByte, byte... payload) {
    return Buffer.buffer()
        .appendByte((byte) firstByte)
        .appendByte((byte) payload.length)
        .appendBytes(payload);
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] masked(byte[] payload) {
    byte[] masked = payload.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= MASK[i % MASK.length];
    }
    return masked;
  }
}
