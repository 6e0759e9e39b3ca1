package io.github.vertxwpd.web;

import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code GET /openapi.yaml}, {@code /asyncapi.yaml}, {@code /schemas/*} and {@code /docs}: what the
 * gateway says of itself, for everybody. Confined to the server's event loop.
 *
 * <p>Everything comes from the class path and from nowhere else: a file of the working directory
 * has no business here. What was asked for once is kept.
 */
final class DocumentRoutes {
  /** The library's own pictures are in its style sheet. */
  static final String CONTENT_SECURITY_POLICY =
      RequestGuard.CONTENT_SECURITY_POLICY + "; img-src 'self' data:";

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-]+(\\.[a-zA-Z0-9-]+)+");
  private static final int NOT_MODIFIED = 304;
  private static final WebJar SWAGGER_UI = new WebJar("org.webjars", "swagger-ui");
  private static final WebJar JS_YAML = new WebJar("org.webjars.npm", "js-yaml");

  private record Content(Buffer bytes, EntityTag tag, String mediaType) {}

  private final Map<String, Content> known = new HashMap<>();

  void openApi(RoutingContext context) {
    answer(context, "openapi.yaml");
  }

  void asyncApi(RoutingContext context) {
    answer(context, "asyncapi.yaml");
  }

  void schema(RoutingContext context) {
    answerNamed(context, "schemas/" + context.pathParam("file"));
  }

  void restPage(RoutingContext context) {
    answer(context, "webroot/docs/rest.html");
  }

  void eventsPage(RoutingContext context) {
    answer(context, "webroot/docs/events.html");
  }

  void asset(RoutingContext context) {
    String file = context.pathParam("file");
    answerNamed(
        context,
        switch (file) {
          case "swagger-ui-bundle.js", "swagger-ui-bundle.js.LICENSE.txt", "swagger-ui.css" ->
              SWAGGER_UI.path(file);
          case "js-yaml.min.js" -> JS_YAML.path("dist/" + file);
          default -> "webroot/docs/assets/" + file;
        });
  }

  /** Nothing but a plain name is looked for. */
  private void answerNamed(RoutingContext context, String path) {
    if (NAME.matcher(context.pathParam("file")).matches()) {
      answer(context, path);
    } else {
      context.fail(ProblemCode.NOT_FOUND.status());
    }
  }

  private void answer(RoutingContext context, String path) {
    Optional.ofNullable(known.get(path))
        .map(Future::succeededFuture)
        .orElseGet(() -> context.vertx().executeBlocking(() -> read(path)))
        .onSuccess(
            content -> {
              known.put(path, content);
              write(context, content);
            })
        .onFailure(
            failure -> {
              if (failure instanceof FileNotFoundException) {
                context.fail(ProblemCode.NOT_FOUND.status());
              } else {
                context.fail(failure);
              }
            });
  }

  private static Content read(String path) throws IOException {
    try (InputStream in = DocumentRoutes.class.getResourceAsStream("/" + path)) {
      if (in == null) {
        throw new FileNotFoundException(path);
      }
      Buffer bytes = Buffer.buffer(in.readAllBytes());
      return new Content(bytes, EntityTag.of(bytes), mediaType(path));
    }
  }

  private static String mediaType(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "yaml" -> "application/yaml";
      case "json" -> "application/schema+json";
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      default -> "text/plain; charset=utf-8";
    };
  }

  private static void write(RoutingContext context, Content content) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .putHeader(HttpHeaders.ETAG, content.tag().value());
    if (content.tag().isKnownTo(context.request())) {
      response.setStatusCode(NOT_MODIFIED).end();
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, content.mediaType()).end(content.bytes());
    }
  }
}
