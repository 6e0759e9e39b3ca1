package io.github.vertxwpd.cli;

import io.github.vertxwpd.model.WireName;

/** What {@code --color} takes. */
enum ColorChoice implements WireName {
  /** Colours where the terminal shows them. */
  AUTO("auto"),
  /** Colours in a pipe too. */
  ALWAYS("always"),
  /** No colours. */
  NEVER("never");

  private final String wireName;

  ColorChoice(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /** Reads one. */
  static final class Converter extends NamedConverter<ColorChoice> {
    Converter() {
      super(ColorChoice.class, "choice");
    }
  }
}
