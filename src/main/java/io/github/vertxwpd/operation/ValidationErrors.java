package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.Problem.FieldError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.json.schema.OutputUnit;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns the validator's output into sentences that say what would be right. */
final class ValidationErrors {
  /** Keywords that only repeat what the keywords inside them say. */
  private static final Set<String> APPLICATORS =
      Set.of("properties", "additionalProperties", "items");

  private ValidationErrors() {}

  static List<FieldError> of(OutputUnit result, JsonObject document, JsonObject schema) {
    List<FieldError> errors =
        result.getErrors().stream()
            .flatMap(unit -> explain(unit, document, schema))
            .distinct()
            .toList();
    return errors.isEmpty() ? List.of(new FieldError("", "the request is not valid")) : errors;
  }

  private static Stream<FieldError> explain(
      OutputUnit unit, JsonObject document, JsonObject schema) {
    String keywordPointer = fragment(unit.getKeywordLocation());
    String keyword = keywordPointer.substring(keywordPointer.lastIndexOf('/') + 1);
    String pointer = decoded(fragment(unit.getInstanceLocation()));
    Object limit = JsonPointer.from(keywordPointer).queryJson(schema);
    if (APPLICATORS.contains(keyword)) {
      return Stream.empty();
    }
    if (keyword.equals("required") && limit instanceof JsonArray names) {
      JsonObject holder = (JsonObject) JsonPointer.from(pointer).queryJson(document);
      return names.stream()
          .map(String.class::cast)
          .filter(name -> !holder.containsKey(name))
          .map(name -> error(pointer + "/" + name, "is required"));
    }
    if (keyword.equals("pattern")) {
      return Stream.of(error(pointer, "must be " + described(keywordPointer, schema)));
    }
    return Stream.of(error(pointer, sentence(keyword, limit, unit.getError())));
  }

  private static String sentence(String keyword, Object limit, String otherwise) {
    return switch (keyword) {
      case "type" -> "must be of type " + limit;
      case "minimum" -> "must be at least " + limit;
      case "maximum" -> "must be at most " + limit;
      case "minLength" -> "must have at least " + limit + " characters";
      case "maxLength" -> "must have at most " + limit + " characters";
      case "enum" -> "must be one of " + joined((JsonArray) limit);
      default -> otherwise;
    };
  }

  /** A pattern is nothing to read: who writes one also says in words what it takes. */
  private static String described(String keywordPointer, JsonObject schema) {
    String holder = keywordPointer.substring(0, keywordPointer.lastIndexOf('/'));
    return JsonPointer.from(holder).queryJson(schema) instanceof JsonObject node
        ? node.getString("description", "of another form")
        : "of another form";
  }

  private static FieldError error(String pointer, String sentence) {
    String name = pointer.isEmpty() ? "the request" : pointer.substring(1).replace('/', '.');
    return new FieldError(pointer, name + " " + sentence);
  }

  private static String joined(JsonArray values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /**
   * The validator writes its pointers as parts of a URI, but leaves a name's percent sign as is.
   */
  private static String decoded(String pointer) {
    try {
      return URLDecoder.decode(pointer.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return pointer;
    }
  }

  private static String fragment(String location) {
    int hash = location.indexOf('#');
    return hash < 0 ? location : location.substring(hash + 1);
  }
}
