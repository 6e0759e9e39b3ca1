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

  /** The least page of any system. */
  private static final long PAGE_SIZE = 4_096;

  private static final int PART_CHARS = 128;

  private WideText() {}

  /**
   * Reads up to the terminator, or up to a length where there is none.
   *
   * @param maxChars how many characters may be read at most
   */
  static String read(Pointer memory, int maxChars) {
    // Without the bounds of a Memory, which a part may exceed.
    Pointer from = new Pointer(Pointer.nativeValue(memory));
    StringBuilder text = new StringBuilder();
    short[] part = new short[PART_CHARS];
    for (int i = 0; i < maxChars; ) {
      long at = (long) i * CHAR_SIZE;
      int count = Math.min(charsAtOnce(Pointer.nativeValue(from) + at), maxChars - i);
      from.read(at, part, 0, count);
      for (int k = 0; k < count; k++) {
        if (part[k] == 0) {
          return text.toString();
        }
        text.append((char) part[k]);
      }
      i += count;
    }
    return text.toString();
  }

  /**
   * Each call of JNA costs more than the reading. What is on the same page as the text's first
   * character can be read, whether it belongs to the text or not.
   */
  private static int charsAtOnce(long address) {
    long onThisPage = (PAGE_SIZE - address % PAGE_SIZE) / CHAR_SIZE;
    // None where a character lies across the boundary: then that one alone.
    return (int) Math.max(1, Math.min(onThisPage, PART_CHARS));
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
