package io.github.vertxwpd.cli;

/** The last line on standard error, painted over and over while something is waited for. */
final class PaintedLine implements AutoCloseable {
  private final Console console;
  private int width;

  PaintedLine(Console console) {
    this.console = console;
  }

  /** Paints a line over the one before. */
  void paint(String line) {
    int columns = PlainText.columns(line);
    console.err().print("\r" + line + " ".repeat(Math.max(0, width - columns)));
    console.err().flush();
    width = columns;
  }

  /** Wipes the line, where there is one. */
  @Override
  public void close() {
    if (width > 0) {
      console.err().print("\r" + " ".repeat(width) + "\r");
      console.err().flush();
      width = 0;
    }
  }
}
