package io.github.vertxwpd.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * A {@code run} with the options of every day, read without picocli: to load its classes and read
 * the annotations takes a fifth of a start. Everything else, such as a help, an option that stands
 * twice, or a mistake, is left to picocli, which reads a plain run just the same.
 *
 * @param file what {@code --config} names
 * @param assignments what {@code --set} was given, in order
 * @param untilReady whether {@code --until-ready} is there
 * @param json whether {@code --json} is there
 */
record PlainRun(Optional<String> file, List<String> assignments, boolean untilReady, boolean json) {
  private static final Set<String> FLAGS = Set.of(RunCommand.UNTIL_READY, RootCommand.JSON);
  private static final Set<String> WITH_VALUE =
      Set.of(ConfigurationSources.FILE, ConfigurationSources.ASSIGNMENT);

  PlainRun {
    assignments = List.copyOf(assignments);
  }

  /** Reads a command line; empty where it is not a plain {@code run}. */
  static Optional<PlainRun> of(String... args) {
    Queue<String> rest = new ArrayDeque<>(List.of(args));
    if (!RunCommand.NAME.equals(rest.poll())) {
      return Optional.empty();
    }
    Optional<String> file = Optional.empty();
    List<String> assignments = new ArrayList<>();
    Set<String> once = new HashSet<>();
    while (!rest.isEmpty()) {
      String option = rest.remove();
      boolean plain = WITH_VALUE.contains(option) ? isPlain(rest.peek()) : FLAGS.contains(option);
      if (!plain) {
        return Optional.empty();
      }
      if (option.equals(ConfigurationSources.ASSIGNMENT)) {
        assignments.add(rest.remove());
      } else if (!once.add(option)) {
        return Optional.empty();
      } else if (option.equals(ConfigurationSources.FILE)) {
        file = Optional.of(rest.remove());
      }
    }
    return Optional.of(
        new PlainRun(
            file,
            assignments,
            once.contains(RunCommand.UNTIL_READY),
            once.contains(RootCommand.JSON)));
  }

  /** An option, and the name of a file with arguments, mean something else than themselves. */
  private static boolean isPlain(String value) {
    return value != null && !value.isEmpty() && !value.startsWith("-") && !value.startsWith("@");
  }

  /** Runs a gateway on the calling thread, as picocli would. */
  int execute(Console console) {
    console.setJson(json);
    ConfigurationSources sources = ConfigurationSources.of(file, assignments);
    try {
      return new RunCommand(console, sources, untilReady).call();
    } catch (ConfigurationException | CommandFailure | RuntimeException e) {
      return new FailureReport(console).report(e);
    }
  }
}
