package io.github.vertxwpd.connector.wpd;

import com.sun.jna.Pointer;

/**
 * The value of a device property, decoded by its {@code DEVPROPTYPE}. Numbers of types are those of
 * {@code devpropdef.h}.
 */
sealed interface PropertyValue {
  /** A {@code DEVPROP_TYPE_BOOLEAN}. */
  record Flag(boolean value) implements PropertyValue {}

  /** A {@code DEVPROP_TYPE_STRING}. */
  record Text(String value) implements PropertyValue {}

  /** A value of a type that is not decoded, or that does not fit its type. */
  record Undecoded(int type, int length) implements PropertyValue {}

  /** One byte; {@code DEVPROP_TRUE} is -1, but every value except 0 is taken for true. */
  int TYPE_BOOLEAN = 0x11;

  /** UTF-16 with its terminator. */
  int TYPE_STRING = 0x12;

  /** No sensible property of a device is longer, in bytes. */
  int MAX_LENGTH = 65_536;

  static PropertyValue decode(int type, Pointer data, int length) {
    if (data == null || length < 1 || length > MAX_LENGTH) {
      return new Undecoded(type, length);
    }
    return switch (type) {
      case TYPE_BOOLEAN -> new Flag(data.getByte(0) != 0);
      case TYPE_STRING -> new Text(WideText.read(data, length / WideText.CHAR_SIZE));
      default -> new Undecoded(type, length);
    };
  }
}
