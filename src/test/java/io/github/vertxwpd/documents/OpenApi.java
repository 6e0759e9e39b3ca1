package io.github.vertxwpd.documents;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds requests and their answers against {@code openapi.yaml}. Thread-safe. */
public final class OpenApi {
  private static final JsonObject DOCUMENT = Documents.OPENAPI;
  private static final int METHOD_NOT_ALLOWED = 405;

  private OpenApi() {}

  /**
   * A request.
   *
   * @param method the method
   * @param uri path and query
   * @param body the body; empty where there is none
   */
  public record Request(String method, String uri, String body) {
    String path() {
      return uri.split("\\?", 2)[0];
    }

    String query() {
      String[] parts = uri.split("\\?", 2);
      return parts.length == 1 ? "" : parts[1];
    }

    @Override
    public String toString() {
      return method + " " + uri;
    }
  }

  /**
   * The answer to it.
   *
   * @param status the status
   * @param headers the headers, their names in lower case
   * @param body the body; empty where there is none
   */
  public record Answer(int status, Map<String, String> headers, String body) {}

  /**
   * Checks an answer, and that a request that was carried out is one that the document allows.
   *
   * @throws AssertionError where the document says something else
   */
  public static void check(Request request, Answer answer) {
    Optional<JsonObject> item = pathItem(request.path());
    boolean isHead = request.method().equals("HEAD");
    boolean isRefusedHead = isHead && answer.status() == METHOD_NOT_ALLOWED;
    Optional<JsonObject> operation =
        item.filter(found -> !isRefusedHead).flatMap(found -> operation(found, request.method()));
    JsonObject responses =
        operation
            .orElseGet(
                () ->
                    DOCUMENT.getJsonObject(item.isPresent() ? "x-other-methods" : "x-other-paths"))
            .getJsonObject("responses");
    JsonObject response = responses.getJsonObject(Integer.toString(answer.status()));
    if (response == null) {
      throw new AssertionError(
          "openapi.yaml does not say that %s is answered with %d, only with %s: %s"
              .formatted(
                  request, answer.status(), responses.fieldNames(), shortened(answer.body())));
    }
    List<String> errors =
        new AnswerCheck(DOCUMENT, Documents.resolved(DOCUMENT, response)).errors(answer, isHead);
    fail(errors, "the answer %d to %s".formatted(answer.status(), request), answer.body());
    if (operation.isPresent() && answer.status() < 400) {
      JsonObject pathItem = item.get();
      errors = new RequestCheck(DOCUMENT, pathItem, operation.get()).errors(request);
      fail(
          errors,
          "%s, which was answered with %d,".formatted(request, answer.status()),
          request.body());
    }
  }

  /**
   * Returns the roles that the operations take; an empty set for those that everybody may ask for.
   *
   * @return by method and path, such as {@code GET /api/v1/devices/{device}}
   */
  public static Map<String, Set<String>> roles() {
    Map<String, Set<String>> roles = new TreeMap<>();
    DOCUMENT
        .getJsonObject("paths")
        .forEach(
            path ->
                ((JsonObject) path.getValue())
                    .forEach(
                        operation ->
                            roles.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                roles((JsonObject) operation.getValue()))));
    return roles;
  }

  private static Set<String> roles(JsonObject operation) {
    return operation.getJsonArray("security").stream()
        .map(JsonObject.class::cast)
        .flatMap(JsonObject::stream)
        .flatMap(scheme -> ((JsonArray) scheme.getValue()).stream())
        .map(String.class::cast)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void fail(List<String> errors, String what, String body) {
    if (!errors.isEmpty()) {
      throw new AssertionError(
          "%s is not as openapi.yaml says:%n  %s%n%s"
              .formatted(what, String.join("\n  ", errors), shortened(body)));
    }
  }

  /**
   * Finds the path with the fewest parameters that a request's path matches, with or without a
   * slash at its end.
   */
  static Optional<JsonObject> pathItem(String requested) {
    String path = normalized(requested).replaceFirst("(.)/$", "$1");
    JsonObject paths = DOCUMENT.getJsonObject("paths");
    return paths.fieldNames().stream()
        .filter(template -> matches(template, path))
        .min(Comparator.comparingLong(template -> template.chars().filter(c -> c == '{').count()))
        .map(paths::getJsonObject);
  }

  /** Goes up where a segment says so, as the gateway does before it looks for a route. */
  private static String normalized(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.replaceAll("(?i)%2e", ".").substring(1).split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.equals(".")) {
        segments.add(segment);
      }
    }
    return "/" + String.join("/", segments);
  }

  private static boolean matches(String template, String path) {
    if (template.equals("/assets/{file}")) {
      // It may be in a directory there.
      return path.startsWith("/assets/");
    }
    String[] wanted = template.split("/", -1);
    String[] segments = path.split("/", -1);
    if (wanted.length != segments.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      boolean fits =
          wanted[i].startsWith("{") ? !segments[i].isEmpty() : wanted[i].equals(segments[i]);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static Optional<JsonObject> operation(JsonObject item, String method) {
    String name = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    return Stream.of("get", "post", "put", "delete", "patch")
        .filter(name::equals)
        .findFirst()
        .map(item::getJsonObject);
  }

  private static String shortened(String text) {
    return text.length() <= 2_000 ? text : text.substring(0, 2_000) + "…";
  }
}
