package io.github.vertxwpd.bench;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The charts of the manual's page on performance, as SVG. */
final class PerformanceCharts {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 420;

  /** How many characters the names of the series have where they are below. */
  private static final int MOST_BELOW = 70;

  private final Path page;

  private PerformanceCharts(Path page) {
    this.page = page;
  }

  /** Draws what there is a result of. */
  static void write(Path results, Path page) throws IOException {
    PerformanceCharts charts = new PerformanceCharts(page);
    for (String what : List.of("native", "accept", "fanout", "start", "fleet", "growth", "soak")) {
      Optional<PerformanceResult> found = PerformanceResult.read(results.resolve(what + ".json"));
      if (found.isPresent()) {
        charts.draw(what, found.get());
      }
    }
  }

  private void draw(String what, PerformanceResult result) throws IOException {
    Map<String, Map<String, Spread>> rows = result.figures();
    switch (what) {
      case "native" -> calls(rows);
      case "accept" -> bars("accept", "commands a second", by(rows, ", clients: ", "per second"));
      case "fanout" ->
          bars(
              "fanout",
              "processor seconds for a million deliveries, as fast as they go",
              fanout(rows));
      case "start" -> bars("start", "milliseconds until ready", by(rows, ", ", "ready ms"));
      case "fleet" -> bars("fleet", "commands a second", by(rows, ", ", "per second"));
      case "growth" -> {
        for (String grown : List.of("devices", "events", "sockets", "gateways")) {
          growth(grown, rows);
        }
      }
      case "soak" -> soak(rows, result.settings().getInteger("secondsBetweenSamples"));
      default -> throw new IllegalArgumentException(what);
    }
  }

  private void calls(Map<String, Map<String, Spread>> rows) throws IOException {
    Map<String, Map<String, Double>> bars = new LinkedHashMap<>();
    rows.forEach(
        (row, figures) -> {
          int comma = row.indexOf(", ");
          Optional.ofNullable(figures.get("ns"))
              .filter(value -> comma > 0)
              .ifPresent(
                  value ->
                      bars.computeIfAbsent(row.substring(comma + 2), name -> new LinkedHashMap<>())
                          .put(row.substring(0, comma), value.median()));
        });
    bars("native", "nanoseconds for a call", bars);
  }

  /** Takes the rows whose name has two parts: the series, and where on the axis. */
  private static Map<String, Map<String, Double>> by(
      Map<String, Map<String, Spread>> rows, String between, String figure) {
    Map<String, Map<String, Double>> series = new LinkedHashMap<>();
    rows.forEach(
        (row, figures) -> {
          int at = row.indexOf(between);
          String name = at < 0 ? row : row.substring(0, at);
          String place = at < 0 ? "as it comes" : row.substring(at + between.length());
          Optional.ofNullable(figures.get(figure))
              .ifPresent(
                  value ->
                      series
                          .computeIfAbsent(name, first -> new LinkedHashMap<>())
                          .put(place, value.median()));
        });
    series.keySet().removeIf(name -> name.endsWith("at rest"));
    series.values().forEach(places -> places.remove("at rest"));
    series.values().removeIf(Map::isEmpty);
    return series;
  }

  private static Map<String, Map<String, Double>> fanout(Map<String, Map<String, Spread>> rows) {
    Map<String, Map<String, Double>> series = new LinkedHashMap<>();
    rows.forEach(
        (row, figures) -> {
          String[] parts = row.split(", ", -1);
          if (parts.length == 3 && parts[2].equals("fast")) {
            series
                .computeIfAbsent(parts[0], first -> new LinkedHashMap<>())
                .put(parts[1] + " sockets", figures.get("CPU s/million").median());
          }
        });
    return series;
  }

  private void bars(String name, String title, Map<String, Map<String, Double>> series)
      throws IOException {
    Set<String> places = new LinkedHashSet<>();
    series.values().forEach(values -> places.addAll(values.keySet()));
    if (places.isEmpty()) {
      return;
    }
    CategoryChart chart =
        new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
    series.forEach(
        (row, values) ->
            chart.addSeries(
                row,
                List.copyOf(places),
                places.stream().map(place -> values.getOrDefault(place, null)).toList()));
    double least =
        series.values().stream()
            .flatMap(values -> values.values().stream())
            .mapToDouble(Double::doubleValue)
            .min()
            .orElseThrow();
    // A bar has a length on a logarithmic axis, too: from the power of ten below them all.
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))));
    save(chart, chart.getStyler(), name);
  }

  private void growth(String what, Map<String, Map<String, Spread>> rows) throws IOException {
    List<Double> points = new ArrayList<>();
    Map<String, List<Double>> series = new LinkedHashMap<>();
    rows.forEach(
        (row, figures) -> {
          if (row.startsWith(what + " ")) {
            points.add(Double.valueOf(row.substring(what.length() + 1)));
            figures.forEach(
                (figure, value) ->
                    series
                        .computeIfAbsent(figure, first -> new ArrayList<>())
                        .add(Math.max(0.01, value.median())));
          }
        });
    if (points.size() < 2) {
      return;
    }
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle(what).title("").build();
    series.forEach(
        (figure, values) -> chart.addSeries(figure, points.subList(0, values.size()), values));
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    save(chart, chart.getStyler(), "growth-" + what);
  }

  private void soak(Map<String, Map<String, Spread>> rows, int secondsBetween) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("% of the first sample")
            .xAxisTitle("minutes")
            .build();
    rows.forEach(
        (row, figures) -> {
          List<Double> values = figures.get("each time").rounds();
          if (figures.containsKey("flat")) {
            chart.addSeries(
                row,
                IntStream.rangeClosed(1, values.size())
                    .mapToObj(i -> i * secondsBetween / 60.0)
                    .toList(),
                values.stream().map(value -> 100 * value / values.get(0)).toList());
          }
        });
    chart.getStyler().setYAxisMin(0.0);
    save(chart, chart.getStyler(), "soak");
  }

  private void save(Chart<?, ?> chart, AxesChartStyler styler, String name) throws IOException {
    boolean beside = String.join("", chart.getSeriesMap().keySet()).length() > MOST_BELOW;
    styler.setLegendPosition(beside ? LegendPosition.OutsideE : LegendPosition.OutsideS);
    styler.setLegendLayout(beside ? LegendLayout.Vertical : LegendLayout.Horizontal);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setLegendBorderColor(Color.WHITE);
    VectorGraphicsEncoder.saveVectorGraphic(
        chart, page.resolve(name).toString(), VectorGraphicsFormat.SVG);
    Path file = page.resolve(name + ".svg");
    // A tenth of a pixel is enough, and a third of the size.
    Files.writeString(file, Files.readString(file).replaceAll("(\\.\\d)\\d+", "$1"));
  }
}
