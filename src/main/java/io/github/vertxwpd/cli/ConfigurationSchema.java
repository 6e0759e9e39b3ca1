package io.github.vertxwpd.cli;

import io.github.vertxwpd.cli.ConfigurationException.Fault;
import io.github.vertxwpd.model.NearestName;
import io.github.vertxwpd.model.Problem.FieldError;
import io.github.vertxwpd.operation.RequestSchema;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of the configuration, what each one takes, and what is wrong with a layer. */
final class ConfigurationSchema {
  private static final int MAX_SHOWN = 100;

  private final RequestSchema checker = new RequestSchema("gateway-configuration");
  private final JsonObject schema = checker.schema();

  /** Returns the keys that have a value, such as {@code http.port}, in the schema's order. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    addKeys("", schema, keys, false);
    return keys;
  }

  /** Returns whether a key's value is text, which is then taken as it was written. */
  boolean isText(List<String> path) {
    return node("/" + String.join("/", path))
        .map(node -> "string".equals(node.getString("type")))
        .orElse(true);
  }

  /** Returns the default of a key. */
  Object defaultOf(String key) {
    return node(pointer(key)).orElseThrow().getValue("default");
  }

  /** Returns the JSON Pointer of a key. */
  static String pointer(String key) {
    return "/" + key.replace('.', '/');
  }

  /**
   * Returns a copy of a document without its empty sections: a section whose keys are all commented
   * out reads as null.
   */
  JsonObject withoutEmptySections(JsonObject document) {
    JsonObject copy = document.copy();
    for (String name : document.fieldNames()) {
      boolean section = node("/" + name).map(n -> n.containsKey("properties")).orElse(false);
      if (section && document.getValue(name) == null) {
        copy.remove(name);
      }
    }
    return copy;
  }

  /** Finds what is wrong with a layer: unknown keys and values that are not allowed. */
  List<Fault> faults(ConfigurationLayer layer) {
    JsonObject document = layer.document().copy();
    List<Fault> faults = new ArrayList<>();
    List<FieldError> errors = checker.errors(document);
    for (FieldError error : errors) {
      if (node(error.pointer()).isEmpty()) {
        faults.add(fault(layer, error.pointer(), unknown(error.pointer())));
        remove(document, error.pointer());
      }
    }
    List<String> wrong =
        checker.errors(document).stream().map(FieldError::pointer).distinct().toList();
    for (String pointer : wrong) {
      if (wrong.stream().noneMatch(other -> other.startsWith(pointer + "/"))) {
        faults.add(fault(layer, pointer, notAllowed(pointer, document)));
      }
    }
    return faults;
  }

  private static Fault fault(ConfigurationLayer layer, String pointer, String detail) {
    return new Fault(layer.originOf(pointer), pointer, detail);
  }

  private String unknown(String pointer) {
    String key = key(pointer);
    List<String> known = new ArrayList<>();
    addKeys("", schema, known, true);
    Optional<String> sameWord = known.stream().filter(k -> k.endsWith("." + key)).findFirst();
    return sameWord
        .map(near -> "unknown key \"" + key + "\"; did you mean \"" + near + "\"?")
        .orElseGet(() -> NearestName.unknown("key", key, known));
  }

  private String notAllowed(String pointer, JsonObject document) {
    int last = Math.max(0, pointer.lastIndexOf('/'));
    JsonObject parent = node(pointer.substring(0, last)).orElse(schema);
    if (!isAllowedName(lastName(pointer), parent)) {
      return key(pointer) + ": " + key(pointer.substring(0, last)) + " takes " + allowed(parent);
    }
    Object value = valueAt(pointer, document);
    JsonObject node = node(pointer).orElse(schema);
    boolean needsQuotes =
        "string".equals(node.getString("type"))
            && (value instanceof Number || value instanceof Boolean);
    return key(pointer)
        + " takes "
        + allowed(node)
        + ", not "
        + shortened(Json.encode(value))
        + (needsQuotes ? "; write it in quotes" : "");
  }

  private static String shortened(String value) {
    return value.length() <= MAX_SHOWN ? value : value.substring(0, MAX_SHOWN) + "…";
  }

  private static boolean isAllowedName(String name, JsonObject parent) {
    JsonObject names = parent.getJsonObject("propertyNames");
    return names == null || name.matches(names.getString("pattern"));
  }

  private static String allowed(JsonObject node) {
    if (node.containsKey("description")) {
      return node.getString("description");
    }
    if (node.containsKey("enum")) {
      return node.getJsonArray("enum").stream()
          .map(String::valueOf)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return switch (node.getString("type")) {
      case "boolean" -> "true or false";
      case "integer" ->
          "an integer from " + node.getLong("minimum") + " to " + node.getLong("maximum");
      default ->
          "a section with " + String.join(", ", node.getJsonObject("properties").fieldNames());
    };
  }

  /** Finds the schema of the value at a pointer; empty where there is no such key. */
  private Optional<JsonObject> node(String pointer) {
    JsonObject node = schema;
    for (String name : segments(pointer)) {
      JsonObject properties = node.getJsonObject("properties", new JsonObject());
      Object others = node.getValue("items", node.getValue("additionalProperties"));
      Object inner = properties.getValue(name, others);
      if (!(inner instanceof JsonObject next)) {
        return Optional.empty();
      }
      node = next;
    }
    return Optional.of(node);
  }

  private static void addKeys(
      String prefix, JsonObject node, List<String> keys, boolean withSections) {
    for (String name : node.getJsonObject("properties").fieldNames()) {
      JsonObject inner = node.getJsonObject("properties").getJsonObject(name);
      boolean section = inner.containsKey("properties");
      if (!section || withSections) {
        keys.add(prefix + name);
      }
      if (section) {
        addKeys(prefix + name + ".", inner, keys, withSections);
      }
    }
  }

  private static Object valueAt(String pointer, JsonObject document) {
    Object value = document;
    for (String name : segments(pointer)) {
      value = value instanceof JsonObject object ? object.getValue(name) : null;
    }
    return value;
  }

  private static void remove(JsonObject document, String pointer) {
    int last = pointer.lastIndexOf('/');
    if (valueAt(pointer.substring(0, last), document) instanceof JsonObject parent) {
      parent.remove(lastName(pointer));
    }
  }

  private static String lastName(String pointer) {
    List<String> names = segments(pointer);
    return names.isEmpty() ? "" : names.get(names.size() - 1);
  }

  private static List<String> segments(String pointer) {
    return pointer.isEmpty()
        ? List.of()
        : Stream.of(pointer.substring(1).split("/", -1))
            .map(name -> name.replace("~1", "/").replace("~0", "~"))
            .toList();
  }

  private static String key(String pointer) {
    return String.join(".", segments(pointer));
  }
}
