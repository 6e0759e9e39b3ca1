package io.github.vertxwpd.cli;

import io.github.vertxwpd.WpdOptions;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The configuration in effect.
 *
 * @param document every key with its value, in the shape of {@link WpdOptions}
 * @param origins where a value comes from, by its key, in order; a key that is not in here has its
 *     default
 */
record Configuration(JsonObject document, Map<String, String> origins) {
  Configuration {
    origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
  }

  /** Returns the options of a gateway with this configuration. */
  WpdOptions options() {
    return new WpdOptions(document);
  }

  /** Returns the value of a key such as {@code http.port}. */
  Object value(String key) {
    Object value = document;
    for (String name : key.split("\\.", -1)) {
      value = ((JsonObject) value).getValue(name);
    }
    return value;
  }
}
