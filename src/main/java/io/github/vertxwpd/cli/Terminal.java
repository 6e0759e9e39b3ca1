package io.github.vertxwpd.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/**
 * The terminal that a person sits at.
 *
 * @param kind what it can do
 * @param coloured whether colours are shown on it, where the command line does not say
 */
record Terminal(Kind kind, boolean coloured) {
  /** A pipe, a file, or a test: nobody watches. */
  static final Terminal NONE = new Terminal(Kind.NONE, false);

  /** What a terminal can do. */
  enum Kind {
    /** There is none. */
    NONE,
    /** It shows one line after the other, and nothing can be painted over. */
    LINES,
    /** The line that is shown last can be painted over. */
    SCREEN
  }

  /**
   * Looks at this process. Java tells whether standard input and output are both a terminal, and
   * nothing of standard error, which therefore has no colours.
   *
   * <p>Whether there are colours is picocli's rule: {@code NO_COLOR}, {@code CLICOLOR}, {@code
   * CLICOLOR_FORCE} and the property {@code picocli.ansi} decide; else a terminal has them, on
   * Windows only one that says that it takes them ({@code TERM=xterm…}, Cygwin, MSYS, ANSICON,
   * ConEmu).
   *
   * @param environment the environment variables
   */
  static Terminal ofThisProcess(Map<String, String> environment) {
    return of(attached(), Ansi.AUTO.enabled(), environment);
  }

  /**
   * Makes what is known of a terminal.
   *
   * @param attached whether there is one
   * @param coloured whether it shows colours, as far as picocli knows
   * @param environment the environment variables; {@code TERM=dumb} rules out everything but lines
   */
  static Terminal of(boolean attached, boolean coloured, Map<String, String> environment) {
    if ("dumb".equals(environment.get("TERM"))) {
      return new Terminal(attached ? Kind.LINES : Kind.NONE, false);
    }
    return new Terminal(attached ? Kind.SCREEN : Kind.NONE, coloured);
  }

  private static boolean attached() {
    return Optional.ofNullable(System.console()).filter(Terminal::isTerminal).isPresent();
  }

  /** From Java 22 on a process without a terminal has a console too. */
  private static boolean isTerminal(java.io.Console console) {
    try {
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
