package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.NearestName;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.Problem.FieldError;
import io.github.vertxwpd.operation.RequestSchema;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads a query string into the body that the event bus would have got, so that one schema gives
 * both their meaning.
 */
final class QueryParameters {
  /** As many digits as a {@code long} takes whatever they are. */
  private static final String INTEGER = "-?[0-9]{1,18}";

  private QueryParameters() {}

  /**
   * Reads the parameters; what their values may be is left to the schema's own check.
   *
   * @param schemas name the parameters that there are
   * @throws WpdException {@code validation-failed}, for an unknown parameter with the nearest known
   */
  static JsonObject read(RoutingContext context, RequestSchema... schemas) {
    JsonObject known = new JsonObject();
    Stream.of(schemas).map(QueryParameters::members).forEach(known::mergeIn);
    JsonObject query = new JsonObject();
    List<FieldError> errors = new ArrayList<>();
    for (Map.Entry<String, String> parameter : context.queryParams()) {
      String name = parameter.getKey();
      if (!known.containsKey(name)) {
        String detail = NearestName.unknown("query parameter", name, known.fieldNames());
        errors.add(new FieldError("/" + name, detail));
      } else if (isArray(known.getJsonObject(name))) {
        query.put(name, query.getJsonArray(name, new JsonArray()).add(parameter.getValue()));
      } else if (query.containsKey(name)) {
        errors.add(new FieldError("/" + name, "the query parameter \"" + name + "\" came twice"));
      } else {
        query.put(name, value(parameter.getValue(), known.getJsonObject(name)));
      }
    }
    if (!errors.isEmpty()) {
      throw new WpdException(Problem.invalid(errors.get(0).detail(), errors));
    }
    return query;
  }

  /** Returns the members that one of several schemas knows. */
  static JsonObject of(JsonObject query, RequestSchema schema) {
    JsonObject known = members(schema);
    JsonObject own = new JsonObject();
    query.stream()
        .filter(member -> known.containsKey(member.getKey()))
        .forEach(member -> own.put(member.getKey(), member.getValue()));
    return own;
  }

  private static JsonObject members(RequestSchema schema) {
    return schema.schema().getJsonObject("properties", new JsonObject());
  }

  /** A parameter that may have several values comes several times. */
  private static boolean isArray(JsonObject schema) {
    return "array".equals(schema.getValue("type"));
  }

  /** A query string has text alone; one that is no number is refused by the schema's check. */
  private static Object value(String text, JsonObject schema) {
    boolean isNumber = "integer".equals(schema.getValue("type")) && text.matches(INTEGER);
    return isNumber ? (Object) Long.valueOf(text) : text;
  }
}
