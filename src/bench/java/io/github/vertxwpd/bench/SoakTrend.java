package io.github.vertxwpd.bench;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Whether a series grows: the line through its second half, by least squares. It is flat where that
 * line rises within the half by no more than 3 % of the half's mean, or by no more than twice the
 * rise's standard error, which is what noise alone may make of it.
 *
 * @param seconds when each value was taken
 * @param values the values
 */
record SoakTrend(List<Double> seconds, List<Double> values) {
  private static final double TOLERATED = 0.03;
  private static final double SECONDS_IN_HOUR = 3_600;

  SoakTrend {
    seconds = List.copyOf(seconds);
    values = List.copyOf(values);
  }

  /** Returns the second half of it. */
  private SoakTrend half() {
    int from = values.size() / 2;
    return new SoakTrend(seconds.subList(from, values.size()), values.subList(from, values.size()));
  }

  /** Returns by how much the second half rises an hour. */
  double perHour() {
    return half().slope() * SECONDS_IN_HOUR;
  }

  /** Returns by which part of its mean the second half rises from its begin to its end. */
  double rise() {
    SoakTrend half = half();
    return half.slope() * half.span() / mean(half.values);
  }

  boolean isFlat() {
    SoakTrend half = half();
    double rise = half.slope() * half.span();
    return rise <= TOLERATED * mean(half.values) || rise <= 2 * half.slopeError() * half.span();
  }

  private double span() {
    return seconds.get(seconds.size() - 1) - seconds.get(0);
  }

  private double slope() {
    double middle = mean(seconds);
    double level = mean(values);
    return sum(i -> (seconds.get(i) - middle) * (values.get(i) - level)) / spread();
  }

  /** The sum of the squares of the times' distances from their mean. */
  private double spread() {
    double middle = mean(seconds);
    return sum(i -> (seconds.get(i) - middle) * (seconds.get(i) - middle));
  }

  private double slopeError() {
    double slope = slope();
    double middle = mean(seconds);
    double level = mean(values);
    double residuals =
        sum(
            i -> {
              double residual = values.get(i) - level - slope * (seconds.get(i) - middle);
              return residual * residual;
            });
    return Math.sqrt(residuals / Math.max(1, values.size() - 2) / spread());
  }

  private double sum(IntToDoubleFunction each) {
    return IntStream.range(0, values.size()).mapToDouble(each).sum();
  }

  private static double mean(List<Double> of) {
    return of.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
