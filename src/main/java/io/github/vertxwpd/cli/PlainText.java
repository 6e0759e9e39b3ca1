package io.github.vertxwpd.cli;

import java.util.List;

/** Makes what a device or a gateway is called safe to print, and columns out of it. */
final class PlainText {
  private static final String GAP = "  ";

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
   * Aligns rows of the same number of cells.
   *
   * @param rows the rows, the first being the headings
   * @return a line for each row, without blanks at its end
   */
  static List<String> table(List<List<String>> rows) {
    List<List<String>> plain =
        rows.stream().map(row -> row.stream().map(PlainText::of).toList()).toList();
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : plain) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    return plain.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      line.append(cell).append(" ".repeat(widths[i] - length(cell))).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
