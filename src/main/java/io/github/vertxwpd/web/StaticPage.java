package io.github.vertxwpd.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;

/** The page at {@code /} and its files, from {@code webroot} on the class path. */
final class StaticPage {
  private StaticPage() {}

  static void addTo(Router router) {
    add(router, "/", "webroot");
    add(router, "/assets/*", "webroot/assets");
  }

  private static void add(Router router, String path, String directory) {
    router
        .route(path)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(StaticPage::askForRevalidation)
        .handler(StaticHandler.create(directory).setDirectoryListing(false));
    router.route(path).handler(StaticPage::refuseOtherMethods);
  }

  /** The browser may keep a file, but asks before it uses it: an upgraded gateway shows at once. */
  private static void askForRevalidation(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    context.next();
  }

  private static void refuseOtherMethods(RoutingContext context) {
    HttpMethod method = context.request().method();
    if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
      context.next();
    } else {
      ProblemResponse.methodNotAllowed(context, "GET, HEAD");
    }
  }
}
