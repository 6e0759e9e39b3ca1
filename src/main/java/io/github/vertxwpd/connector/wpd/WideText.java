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

  private static final int CHARS_IN_WORD = Long.BYTES / CHAR_SIZE;

  private WideText() {}

  /**
   * Reads up to the terminator, or up to a length where there is none.
   *
   * @param maxChars how many characters may be read at most
   */
  static String read(Pointer memory, int maxChars) {
    // Without the bounds of a Memory, which a word may exceed.
    Pointer chars = new Pointer(Pointer.nativeValue(memory));
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < maxChars) {
      long at = (long) i * CHAR_SIZE;
      int count = readAtOnce(Pointer.nativeValue(chars) + at, maxChars - i);
      long word = count == 1 ? chars.getShort(at) : chars.getLong(at);
      for (int k = 0; k < count; k++) {
        char c = (char) (word >>> (k * Character.SIZE));
        if (c == 0) {
          return text.toString();
        }
        text.append(c);
      }
      i += count;
    }
    return text.toString();
  }

  /**
   * Each call of JNA costs more than the reading. A word at a multiple of its size lies within one
   * page, so that it can be read where only its first character belongs to the text.
   */
  private static int readAtOnce(long address, int left) {
    return address % Long.BYTES == 0 && left >= CHARS_IN_WORD ? CHARS_IN_WORD : 1;
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
