package io.github.vertxwpd.bench;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A benchmark's part of the page: its command, its goals, its table.
 *
 * @param name of the part; what is before its first hyphen is the name of the result
 * @param chart what its chart shows
 * @param command what makes it, behind {@code -Dbench=}
 * @param goals what is held of it
 * @param rows which rows are shown
 */
record PerformanceSection(
    String name,
    String chart,
    String command,
    List<PerformanceGoal> goals,
    Predicate<String> rows) {
  private static final String MAVEN = "./mvnw -q -B -ntp -Pbench test-compile exec:exec -Dbench=";

  /** Returns the name of the result's file, without its ending. */
  String result() {
    return name.replaceFirst("-.*", "");
  }

  /** Writes the part in AsciiDoc. */
  String text(PerformanceResult result) {
    StringBuilder text = new StringBuilder();
    text.append("// Written by PerformancePage from src/bench/results/").append(result());
    text.append(".json.\n\n[source,sh]\n----\n").append(MAVEN).append(command).append("\n----\n\n");
    text.append(result.machine()).append(".\n\n");
    text.append("image::performance/").append(name).append(".svg[").append(chart).append("]\n\n");
    if (!goals.isEmpty()) {
      text.append("[cols=\"3,4,2,1\"]\n|===\n|goal |figure |measured |\n\n");
      goals.forEach(goal -> text.append(goal.line(result)).append('\n'));
      text.append("|===\n\n");
    }
    table(text, result);
    return text.toString();
  }

  private void table(StringBuilder text, PerformanceResult result) {
    Map<String, Map<String, Spread>> figures = result.figures();
    figures.keySet().removeIf(rows.negate());
    Set<String> names = new LinkedHashSet<>();
    figures.values().forEach(row -> names.addAll(row.keySet()));
    text.append(".Medians [least..most]\n[%autowidth]\n|===\n|");
    names.forEach(figure -> text.append(" |").append(figure));
    text.append("\n\n");
    figures.forEach(
        (row, values) ->
            text.append('|')
                .append(row)
                .append(
                    names.stream()
                        .map(figure -> " |" + cell(values, figure))
                        .collect(Collectors.joining()))
                .append('\n'));
    text.append("|===\n");
  }

  private static String cell(Map<String, Spread> values, String figure) {
    return values.containsKey(figure) ? shown(values.get(figure)) : "";
  }

  private static String shown(Spread spread) {
    String text = spread.text();
    return spread.rounds().size() == 1 ? text.substring(0, text.indexOf(' ')) : text;
  }
}
