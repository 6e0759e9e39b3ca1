package io.github.vertxwpd.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What costs how much with more and more of something. Between two neighbouring points the growth
 * is an exponent, the slope between their logarithms: 0 where the cost does not grow, 1 where it
 * grows as what there is more of, above that where it grows worse.
 */
final class GrowthPoints {
  private final String what;
  private final List<Integer> points;
  private final Map<Integer, Map<String, List<Double>>> values = new LinkedHashMap<>();

  /**
   * Makes it without values.
   *
   * @param what of what there is more and more
   * @param points how many
   */
  GrowthPoints(String what, List<Integer> points) {
    this.what = what;
    this.points = List.copyOf(points);
    points.forEach(point -> values.put(point, new LinkedHashMap<>()));
  }

  List<Integer> points() {
    return points;
  }

  /** Adds what a round has found. */
  void add(int point, String figure, double value) {
    values.get(point).computeIfAbsent(figure, first -> new ArrayList<>()).add(value);
  }

  /** Adds all to a report: a row for each point, and one for each step from a point to the next. */
  void addTo(Report report) {
    values.forEach(
        (point, figures) ->
            figures.forEach(
                (figure, rounds) ->
                    rounds.forEach(value -> report.add(row(point), figure, value))));
    for (int i = 1; i < points.size(); i++) {
      int from = points.get(i - 1);
      int to = points.get(i);
      values
          .get(to)
          .forEach(
              (figure, rounds) ->
                  report.add(
                      "growth, " + row(from) + " to " + to,
                      figure,
                      exponent(from, median(from, figure), to, new Spread(rounds).median())));
    }
  }

  private double median(int point, String figure) {
    return new Spread(values.get(point).get(figure)).median();
  }

  private String row(int point) {
    return what + " " + point;
  }

  static double exponent(double from, double cost, double to, double laterCost) {
    return Math.log(laterCost / cost) / Math.log(to / from);
  }
}
