package io.github.vertxwpd.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rows in columns, under headings. */
final class Table {
  private static final int GAP = 2;

  private final List<List<StyledText>> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(Stream.of(headings).map(heading -> new StyledText(heading, Tone.HEADING)).toList());
  }

  /** Adds a row with a cell for each heading. */
  void add(StyledText... cells) {
    rows.add(List.of(cells));
  }

  /** Adds a row whose cells all look as they come. */
  void add(String... cells) {
    rows.add(Stream.of(cells).map(StyledText::of).toList());
  }

  /** Returns a line for the headings and for each row, without blanks at its end. */
  List<String> lines(boolean coloured) {
    int[] widths = new int[rows.get(0).size()];
    for (List<StyledText> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).width());
      }
    }
    return rows.stream().map(row -> line(row, widths, coloured)).toList();
  }

  /** What colours add to a cell has no width. */
  private static String line(List<StyledText> row, int[] widths, boolean coloured) {
    StringBuilder line = new StringBuilder();
    int blanks = 0;
    for (int i = 0; i < widths.length; i++) {
      StyledText cell = row.get(i);
      if (!cell.text().isBlank()) {
        line.append(" ".repeat(blanks)).append(cell.render(coloured));
        blanks = -cell.width();
      }
      blanks += widths[i] + GAP;
    }
    return line.toString();
  }
}
