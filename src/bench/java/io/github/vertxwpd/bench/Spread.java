package io.github.vertxwpd.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * One figure over the rounds of a run.
 *
 * @param rounds its value in each round, at least one
 */
record Spread(List<Double> rounds) {
  Spread {
    rounds = List.copyOf(rounds);
  }

  /** Returns the middle value, or the mean of the two in the middle. */
  double median() {
    List<Double> sorted = rounds.stream().sorted().toList();
    int size = sorted.size();
    return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }

  double least() {
    return rounds.stream().min(Double::compare).orElseThrow();
  }

  double most() {
    return rounds.stream().max(Double::compare).orElseThrow();
  }

  /** Returns the median, and in brackets the least and the most. */
  String text() {
    return short3(median()) + " [" + short3(least()) + ".." + short3(most()) + "]";
  }

  /** Returns the median and the value of each round. */
  JsonObject toJson() {
    JsonArray values = new JsonArray();
    rounds.forEach(value -> values.add(rounded(value)));
    return new JsonObject().put("median", rounded(median())).put("rounds", values);
  }

  /** Three digits or so: no run is more precise. */
  private static String short3(double value) {
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }
}
