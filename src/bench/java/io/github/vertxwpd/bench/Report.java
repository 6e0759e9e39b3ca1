package io.github.vertxwpd.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a benchmark found: figures by row, one value of each a round, and ratios between them. A
 * ratio is taken in each round, so that what disturbs a whole round disturbs it little.
 */
final class Report {
  private final String benchmark;
  private final JsonObject settings;
  private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();
  private final Map<String, Spread> ratios = new LinkedHashMap<>();

  /**
   * Makes an empty report.
   *
   * @param benchmark its name
   * @param settings what was run, for whoever wants to run it again
   */
  Report(String benchmark, JsonObject settings) {
    this.benchmark = benchmark;
    this.settings = settings;
  }

  /** Adds what a round has found. */
  void add(String row, String figure, double value) {
    rows.computeIfAbsent(row, name -> new LinkedHashMap<>())
        .computeIfAbsent(figure, name -> new ArrayList<>())
        .add(value);
  }

  /** Adds the ratio of one row's figure to another's. */
  void ratio(String name, String figure, String row, String toFigure, String toRow) {
    List<Double> above = rows.get(row).get(figure);
    List<Double> below = rows.get(toRow).get(toFigure);
    List<Double> each =
        IntStream.range(0, above.size()).mapToObj(i -> above.get(i) / below.get(i)).toList();
    ratios.put(name, new Spread(each));
  }

  /** Prints the medians with the least and the most of the rounds, as a table, and the ratios. */
  void print(PrintStream out) {
    Set<String> figures = new LinkedHashSet<>();
    rows.values().forEach(row -> figures.addAll(row.keySet()));
    out.println(benchmark + ": the median of the rounds [the least..the most]");
    out.println(line("", figures.stream().toList()));
    rows.forEach((name, row) -> out.println(line(name, texts(row, figures))));
    out.println();
    ratios.forEach((name, ratio) -> out.println(cell(name, 60) + ratio.text()));
  }

  /** Writes everything as JSON. */
  void write(Path file) throws IOException {
    JsonObject figures = new JsonObject();
    rows.forEach((name, row) -> figures.put(name, json(row)));
    JsonObject ratiosJson = new JsonObject();
    ratios.forEach((name, ratio) -> ratiosJson.put(name, ratio.toJson()));
    JsonObject all =
        new JsonObject()
            .put("benchmark", benchmark)
            .put("machine", machine())
            .put("settings", settings)
            .put("figures", figures)
            .put("ratios", ratiosJson);
    Files.writeString(file, all.encodePrettily() + "\n");
  }

  private static JsonObject json(Map<String, List<Double>> row) {
    JsonObject json = new JsonObject();
    row.forEach((figure, values) -> json.put(figure, new Spread(values).toJson()));
    return json;
  }

  /** What figures depend on, and nothing that tells whose machine it is. */
  private static JsonObject machine() {
    return new JsonObject()
        .put("processors", Runtime.getRuntime().availableProcessors())
        .put("java", System.getProperty("java.version"))
        .put("system", System.getProperty("os.name"))
        .put("architecture", System.getProperty("os.arch"));
  }

  private static List<String> texts(Map<String, List<Double>> row, Set<String> figures) {
    return figures.stream()
        .map(figure -> row.containsKey(figure) ? new Spread(row.get(figure)).text() : "-")
        .toList();
  }

  private static String line(String name, List<String> cells) {
    StringBuilder line = new StringBuilder(cell(name, 36));
    cells.forEach(text -> line.append(cell(text, 26)));
    return line.toString().stripTrailing();
  }

  private static String cell(String text, int width) {
    return String.format(Locale.ROOT, "%-" + width + "s", text);
  }
}
