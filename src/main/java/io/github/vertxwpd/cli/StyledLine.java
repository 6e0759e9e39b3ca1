package io.github.vertxwpd.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A line made of texts with tones. */
final class StyledLine {
  private final List<StyledText> parts = new ArrayList<>();

  /** Adds a text that looks as it comes. */
  StyledLine add(String text) {
    return add(text, Tone.PLAIN);
  }

  /** Adds a text. */
  StyledLine add(String text, Tone tone) {
    parts.add(new StyledText(text, tone));
    return this;
  }

  /** Adds all of another line. */
  StyledLine add(StyledLine line) {
    parts.addAll(line.parts);
    return this;
  }

  /** Returns what is printed. */
  String render(boolean coloured) {
    return parts.stream().map(part -> part.render(coloured)).collect(Collectors.joining());
  }
}
