package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Pointer;
import java.util.Locale;
import java.util.UUID;

/**
 * A GUID, and its 16 bytes in native memory: the first three groups are little-endian numbers, the
 * last eight bytes stand in the order they are written.
 *
 * @param value the same 128 bits, as Java has them
 */
record Guid(UUID value) {
  static final int SIZE = 16;

  /** Reads the form that headers and the registry use, without braces. */
  static Guid of(String text) {
    return new Guid(UUID.fromString(text));
  }

  static Guid read(Pointer memory) {
    long high =
        (Integer.toUnsignedLong(memory.getInt(0)) << 32)
            | (Short.toUnsignedLong(memory.getShort(4)) << 16)
            | Short.toUnsignedLong(memory.getShort(6));
    return new Guid(new UUID(high, Long.reverseBytes(memory.getLong(8))));
  }

  void write(Pointer memory) {
    long high = value.getMostSignificantBits();
    memory.setInt(0, (int) (high >>> 32));
    memory.setShort(4, (short) (high >>> 16));
    memory.setShort(6, (short) high);
    memory.setLong(8, Long.reverseBytes(value.getLeastSignificantBits()));
  }

  /** Returns the registry's form, in braces and upper case. */
  @Override
  public String toString() {
    return "{" + value.toString().toUpperCase(Locale.ROOT) + "}";
  }
}
