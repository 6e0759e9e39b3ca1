package io.github.vertxwpd.documents;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** One answer against the response that a document has for its status. */
final class AnswerCheck {
  /** What every answer may have, and the document need not say. */
  private static final Set<String> COMMON =
      Set.of(
          "accept-ranges",
          "cache-control",
          "connection",
          "content-length",
          "content-security-policy",
          "content-type",
          "date",
          "last-modified",
          "referrer-policy",
          "strict-transport-security",
          "transfer-encoding",
          "x-content-type-options");

  private final JsonObject document;
  private final JsonObject response;
  private final List<String> errors = new ArrayList<>();

  AnswerCheck(JsonObject document, JsonObject response) {
    this.document = document;
    this.response = response;
  }

  /**
   * Finds what is not as it should be.
   *
   * @param isHead whether there is no body because none was asked for
   */
  List<String> errors(OpenApi.Answer answer, boolean isHead) {
    checkHeaders(answer);
    checkContent(answer, isHead);
    return errors;
  }

  private void checkHeaders(OpenApi.Answer answer) {
    Set<String> unknown = new TreeSet<>(answer.headers().keySet());
    unknown.removeAll(COMMON);
    JsonObject headers = response.getJsonObject("headers", new JsonObject());
    for (String name : headers.fieldNames()) {
      JsonObject header = Documents.resolved(document, headers.getJsonObject(name));
      String value = answer.headers().get(name.toLowerCase(Locale.ROOT));
      unknown.remove(name.toLowerCase(Locale.ROOT));
      if (value != null) {
        Schemas.errors(header.getJsonObject("schema"), value)
            .forEach(error -> errors.add("header " + name + ": " + value + ": " + error));
      } else if (header.getBoolean("required", false)) {
        errors.add("the header " + name + " is missing");
      }
    }
    unknown.forEach(name -> errors.add("no header " + name + " is described"));
  }

  private void checkContent(OpenApi.Answer answer, boolean isHead) {
    String contentType = answer.headers().getOrDefault("content-type", "");
    String mediaType = contentType.split(";", 2)[0].trim();
    JsonObject content = response.getJsonObject("content", new JsonObject());
    if (content.isEmpty()) {
      if (!answer.body().isEmpty()) {
        errors.add("no body is described");
      }
    } else if (isHead && mediaType.isEmpty()) {
      // A file's type is found when it is sent.
      return;
    } else if (!content.containsKey(mediaType)) {
      errors.add(
          "the content is described as %s, not %s".formatted(content.fieldNames(), mediaType));
    } else if (!isHead) {
      checkBody(content.getJsonObject(mediaType).getJsonObject("schema"), mediaType, answer.body());
    }
  }

  private void checkBody(JsonObject schema, String mediaType, String body) {
    if (!mediaType.endsWith("json")) {
      errors.addAll(Schemas.errors(schema, body));
      return;
    }
    try {
      errors.addAll(Schemas.errors(schema, Json.decodeValue(body)));
    } catch (DecodeException e) {
      errors.add("the body is not JSON");
    }
  }
}
