package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.NearestName;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.Problem.FieldError;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of the program's JSON Schemas. Checking is thread-safe. */
public final class RequestSchema {
  /** {@code wpd.disconnect} and its siblings. */
  public static final RequestSchema OPERATION = new RequestSchema("operation-request");

  /** {@code wpd.devices}. */
  public static final RequestSchema DEVICES = new RequestSchema("device-query");

  /** {@code wpd.cancel}. */
  public static final RequestSchema CANCEL = new RequestSchema("cancel-request");

  /** {@code wpd.operations}. */
  public static final RequestSchema OPERATIONS = new RequestSchema("operation-query");

  /** {@code wpd.gateways}. */
  public static final RequestSchema GATEWAYS = new RequestSchema("gateway-query");

  /** {@code wpd.history}. */
  public static final RequestSchema HISTORY = new RequestSchema("history-request");

  /** How many errors of one request are told: {@value}. */
  static final int MAX_ERRORS = 20;

  private final JsonObject schema;
  private final Validator validator;

  /**
   * Loads a schema.
   *
   * @param name the file's name in {@code /schemas}, without its extension
   */
  public RequestSchema(String name) {
    this.schema = load(name);
    this.validator =
        Validator.create(
            JsonSchema.of(withExactEnds(schema)),
            new JsonSchemaOptions()
                .setBaseUri("urn:vertx-wpd:schema")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic));
  }

  /** Returns the schema itself. */
  public JsonObject schema() {
    return schema.copy();
  }

  /**
   * Checks a request's body.
   *
   * @param body the body
   * @throws WpdException {@code validation-failed}, naming the first {@value #MAX_ERRORS} wrong
   *     members, and for an unknown one the nearest known
   */
  public void check(JsonObject body) {
    List<FieldError> errors = errors(body);
    if (!errors.isEmpty()) {
      List<FieldError> told = errors.subList(0, Math.min(errors.size(), MAX_ERRORS));
      throw new WpdException(Problem.invalid(told.get(0).detail(), told));
    }
  }

  /**
   * Finds what is wrong with a document.
   *
   * @param document the document
   * @return the errors, in the document's order; empty where it is valid
   */
  public List<FieldError> errors(JsonObject document) {
    List<FieldError> errors = new ArrayList<>();
    addUnknownMembers("", document, schema, errors);
    if (errors.isEmpty()) {
      OutputUnit result = validator.validate(document);
      if (!Boolean.TRUE.equals(result.getValid())) {
        errors.addAll(ValidationErrors.of(result, document, schema));
      }
    }
    return errors;
  }

  private static void addUnknownMembers(
      String path, JsonObject document, JsonObject schema, List<FieldError> errors) {
    if (!Boolean.FALSE.equals(schema.getValue("additionalProperties"))) {
      return;
    }
    JsonObject known = schema.getJsonObject("properties", new JsonObject());
    for (String name : document.fieldNames()) {
      String pointer = path + "/" + name.replace("~", "~0").replace("/", "~1");
      if (!known.containsKey(name)) {
        errors.add(
            new FieldError(pointer, NearestName.unknown("member", name, known.fieldNames())));
      } else if (document.getValue(name) instanceof JsonObject inner) {
        addUnknownMembers(pointer, inner, known.getJsonObject(name), errors);
      }
    }
  }

  /**
   * The validator takes a pattern for one of Java's, whose {@code $} is also before a last line
   * feed.
   */
  private static JsonObject withExactEnds(JsonObject schema) {
    JsonObject exact = new JsonObject();
    schema.forEach(member -> exact.put(member.getKey(), withExactEnds(member)));
    return exact;
  }

  private static Object withExactEnds(Map.Entry<String, Object> member) {
    if (member.getValue() instanceof JsonObject inner) {
      return withExactEnds(inner);
    }
    boolean isPattern = member.getKey().equals("pattern");
    return isPattern && member.getValue() instanceof String regex && regex.endsWith("$")
        ? regex.substring(0, regex.length() - 1) + "\\z"
        : member.getValue();
  }

  private static JsonObject load(String name) {
    String path = "/schemas/" + name + ".json";
    try (InputStream in = RequestSchema.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the program's own file is missing: " + path);
      }
      return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
