package io.github.vertxwpd.web.websocket;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads what a client sends, however it is cut into packets and frames. Between two packets it
 * keeps no more than one message of the longest length and one control frame.
 */
final class FrameReader {
  private static final int FIRST_APPLICATION_CODE = 3000;
  private static final int LAST_APPLICATION_CODE = 4999;

  private final int maxLength;
  private Buffer unread = Buffer.buffer();
  private int at;
  private Optional<Opcode> message = Optional.empty();
  private Optional<TextParts> text = Optional.empty();
  private int length;

  /**
   * Makes a reader.
   *
   * @param maxLength how long a frame, and a message of several, may be, in bytes
   */
  FrameReader(int maxLength) {
    this.maxLength = maxLength;
  }

  /**
   * Takes the bytes that came.
   *
   * @param bytes from now on the reader's own
   */
  void add(Buffer bytes) {
    if (unread.length() == 0) {
      unread = bytes;
    } else {
      // Grows by doubling: a frame that comes byte by byte is not copied for every byte.
      unread.appendBuffer(bytes);
    }
  }

  /**
   * Returns what was sent next; empty until more bytes come.
   *
   * @throws InvalidFrameException where it cannot be read; then nothing after it can be
   */
  Optional<Inbound> next() throws InvalidFrameException {
    Optional<FrameHead> found = FrameHead.read(unread, at, maxLength);
    if (found.isPresent() && !found.get().opcode().isControl()) {
      checkFollows(found.get());
    }
    if (found.isEmpty() || unread.length() - at < found.get().size() + found.get().length()) {
      forgetWhatIsRead();
      return Optional.empty();
    }
    FrameHead head = found.get();
    byte[] payload = head.payload(unread, at);
    Inbound inbound =
        head.opcode().isControl() ? control(head.opcode(), payload) : data(head, payload);
    at += head.size() + head.length();
    return Optional.of(inbound);
  }

  /** Returns what has come from the frame on that could not be read. */
  Buffer rest() {
    forgetWhatIsRead();
    return unread;
  }

  private void forgetWhatIsRead() {
    if (at > 0) {
      unread = unread.getBuffer(at, unread.length());
      at = 0;
    }
  }

  private static Inbound control(Opcode opcode, byte[] payload) throws InvalidFrameException {
    return switch (opcode) {
      case PING -> new Inbound.Ping(Buffer.buffer(payload));
      case PONG -> new Inbound.Pong();
      default -> new Inbound.Close(closeCode(payload));
    };
  }

  private static OptionalInt closeCode(byte[] payload) throws InvalidFrameException {
    if (payload.length == 0) {
      return OptionalInt.empty();
    }
    if (payload.length == 1) {
      throw new InvalidFrameException("a close frame has half a code");
    }
    ByteBuffer bytes = ByteBuffer.wrap(payload);
    int code = Short.toUnsignedInt(bytes.getShort());
    boolean known =
        switch (code) {
          case 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014 -> true;
          default -> code >= FIRST_APPLICATION_CODE && code <= LAST_APPLICATION_CODE;
        };
    if (!known) {
      throw new InvalidFrameException("a close frame has a code that must not be sent");
    }
    TextParts.whole(bytes);
    return OptionalInt.of(code);
  }

  /** Before the payload is there, so that what is too long is not kept. */
  private void checkFollows(FrameHead head) throws InvalidFrameException {
    if ((head.opcode() == Opcode.CONTINUATION) != message.isPresent()) {
      throw new InvalidFrameException(
          message.isPresent()
              ? "a message starts within another one"
              : "a continuation continues nothing");
    }
    if (length + head.length() > maxLength) {
      throw new InvalidFrameException("a message has at most " + maxLength + " bytes");
    }
  }

  private Inbound data(FrameHead head, byte[] payload) throws InvalidFrameException {
    Opcode opcode = message.orElse(head.opcode());
    if (head.last() && message.isEmpty()) {
      return complete(opcode, payload);
    }
    message = Optional.of(opcode);
    length += payload.length;
    if (opcode == Opcode.TEXT) {
      TextParts parts = text.orElseGet(TextParts::new);
      parts.add(ByteBuffer.wrap(payload));
      text = Optional.of(parts);
    }
    return head.last() ? end() : new Inbound.Part();
  }

  private Inbound end() throws InvalidFrameException {
    Inbound whole = text.isPresent() ? new Inbound.Text(text.get().end()) : new Inbound.Binary();
    message = Optional.empty();
    text = Optional.empty();
    length = 0;
    return whole;
  }

  private static Inbound complete(Opcode opcode, byte[] payload) throws InvalidFrameException {
    return opcode == Opcode.TEXT
        ? new Inbound.Text(TextParts.whole(ByteBuffer.wrap(payload)))
        : new Inbound.Binary();
  }
}
