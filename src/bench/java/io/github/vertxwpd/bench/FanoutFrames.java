package io.github.vertxwpd.bench;

import io.vertx.core.buffer.Buffer;
import java.util.function.IntConsumer;

/**
 * As little of RFC 6455 as a client needs that must cost less than the server it measures: whole
 * unmasked frames come, short text frames go.
 */
final class FanoutFrames {
  /** Takes a message where it lies. */
  interface Messages {
    /** A message came; the bytes are the caller's again after this. */
    void came(Buffer bytes, int start, int end);
  }

  private static final int TEXT_FRAME = 0x81;
  private static final int CLOSE_FRAME = 0x88;
  private static final int FIRST_BYTE = 0xFF;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7F;
  private static final int SHORT = 125;
  private static final int MEDIUM = 126;
  private static final int HEAD = 2;

  private final Messages messages;
  private final IntConsumer closes;
  private Buffer left = Buffer.buffer();

  /**
   * Reads frames.
   *
   * @param messages given each frame's payload, but a close's
   * @param closes given the code of a close that has one
   */
  FanoutFrames(Messages messages, IntConsumer closes) {
    this.messages = messages;
    this.closes = closes;
  }

  /** Takes what came, and hands on each message that is complete. */
  void take(Buffer bytes) {
    Buffer all = left.length() == 0 ? bytes : left.appendBuffer(bytes);
    int at = 0;
    while (all.length() - at >= HEAD) {
      int announced = all.getByte(at + 1) & LENGTH;
      int more = announced <= SHORT ? 0 : announced == MEDIUM ? Short.BYTES : Long.BYTES;
      if (all.length() - at < HEAD + more) {
        break;
      }
      int start = at + HEAD + more;
      int end = start + length(all, at + HEAD, announced);
      if (all.length() < end) {
        break;
      }
      hand((all.getByte(at) & FIRST_BYTE) == CLOSE_FRAME, all, start, end);
      at = end;
    }
    left = at == all.length() ? Buffer.buffer() : all.getBuffer(at, all.length());
  }

  private void hand(boolean close, Buffer bytes, int start, int end) {
    if (!close) {
      messages.came(bytes, start, end);
    } else if (end - start >= Short.BYTES) {
      closes.accept(bytes.getUnsignedShort(start));
    }
  }

  private static int length(Buffer bytes, int at, int announced) {
    if (announced <= SHORT) {
      return announced;
    }
    return announced == MEDIUM ? bytes.getUnsignedShort(at) : (int) bytes.getLong(at);
  }

  /** Makes a client's frame; its mask is four zeros, which change nothing. */
  static Buffer text(String message) {
    Buffer payload = Buffer.buffer(message);
    Buffer frame = Buffer.buffer().appendByte((byte) TEXT_FRAME);
    if (payload.length() <= SHORT) {
      frame.appendByte((byte) (MASKED | payload.length()));
    } else {
      frame.appendByte((byte) (MASKED | MEDIUM)).appendUnsignedShort(payload.length());
    }
    return frame.appendInt(0).appendBuffer(payload);
  }
}
