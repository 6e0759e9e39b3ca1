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
  private static final String JSON = "application/json";

  /** A form's body is gone by now, so that it looks empty. */
  private static final String MULTIPART = "multipart/";

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

  /**
   * Reads a body that is a JSON object; none is an empty one.
   *
   * @throws WpdException {@code malformed}
   */
  static JsonObject body(RoutingContext context) {
    Buffer buffer = context.body().buffer();
    boolean empty = buffer == null || buffer.length() == 0;
    String mediaType = mediaType(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
    if (empty && !mediaType.startsWith(MULTIPART)) {
      return new JsonObject();
    }
    if (!mediaType.equals(JSON)) {
      throw malformed("a body needs the header Content-Type: " + JSON);
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

  private static String mediaType(String contentType) {
    return contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
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
