package io.github.vertxwpd.security;

/** Text from outside that is shown and written to logs. */
final class PrintableText {
  private PrintableText() {}

  /**
   * Returns whether a text is short enough, and has nothing that could steer a terminal, hide
   * itself, or pretend to be another line.
   *
   * @param maxLength the most characters (code points) that it may have
   */
  static boolean isPrintable(String text, int maxLength) {
    return text.codePointCount(0, text.length()) <= maxLength
        && text.codePoints().allMatch(PrintableText::isPrintable);
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
