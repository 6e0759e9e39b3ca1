package io.github.vertxwpd.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a benchmark has written, read again.
 *
 * @param json as {@link Report} writes it
 */
record PerformanceResult(JsonObject json) {
  /** Reads a file; empty where it is not there. */
  static Optional<PerformanceResult> read(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(new PerformanceResult(new JsonObject(Files.readString(file))))
        : Optional.empty();
  }

  /** Says what machine it is from. */
  String machine() {
    JsonObject machine = json.getJsonObject("machine");
    return "%d processors, %s, %s, Java %s"
        .formatted(
            machine.getInteger("processors"),
            machine.getString("system"),
            machine.getString("architecture"),
            machine.getString("java"));
  }

  /** Returns all figures, by row and name. */
  Map<String, Map<String, Spread>> figures() {
    Map<String, Map<String, Spread>> rows = new LinkedHashMap<>();
    JsonObject figures = json.getJsonObject("figures");
    for (String row : figures.fieldNames()) {
      rows.put(row, spreads(figures.getJsonObject(row)));
    }
    return rows;
  }

  /** Returns the ratios by their names. */
  Map<String, Spread> ratios() {
    return spreads(json.getJsonObject("ratios"));
  }

  JsonObject settings() {
    return json.getJsonObject("settings");
  }

  private static Map<String, Spread> spreads(JsonObject members) {
    Map<String, Spread> spreads = new LinkedHashMap<>();
    for (String name : members.fieldNames()) {
      JsonArray rounds = members.getJsonObject(name).getJsonArray("rounds");
      List<Double> values = rounds.stream().map(value -> ((Number) value).doubleValue()).toList();
      spreads.put(name, new Spread(values));
    }
    return spreads;
  }
}
