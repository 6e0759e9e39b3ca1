package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/**
 * {@code WCHAR} strings in native memory: UTF-16, little-endian, ended by a zero. JNA's own wide
 * strings follow the C library's {@code wchar_t}, which has another size off Windows.
 */
final class WideText {
  static final int CHAR_SIZE = Character.BYTES;

  private WideText() {}

  /**
   * Reads up to the terminator, or up to a length where there is none.
   *
   * @param maxChars how many characters may be read at most
   */
  static String read(Pointer memory, int maxChars) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < maxChars; i++) {
      char c = (char) memory.getShort((long) i * CHAR_SIZE);
      if (c == 0) {
        break;
      }
      text.append(c);
    }
    return text.toString();
  }

  /** Copies a text into memory of the caller's, to be closed after use. */
  static Memory allocate(String text) {
    Memory memory = new Memory(size(text));
    write(memory, text);
    return memory;
  }

  /** Returns how many bytes a text needs, its terminator included. */
  static long size(String text) {
    return (text.length() + 1L) * CHAR_SIZE;
  }

  /** Writes a text and its terminator. */
  static void write(Pointer memory, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
    memory.write(0, bytes, 0, bytes.length);
    memory.setShort(bytes.length, (short) 0);
  }
}
