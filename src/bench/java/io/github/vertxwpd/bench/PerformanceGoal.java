package io.github.vertxwpd.bench;

import java.util.Map;
import java.util.Optional;

/**
 * What a figure is to be.
 *
 * @param text the goal in words
 * @param row the ratio's name, or the row of the figure
 * @param figure the figure; empty for a ratio
 * @param least the least that it may be
 * @param most the most that it may be
 */
record PerformanceGoal(
    String text, String row, Optional<String> figure, double least, double most) {
  /** Makes the goal that a ratio is at most so much. */
  static PerformanceGoal ratio(String text, String name, double most) {
    return new PerformanceGoal(text, name, Optional.empty(), Double.NEGATIVE_INFINITY, most);
  }

  /** Makes the goal that a figure is at most so much. */
  static PerformanceGoal atMost(String text, String row, String figure, double most) {
    return new PerformanceGoal(text, row, Optional.of(figure), Double.NEGATIVE_INFINITY, most);
  }

  /** Makes the goal that a figure is at least so much. */
  static PerformanceGoal atLeast(String text, String row, String figure, double least) {
    return new PerformanceGoal(text, row, Optional.of(figure), least, Double.POSITIVE_INFINITY);
  }

  /** Returns the row of a table that says whether it is met. */
  String line(PerformanceResult result) {
    Optional<Spread> found =
        figure.isEmpty()
            ? Optional.ofNullable(result.ratios().get(row))
            : Optional.ofNullable(result.figures().getOrDefault(row, Map.of()).get(figure.get()));
    String name = figure.map(f -> row + ": " + f).orElse(row);
    return "|"
        + text
        + " |"
        + name
        + " |"
        + found.map(Spread::text).orElse("not measured")
        + " |"
        + found.map(this::verdict).orElse("open");
  }

  private String verdict(Spread found) {
    double median = found.median();
    return median >= least && median <= most ? "met" : "*not met*";
  }
}
