package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** Where a command reads its environment from and writes to. */
final class Console {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<String, String> environment;
  private final Terminal terminal;
  private boolean coloured;
  private boolean json;

  /**
   * Makes a console.
   *
   * @param out takes results
   * @param err takes errors, notes and progress
   * @param environment the environment variables
   * @param terminal where a person watches
   */
  Console(PrintWriter out, PrintWriter err, Map<String, String> environment, Terminal terminal) {
    this.out = out;
    this.err = err;
    this.environment = Map.copyOf(environment);
    this.terminal = terminal;
    this.coloured = terminal.coloured();
  }

  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  Map<String, String> environment() {
    return environment;
  }

  /** Returns where a person watches; nobody does where programs are to read the results. */
  Terminal.Kind watched() {
    return json ? Terminal.Kind.NONE : terminal.kind();
  }

  /** Returns whether a person watches on a terminal whose last line can be painted over. */
  boolean interactive() {
    return watched() == Terminal.Kind.SCREEN;
  }

  /** Returns whether results for people have colours. */
  boolean coloured() {
    return coloured;
  }

  void setColor(ColorChoice choice) {
    coloured =
        switch (choice) {
          case AUTO -> terminal.coloured();
          case ALWAYS -> true;
          case NEVER -> false;
        };
  }

  boolean json() {
    return json;
  }

  void setJson(boolean value) {
    this.json = value;
  }

  /** Returns whether nobody reads the results any more, as after {@code | head}. */
  boolean abandoned() {
    return out.checkError();
  }

  /** Prints a result for people, or for programs. */
  void result(String text, JsonObject object) {
    if (json) {
      printJson(object);
    } else {
      print(text);
    }
  }

  /** Prints a result for people, or for programs. */
  void result(StyledLine line, JsonObject object) {
    result(line.render(coloured), object);
  }

  /** Prints a line for people. */
  void print(StyledLine line) {
    print(line.render(coloured));
  }

  /** Prints a table for people. */
  void print(Table table) {
    table.lines(coloured).forEach(this::print);
  }

  /** Prints a line for people. */
  void print(String line) {
    out.println(line);
    out.flush();
  }

  /**
   * Prints an object in one line. It is pure ASCII, so that it is UTF-8 whatever the platform's
   * encoding is.
   */
  void printJson(JsonObject object) {
    StringBuilder line = new StringBuilder();
    for (char c : object.encode().toCharArray()) {
      if (c < 0x7F) {
        line.append(c);
      } else {
        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    print(line.toString());
  }

  /** Tells a person something that is no result. */
  void note(String line) {
    err.println(line);
    err.flush();
  }

  /** Reports a failure: for people a line each for what is wrong, for programs the problem. */
  void failed(String message, JsonObject problem) {
    if (json) {
      printJson(problem);
    }
    message.lines().forEach(line -> note("error: " + line));
  }
}
