package io.github.vertxwpd.cli;

/** Makes what a device or a gateway is called safe to print. */
final class PlainText {
  /** East Asian punctuation. */
  private static final int FIRST_WIDE_SIGN = 0x3000;

  private static final int LAST_WIDE_SIGN = 0x303E;

  /** Latin letters as wide as Chinese ones. */
  private static final int FIRST_FULL_WIDTH = 0xFF01;

  private static final int LAST_FULL_WIDTH = 0xFF60;

  /** Katakana and Hangul as narrow as Latin letters. */
  private static final int FIRST_HALF_WIDTH = 0xFF61;

  private static final int LAST_HALF_WIDTH = 0xFFDC;

  private static final int FIRST_PICTURE = 0x1F300;
  private static final int LAST_PICTURE = 0x1FAFF;

  private PlainText() {}

  /**
   * Replaces control and formatting characters, by which a device's name could steer a terminal or
   * pretend to be another line.
   */
  static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().map(PlainText::printable).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static int printable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          '?';
      default -> c;
    };
  }

  /**
   * Returns how many columns of a terminal a text takes: none for a mark on a letter, two for what
   * East Asia writes and for pictures, else one.
   */
  static int columns(String text) {
    return text.codePoints().map(PlainText::columns).sum();
  }

  private static int columns(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  private static boolean isWide(int c) {
    if (c >= FIRST_HALF_WIDTH && c <= LAST_HALF_WIDTH) {
      return false;
    }
    return (c >= FIRST_PICTURE && c <= LAST_PICTURE)
        || (c >= FIRST_WIDE_SIGN && c <= LAST_WIDE_SIGN)
        || (c >= FIRST_FULL_WIDTH && c <= LAST_FULL_WIDTH)
        || switch (Character.UnicodeScript.of(c)) {
          case HAN, HANGUL, HIRAGANA, KATAKANA -> true;
          default -> false;
        };
  }
}
