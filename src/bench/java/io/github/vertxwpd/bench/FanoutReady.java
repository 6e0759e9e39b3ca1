package io.github.vertxwpd.bench;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one line that a fan-out server prints when it serves.
 *
 * @param web the port of {@code /api/v1/ws}
 * @param publish the port of {@code /publish}
 * @param pid the server's process
 */
record FanoutReady(int web, int publish, long pid) {
  private static final Pattern LINE =
      Pattern.compile("ready web=([0-9]+) publish=([0-9]+) pid=([0-9]+)");

  /** Prints the line for this process. */
  static void print(int web, int publish) {
    new FanoutReady(web, publish, ProcessHandle.current().pid()).print();
  }

  /** Prints the line. */
  void print() {
    System.out.println(line());
  }

  private String line() {
    return "ready web=" + web + " publish=" + publish + " pid=" + pid;
  }

  /** Reads a line; empty where it is another. */
  static Optional<FanoutReady> read(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new FanoutReady(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }
}
