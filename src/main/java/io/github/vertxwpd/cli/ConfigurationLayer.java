package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * What one source, a file, an environment variable or one {@code --set}, says about the
 * configuration.
 *
 * @param source the source as a person knows it, such as {@code conf/gateway.yaml}
 * @param document the values it sets, in the shape of {@link io.github.vertxwpd.WpdOptions}
 * @param positions where in the source a value stands, such as {@code conf/gateway.yaml:3:5}, by
 *     its pointer; a source without places has none
 */
record ConfigurationLayer(String source, JsonObject document, Map<String, String> positions) {
  ConfigurationLayer {
    positions = Map.copyOf(positions);
  }

  /** Makes the layer of a source that sets one value. */
  static ConfigurationLayer of(String source, List<String> path, Object value) {
    Object document = value;
    for (int i = path.size() - 1; i >= 0; i--) {
      document = new JsonObject().put(path.get(i), document);
    }
    return new ConfigurationLayer(source, (JsonObject) document, Map.of());
  }

  /** Says where a value, or the innermost part around it that has a place, stands. */
  String originOf(String pointer) {
    String known = pointer;
    while (!known.isEmpty() && !positions.containsKey(known)) {
      known = known.substring(0, known.lastIndexOf('/'));
    }
    return positions.getOrDefault(known, source);
  }
}
