package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.Problem.FieldError;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.operation.OperationRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/**
 * Reads a command from path, headers and body into the body that the event bus would have got, so
 * that one parser gives both their meaning.
 */
final class OperationRequestReader {
  private OperationRequestReader() {}

  /**
   * Reads a request.
   *
   * @throws WpdException {@code malformed} or {@code validation-failed}
   */
  static OperationRequest read(Verb verb, RoutingContext context) {
    JsonObject body = body(context);
    putOnce(body, "device", context.pathParam("device"), "the device in the path");
    List<String> keys = context.request().headers().getAll("Idempotency-Key");
    for (String key : keys) {
      putOnce(body, "requestId", key, "the Idempotency-Key header");
    }
    return OperationRequest.fromJson(verb, body);
  }

  private static JsonObject body(RoutingContext context) {
    Buffer buffer = context.body().buffer();
    if (buffer == null || buffer.length() == 0) {
      return new JsonObject();
    }
    if (!isJson(context.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
      throw malformed("a body needs the header Content-Type: application/json");
    }
    try {
      if (StrictJson.decode(buffer).orElse("") instanceof JsonObject body) {
        return body;
      }
    } catch (InvalidJsonException e) {
      throw malformed("the body " + e.getMessage());
    }
    throw malformed("the body must be a JSON object");
  }

  private static boolean isJson(String contentType) {
    if (contentType == null) {
      return false;
    }
    String mediaType = contentType.split(";", 2)[0].trim();
    return mediaType.toLowerCase(Locale.ROOT).equals("application/json");
  }

  private static void putOnce(JsonObject body, String member, String value, String source) {
    if (body.containsKey(member) && !value.equals(body.getValue(member))) {
      String detail = member + ": it differs from " + source;
      throw new WpdException(
          Problem.invalid(detail, List.of(new FieldError("/" + member, detail))));
    }
    body.put(member, value);
  }

  private static WpdException malformed(String detail) {
    return new WpdException(Problem.of(ProblemCode.MALFORMED, detail));
  }
}
