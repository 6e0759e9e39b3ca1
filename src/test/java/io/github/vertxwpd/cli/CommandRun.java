package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/**
 * What one command did.
 *
 * @param exitCode what the process would have ended with
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
record CommandRun(int exitCode, String out, String err) {
  static CommandRun of(String... args) {
    return with(Map.of(), args);
  }

  static CommandRun with(Map<String, String> environment, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.execute(args, new PrintWriter(out, true), new PrintWriter(err, true), environment);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** Runs a command where a person watches, on a terminal. */
  static CommandRun on(Terminal terminal, Map<String, String> environment, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(new PrintWriter(out, true), new PrintWriter(err, true), environment, terminal);
    return new CommandRun(Main.execute(args, console), out.toString(), err.toString());
  }

  List<String> lines() {
    return out.lines().toList();
  }

  JsonObject json() {
    return new JsonObject(out);
  }
}
