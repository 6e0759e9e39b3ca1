package io.github.vertxwpd.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A YAML file of another program, with anchors and merged mappings, as JSON. */
final class YamlFile {
  private static final String MERGED = "<<";

  private YamlFile() {}

  static JsonObject read(Path file) throws IOException {
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    return (JsonObject) json(new Load(settings).loadFromString(Files.readString(file)));
  }

  /** Reads a file of several documents. */
  static List<JsonObject> readAll(Path file) throws IOException {
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    List<JsonObject> documents = new ArrayList<>();
    for (Object document : new Load(settings).loadAllFromString(Files.readString(file))) {
      documents.add((JsonObject) json(document));
    }
    return documents;
  }

  private static Object json(Object yaml) {
    if (yaml instanceof Map<?, ?> mapping) {
      JsonObject object = new JsonObject();
      if (mapping.get(MERGED) instanceof Map<?, ?> merged) {
        object.mergeIn((JsonObject) json(merged));
      }
      mapping.forEach(
          (key, value) -> {
            if (!MERGED.equals(key)) {
              object.put(String.valueOf(key), json(value));
            }
          });
      return object;
    }
    if (yaml instanceof List<?> list) {
      JsonArray array = new JsonArray();
      list.forEach(item -> array.add(json(item)));
      return array;
    }
    return yaml;
  }
}
