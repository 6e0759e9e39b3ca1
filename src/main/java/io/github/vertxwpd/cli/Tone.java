package io.github.vertxwpd.cli;

import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** How a word looks where colours are shown. The word says it all: a colour adds nothing. */
enum Tone {
  /** As it comes. */
  PLAIN(),
  /** Above a column. */
  HEADING(Style.bold),
  /** As it should be. */
  GOOD(Style.fg_green),
  /** At rest, neither good nor bad. */
  QUIET(Style.fg_cyan),
  /** Not over yet. */
  BUSY(Style.fg_yellow),
  /** Not as it should be, or not known. */
  BAD(Style.fg_red);

  private final String on;

  Tone(IStyle... styles) {
    this.on = Style.on(styles);
  }

  /** Returns how the state of a link looks. */
  static Tone ofLink(String link) {
    return switch (link) {
      case "connected" -> GOOD;
      case "disconnected" -> QUIET;
      case "connecting", "disconnecting" -> BUSY;
      default -> BAD;
    };
  }

  /** Returns how the state or the outcome of an operation looks. */
  static Tone ofOperation(String stateOrOutcome) {
    return switch (stateOrOutcome) {
      case "succeeded" -> GOOD;
      case "cancelled" -> QUIET;
      case "accepted", "pending" -> BUSY;
      default -> BAD;
    };
  }

  /** Returns how the state of a gateway looks. */
  static Tone ofGateway(String state) {
    return switch (state) {
      case "up" -> GOOD;
      case "suspected" -> BUSY;
      default -> BAD;
    };
  }

  /** Puts the sequences that a terminal takes for this tone around a text. */
  String around(String text) {
    return on.isEmpty() || text.isEmpty() ? text : on + text + Style.reset.on();
  }
}
