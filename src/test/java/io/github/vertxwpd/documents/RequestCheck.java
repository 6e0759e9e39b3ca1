package io.github.vertxwpd.documents;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One request against the operation that a document has for it. */
final class RequestCheck {
  private final JsonObject document;
  private final JsonObject pathItem;
  private final JsonObject operation;

  RequestCheck(JsonObject document, JsonObject pathItem, JsonObject operation) {
    this.document = document;
    this.pathItem = pathItem;
    this.operation = operation;
  }

  /** Finds what is not as the document says. */
  List<String> errors(OpenApi.Request request) {
    List<String> errors = new ArrayList<>();
    Map<String, JsonObject> known = queryParameters();
    values(request.query())
        .forEach(
            (name, values) -> {
              if (known.containsKey(name)) {
                JsonObject schema = known.get(name);
                Schemas.errors(schema, value(schema, values))
                    .forEach(error -> errors.add("query parameter " + name + ": " + error));
              } else {
                errors.add("no query parameter " + name + " is described");
              }
            });
    errors.addAll(bodyErrors(request.body()));
    return errors;
  }

  private Map<String, JsonObject> queryParameters() {
    Map<String, JsonObject> known = new LinkedHashMap<>();
    Stream.of(pathItem, operation)
        .flatMap(holder -> holder.getJsonArray("parameters", new JsonArray()).stream())
        .map(parameter -> Documents.resolved(document, (JsonObject) parameter))
        .filter(parameter -> parameter.getString("in").equals("query"))
        .forEach(
            parameter -> known.put(parameter.getString("name"), parameter.getJsonObject("schema")));
    return known;
  }

  private static Map<String, List<String>> values(String query) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      String value = parts.length == 1 ? "" : decoded(parts[1]);
      values.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>()).add(value);
    }
    return values;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Object value(JsonObject parameterSchema, List<String> values) {
    JsonObject schema = Schemas.referred(parameterSchema);
    if ("array".equals(schema.getValue("type"))) {
      return new JsonArray(values);
    }
    boolean isInteger = "integer".equals(schema.getValue("type"));
    return isInteger ? (Object) Long.valueOf(values.get(0)) : values.get(0);
  }

  private List<String> bodyErrors(String body) {
    JsonObject described = operation.getJsonObject("requestBody", new JsonObject());
    if (body.isEmpty()) {
      return described.getBoolean("required", false) ? List.of("a body is required") : List.of();
    }
    JsonObject json =
        described
            .getJsonObject("content", new JsonObject())
            .getJsonObject("application/json", new JsonObject());
    return json.isEmpty()
        ? List.of("no body is described")
        : Schemas.errors(json.getJsonObject("schema"), Json.decodeValue(body));
  }
}
