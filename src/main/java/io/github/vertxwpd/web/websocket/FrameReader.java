package io.github.vertxwpd.web.websocket;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads what a client sends, however it is cut into packets and frames. Keeps no more than one
 * message and one frame of the longest length.
 */
final class FrameReader {
  private static final int FIRST_APPLICATION_CODE = 3000;
  private static final int LAST_APPLICATION_CODE = 4999;

  private final int maxLength;
  private Buffer unread = Buffer.buffer();
  private int at;
  private Optional<Opcode> message = Optional.empty();
  private ByteArrayOutputStream fragments = new ByteArrayOutputStream(0);

  /**
   * Makes a reader.
   *
   * @param maxLength how long a frame, and a message of several, may be, in bytes
   */
  FrameReader(int maxLength) {
    this.maxLength = maxLength;
  }

  /** Takes the bytes that came. */
  void add(Buffer bytes) {
    if (at == unread.length()) {
      unread = bytes;
    } else {
      unread =
          Buffer.buffer(unread.length() - at + bytes.length())
              .appendBuffer(unread, at, unread.length() - at)
              .appendBuffer(bytes);
    }
    at = 0;
  }

  /**
   * Returns what was sent next; empty until more bytes come.
   *
   * @throws InvalidFrameException where it cannot be read; then nothing after it can be
   */
  Optional<Inbound> next() throws InvalidFrameException {
    while (true) {
      Optional<FrameHead> head = FrameHead.read(unread, at, maxLength);
      if (head.isEmpty() || unread.length() - at < head.get().size() + head.get().length()) {
        return Optional.empty();
      }
      byte[] payload = head.get().payload(unread, at);
      at += head.get().size() + head.get().length();
      if (at == unread.length()) {
        unread = Buffer.buffer();
        at = 0;
      }
      Optional<Inbound> inbound =
          head.get().opcode().isControl()
              ? Optional.of(control(head.get().opcode(), payload))
              : data(head.get(), payload);
      if (inbound.isPresent()) {
        return inbound;
      }
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
    decode(bytes);
    return OptionalInt.of(code);
  }

  private Optional<Inbound> data(FrameHead head, byte[] payload) throws InvalidFrameException {
    if ((head.opcode() == Opcode.CONTINUATION) != message.isPresent()) {
      throw new InvalidFrameException(
          message.isPresent()
              ? "a message starts within another one"
              : "a continuation continues nothing");
    }
    Opcode opcode = message.orElse(head.opcode());
    if (head.last() && message.isEmpty()) {
      return Optional.of(complete(opcode, payload));
    }
    if (fragments.size() + payload.length > maxLength) {
      throw new InvalidFrameException("a message has at most " + maxLength + " bytes");
    }
    fragments.writeBytes(payload);
    message = Optional.of(opcode);
    if (!head.last()) {
      return Optional.empty();
    }
    byte[] whole = fragments.toByteArray();
    fragments = new ByteArrayOutputStream(0);
    message = Optional.empty();
    return Optional.of(complete(opcode, whole));
  }

  private static Inbound complete(Opcode opcode, byte[] payload) throws InvalidFrameException {
    return opcode == Opcode.TEXT
        ? new Inbound.Text(decode(ByteBuffer.wrap(payload)))
        : new Inbound.Binary();
  }

  private static String decode(ByteBuffer utf8) throws InvalidFrameException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidFrameException("text must be UTF-8");
    }
  }
}
