package io.github.vertxwpd.web.websocket;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Puts a text together out of its parts. A part that makes it no UTF-8, whatever may follow, is
 * refused when it comes (RFC 6455, section 8.1, allows it); a character may be cut in two.
 */
final class TextParts {
  private static final int LONGEST_CHARACTER = 4;

  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final StringBuilder text = new StringBuilder();
  private final ByteBuffer cut = ByteBuffer.allocate(LONGEST_CHARACTER);

  /** Decodes a text that comes in one part. */
  static String whole(ByteBuffer utf8) throws InvalidFrameException {
    TextParts parts = new TextParts();
    parts.add(utf8);
    return parts.end();
  }

  /** Adds a part. */
  void add(ByteBuffer utf8) throws InvalidFrameException {
    ByteBuffer bytes = utf8;
    if (cut.position() > 0) {
      cut.flip();
      bytes = ByteBuffer.allocate(cut.remaining() + utf8.remaining()).put(cut).put(utf8).flip();
      cut.clear();
    }
    CharBuffer characters = CharBuffer.allocate(bytes.remaining());
    check(decoder.decode(bytes, characters, false));
    text.append(characters.flip());
    cut.put(bytes);
  }

  /** Returns the whole text. */
  String end() throws InvalidFrameException {
    check(decoder.decode(cut.flip(), CharBuffer.allocate(LONGEST_CHARACTER), true));
    return text.toString();
  }

  private static void check(CoderResult result) throws InvalidFrameException {
    if (result.isError()) {
      throw new InvalidFrameException("text must be UTF-8");
    }
  }
}
