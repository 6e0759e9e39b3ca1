package io.github.vertxwpd.web;

import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.operation.WpdService;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Optional;

/** Says which path is answered by what. */
final class WebRoutes {
  private static final List<Integer> FAILURES = List.of(400, 404, 413, 500);

  private final Router router;

  private WebRoutes(Router router) {
    this.router = router;
  }

  /**
   * Makes the router.
   *
   * @param vertx where it runs
   * @param service what the API asks
   * @param guard what every request passes first
   * @param sessions the connections that get events
   * @param limits how long things may take
   * @param bridge the event-bus bridge, where it is switched on
   */
  static Router create(
      Vertx vertx,
      WpdService service,
      RequestGuard guard,
      StreamSessions sessions,
      WebLimits limits,
      Optional<EventBusBridge> bridge) {
    Router router = Router.router(vertx);
    DeviceRoutes devices = new DeviceRoutes(service);
    OperationRoutes operations = new OperationRoutes(service, limits);
    GatewayRoutes gateways = new GatewayRoutes(service);
    EventRoutes events = new EventRoutes(service);
    router
        .route()
        .handler(new RequestFraming())
        .handler(guard)
        .failureHandler(context -> ProblemResponse.ofFailure(context, context.statusCode()));
    router.route("/api/*").handler(WebRoutes::forbidStoring);

    WebRoutes routes = new WebRoutes(router);
    routes.get("/api/v1/ws", new WebSocketEndpoint(service, sessions, limits));
    routes.get("/api/v1/events", new EventSourceEndpoint(service, sessions, limits), events::page);
    routes.get("/api/v1/devices", devices::list);
    routes.get("/api/v1/devices/:device", devices::read);
    for (Verb verb : Verb.values()) {
      routes.post(
          "/api/v1/devices/:device/" + verb.wireName(),
          context -> operations.submit(verb, context));
    }
    routes.get("/api/v1/operations", operations::list);
    routes.getOrDelete("/api/v1/operations/:operation", operations::read, operations::cancel);
    routes.get("/api/v1/gateways", gateways::list);
    bridge.ifPresent(served -> served.addTo(router));
    StaticPage.addTo(router);
    FAILURES.forEach(
        status ->
            router.errorHandler(status, context -> ProblemResponse.ofFailure(context, status)));
    return router;
  }

  private static void forbidStoring(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    context.next();
  }

  private void get(String path, Handler<RoutingContext> handler) {
    router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    allow(path, "GET, HEAD");
  }

  /** Lets a handler answer what another one has passed on. */
  private void get(String path, Handler<RoutingContext> first, Handler<RoutingContext> otherwise) {
    router
        .route(path)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(first)
        .handler(otherwise);
    allow(path, "GET, HEAD");
  }

  private void getOrDelete(
      String path, Handler<RoutingContext> get, Handler<RoutingContext> delete) {
    router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(get);
    router.delete(path).handler(delete);
    allow(path, "GET, HEAD, DELETE");
  }

  private void post(String path, Handler<RoutingContext> handler) {
    router
        .post(path)
        .handler(BodyHandler.create(false).setBodyLimit(WebLimits.MAX_REQUEST_BYTES))
        .handler(handler);
    allow(path, "POST");
  }

  /** Refuses every other method. */
  private void allow(String path, String methods) {
    router.route(path).handler(context -> ProblemResponse.methodNotAllowed(context, methods));
  }
}
