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
  private final boolean interactive;
  private boolean json;

  /**
   * Makes a console.
   *
   * @param out takes results
   * @param err takes errors, notes and progress
   * @param environment the environment variables
   * @param interactive whether a person watches, on a terminal
   */
  Console(PrintWriter out, PrintWriter err, Map<String, String> environment, boolean interactive) {
    this.out = out;
    this.err = err;
    this.environment = Map.copyOf(environment);
    this.interactive = interactive;
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

  boolean interactive() {
    return interactive;
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
