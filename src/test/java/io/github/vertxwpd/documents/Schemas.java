package io.github.vertxwpd.documents;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas as tests use them: the members that one names are all there are. Clients are told to
 * ignore what they do not know, but a test must not overlook what is not written down. Thread-safe.
 */
final class Schemas {
  private static final String BASE = "https://gateway.invalid/";
  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri(BASE)
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);
  private static final SchemaRepository REPOSITORY = SchemaRepository.create(OPTIONS);
  private static final Map<String, Validator> VALIDATORS = new ConcurrentHashMap<>();

  private static int inline;

  static {
    MetaSchemas.addDraft202012(REPOSITORY);
    for (String path : Documents.schemas()) {
      REPOSITORY.dereference(BASE + path, JsonSchema.of(closed(Documents.schema(path))));
    }
  }

  private Schemas() {}

  /**
   * Finds what is wrong with a value.
   *
   * @param schema a schema of one of the documents
   * @return the errors; empty where it is valid
   */
  static List<String> errors(JsonObject schema, Object value) {
    OutputUnit result =
        VALIDATORS.computeIfAbsent(schema.encode(), Schemas::validator).validate(value);
    if (Boolean.TRUE.equals(result.getValid())) {
      return List.of();
    }
    return Optional.ofNullable(result.getErrors()).orElse(List.of(result)).stream()
        .filter(unit -> !String.valueOf(unit.getError()).startsWith("A subschema"))
        .map(unit -> unit.getInstanceLocation() + ": " + unit.getError())
        .toList();
  }

  /** Returns the schema that one refers to, or itself where it does not. */
  static JsonObject referred(JsonObject schema) {
    if (!schema.containsKey("$ref")) {
      return schema;
    }
    String[] reference = schema.getString("$ref").split("#", 2);
    JsonObject file = Documents.schema(reference[0]);
    return reference.length == 1 ? file : (JsonObject) Documents.at(file, "#" + reference[1]);
  }

  private static Validator validator(String schema) {
    synchronized (REPOSITORY) {
      String uri = BASE + "inline-" + inline++;
      REPOSITORY.dereference(uri, JsonSchema.of(closed(new JsonObject(schema))));
      return REPOSITORY.validator(uri);
    }
  }

  /** Returns a copy in which every object that says what it has may have nothing else. */
  private static JsonObject closed(JsonObject schema) {
    JsonObject copy = new JsonObject();
    schema.forEach(member -> copy.put(member.getKey(), closedValue(member.getValue())));
    if ("object".equals(schema.getValue("type"))
        && schema.containsKey("properties")
        && !schema.containsKey("additionalProperties")) {
      copy.put("additionalProperties", false);
    }
    return copy;
  }

  private static Object closedValue(Object value) {
    if (value instanceof JsonObject object) {
      return closed(object);
    }
    if (value instanceof JsonArray array) {
      JsonArray copy = new JsonArray();
      array.forEach(item -> copy.add(closedValue(item)));
      return copy;
    }
    return value;
  }
}
