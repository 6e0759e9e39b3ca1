package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The recipe of an image.
 *
 * @param steps what is done, in order, continued lines put together
 */
record Dockerfile(List<Step> steps) {
  private static final Pattern STEP = Pattern.compile("([A-Z]+) +(.+)");

  /** One instruction, such as {@code USER}, and what follows it. */
  record Step(String instruction, String arguments) {
    /** Returns the words of one that has them as a list of JSON. */
    List<String> words() {
      return new JsonArray(arguments).stream().map(String.class::cast).toList();
    }
  }

  /** Reads a file; a line that is no instruction is an error. */
  static Dockerfile read(Path file) throws IOException {
    List<Step> steps = new ArrayList<>();
    String text =
        String.join(
            "\n",
            Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList());
    for (String line : text.replaceAll("\\\\\n *", "").split("\n", -1)) {
      Matcher step = STEP.matcher(line);
      if (!step.matches()) {
        throw new IllegalArgumentException("this is no instruction: " + line);
      }
      steps.add(new Step(step.group(1), step.group(2)));
    }
    return new Dockerfile(List.copyOf(steps));
  }

  /** Returns the steps of the last stage: what the image has. */
  List<Step> lastStage() {
    int start = 0;
    for (int i = 0; i < steps.size(); i++) {
      start = steps.get(i).instruction().equals("FROM") ? i : start;
    }
    return steps.subList(start, steps.size());
  }

  /** Returns the last of the steps with an instruction. */
  Step last(String instruction) {
    return lastStage().stream()
        .filter(step -> step.instruction().equals(instruction))
        .reduce((before, after) -> after)
        .orElseThrow(() -> new IllegalArgumentException("there is no " + instruction));
  }
}
