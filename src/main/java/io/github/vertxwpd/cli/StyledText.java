package io.github.vertxwpd.cli;

/**
 * A text with its tone. Whatever would steer a terminal is taken out of the text before a tone is
 * put around it.
 *
 * @param text the text
 * @param tone how it looks
 */
record StyledText(String text, Tone tone) {
  StyledText {
    text = PlainText.of(text);
  }

  /** Makes a text that looks as it comes. */
  static StyledText of(String text) {
    return new StyledText(text, Tone.PLAIN);
  }

  /** Returns how many columns of a terminal the text takes. */
  int width() {
    return PlainText.columns(text);
  }

  /** Returns what is printed. */
  String render(boolean coloured) {
    return coloured ? tone.around(text) : text;
  }
}
