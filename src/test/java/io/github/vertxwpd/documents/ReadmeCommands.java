package io.github.vertxwpd.documents;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands of the README: what stands in its {@code sh} blocks, one by one. */
final class ReadmeCommands {
  /** The commands that no test executes, and why. */
  static final Map<String, String> NOT_EXECUTED =
      Map.of(
          "./mvnw -q -DskipTests package",
          "builds the fat jar that the test is given",
          "./mvnw verify",
          "runs the tests, and with them this one",
          "./mvnw -q -Pbench test-compile exec:exec -Dbench=AcceptBenchmark"
              + " -Dbench.args=\"src/bench/results/accept.json\"",
          "measures for minutes, on a machine that does nothing else, and replaces the last result");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

  /** A comment stands apart from its command, so that a # in one is none. */
  private static final Pattern COMMENT = Pattern.compile("\\s{2,}#.*$");

  private ReadmeCommands() {}

  /** Returns all of them, in their order. */
  static List<String> all() {
    return BLOCK
        .matcher(Manual.read(Path.of("README.md")))
        .results()
        .flatMap(block -> commands(block.group(1)))
        .toList();
  }

  /** Returns those that a test executes. */
  static List<String> executed() {
    return all().stream().filter(command -> !NOT_EXECUTED.containsKey(command)).toList();
  }

  private static Stream<String> commands(String block) {
    return block
        .replace("\\\n", " ")
        .lines()
        .map(line -> COMMENT.matcher(line).replaceFirst("").strip())
        .filter(line -> !line.isEmpty())
        .flatMap(line -> Arrays.stream(line.split(" && ", -1)))
        .map(command -> command.strip().replaceAll(" {2,}", " "));
  }
}
