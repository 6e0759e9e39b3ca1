package io.github.vertxwpd.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.nio.charset.StandardCharsets;

/** The page at {@code /} and its files, from {@code webroot} on the class path. */
final class StaticPage {
  private StaticPage() {}

  /** Returns what serves a directory on the class path; its texts are UTF-8 on Windows, too. */
  static StaticHandler files(String directory) {
    return StaticHandler.create(directory)
        .setDirectoryListing(false)
        .setDefaultContentEncoding(StandardCharsets.UTF_8.name());
  }

  /** The browser may keep a file, but asks before it uses it: an upgraded gateway shows at once. */
  static void askForRevalidation(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    context.next();
  }
}
