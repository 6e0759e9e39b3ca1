package io.github.vertxwpd.metrics;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a gateway says at {@code /metrics}.
 *
 * @param text in Prometheus' text format
 */
record Scrape(String text) {
  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[^\\n]*})? (\\S+)$");
  private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
  private static final Pattern LABEL = Pattern.compile("[{,]([a-zA-Z_][a-zA-Z0-9_]*)=\"");

  /** Returns the names of the metrics, as their {@code TYPE} has them. */
  Set<String> families() {
    Set<String> families = new TreeSet<>();
    FAMILY.matcher(text).results().forEach(one -> families.add(one.group(1)));
    return families;
  }

  /** Returns the names of the samples, as queries have them. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    SAMPLE.matcher(text).results().forEach(one -> names.add(one.group(1)));
    return names;
  }

  /** Returns the names of the labels. */
  Set<String> labels() {
    Set<String> labels = new TreeSet<>();
    LABEL.matcher(text).results().forEach(one -> labels.add(one.group(1)));
    return labels;
  }

  /**
   * Returns the value of a sample.
   *
   * @param series its name, with its labels where it has some, as it is written in the text
   */
  double value(String series) {
    Matcher sample = Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(text);
    if (!sample.find()) {
      throw new AssertionError("there is no " + series + " in\n" + text);
    }
    return Double.parseDouble(sample.group(1));
  }
}
