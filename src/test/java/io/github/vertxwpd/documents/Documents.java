package io.github.vertxwpd.documents;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The two documents, and the schemas that they refer to. */
final class Documents {
  static final JsonObject OPENAPI = yaml("openapi.yaml");
  static final JsonObject ASYNCAPI = yaml("asyncapi.yaml");

  private Documents() {}

  /** Reads a YAML document as JSON. */
  private static JsonObject yaml(String name) {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(text(name));
    return (JsonObject) json(read);
  }

  static JsonObject schema(String path) {
    return new JsonObject(text(path));
  }

  /** Returns the paths of all schemas, such as {@code schemas/device.json}. */
  static List<String> schemas() {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/schemas"))) {
      return files.map(file -> "schemas/" + file.getFileName()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Follows the references of an object of one document, until there is none. */
  static JsonObject resolved(JsonObject document, JsonObject object) {
    JsonObject found = object;
    while (found.containsKey("$ref")) {
      found = (JsonObject) at(document, found.getString("$ref"));
    }
    return found;
  }

  /**
   * Finds what a reference within a document is to.
   *
   * @throws NullPointerException where there is nothing
   */
  static Object at(JsonObject document, String reference) {
    Object found = JsonPointer.from(reference.substring(1)).queryJson(document);
    return Objects.requireNonNull(found, () -> "there is nothing at " + reference);
  }

  private static String text(String name) {
    try {
      return Files.readString(Path.of("src/main/resources").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object json(Object yaml) {
    if (yaml instanceof Map<?, ?> map) {
      JsonObject object = new JsonObject();
      map.forEach((key, value) -> object.put(key.toString(), json(value)));
      return object;
    }
    if (yaml instanceof List<?> list) {
      return new JsonArray(list.stream().map(Documents::json).toList());
    }
    return yaml;
  }
}
