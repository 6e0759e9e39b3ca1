package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.audit.Caller.Via;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.operation.WpdService;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says which path is answered by what. What is answered has an {@link AccessRule}, which is checked
 * first: there is no other way to add a route.
 */
final class WebRoutes {
  private static final List<Integer> FAILURES = List.of(400, 404, 413, 500);

  private final Router router;
  private final Reception reception;
  private final Map<String, Set<HttpMethod>> answered = new LinkedHashMap<>();

  private WebRoutes(Router router, Reception reception) {
    this.router = router;
    this.reception = reception;
  }

  /**
   * Makes the router.
   *
   * @param vertx where it runs
   * @param guard what every request passes first
   * @param reception finds out who may ask
   * @param services what the API asks, and the connections that get events
   * @param session how browsers log in
   * @param connections the server's TCP connections
   * @param bridge the event-bus bridge, where it is switched on
   * @param operators what there is for those who operate the gateway
   */
  static Router create(
      Vertx vertx,
      RequestGuard guard,
      Reception reception,
      StreamServices services,
      SessionRoutes session,
      OpenConnections connections,
      Optional<EventBusBridge> bridge,
      OperatorRoutes operators) {
    Router router = Router.router(vertx);
    router
        .route()
        .handler(new RequestFraming())
        .handler(guard)
        .failureHandler(context -> ProblemResponse.ofFailure(context, context.statusCode()));
    router.route("/api/*").handler(WebRoutes::forbidStoring);

    WebRoutes routes = new WebRoutes(router, reception);
    routes.addSession(session);
    routes.addApi(services);
    routes.addStreams(services, new WebSocketEndpoint(services, reception, connections));
    bridge.ifPresent(served -> served.addTo(router));
    routes.answer(AccessRule.PAGE, StaticPage::askForRevalidation, StaticPage.files("webroot"));
    routes.answer(
        AccessRule.PAGE_FILES, StaticPage::askForRevalidation, StaticPage.files("webroot/assets"));
    routes.addDocuments(new DocumentRoutes());
    routes.addHealth(new HealthRoutes(vertx, services.service()::condition));
    operators
        .metrics()
        .ifPresent(page -> routes.addMetrics(new MetricsRoute(vertx, page, System::nanoTime)));
    operators.logLevels().ifPresent(routes::addLogLevels);
    routes.refuseTheRest();
    FAILURES.forEach(
        status ->
            router.errorHandler(status, context -> ProblemResponse.ofFailure(context, status)));
    return router;
  }

  private void addSession(SessionRoutes session) {
    answer(AccessRule.SESSION, session::read);
    answer(AccessRule.LOG_IN, session::logIn);
    answer(AccessRule.LOG_OUT, session::logOut);
  }

  private void addApi(StreamServices services) {
    WpdService service = services.service();
    DeviceRoutes devices = new DeviceRoutes(service);
    OperationRoutes operations = new OperationRoutes(service, services.limits(), reception.audit());
    answer(AccessRule.DEVICES, devices::list);
    answer(AccessRule.DEVICE, devices::read);
    for (Verb verb : Verb.values()) {
      answer(AccessRule.of(verb), context -> operations.submit(verb, context));
    }
    answer(AccessRule.OPERATIONS, operations::list);
    answer(AccessRule.OPERATION, operations::read);
    answer(AccessRule.CANCEL, operations::cancel);
    answer(AccessRule.GATEWAYS, new GatewayRoutes(service)::list);
  }

  private void addStreams(StreamServices services, WebSocketEndpoint sockets) {
    // Before the rule is checked: the hello says who it is.
    router.get(AccessRule.WEBSOCKET.what()).handler(sockets);
    answer(AccessRule.WEBSOCKET, sockets::refuse);
    answer(
        AccessRule.EVENTS,
        new EventSourceEndpoint(services, reception.admissions()),
        new EventRoutes(services.service())::page);
  }

  private void addDocuments(DocumentRoutes documents) {
    answer(AccessRule.OPEN_API, documents::openApi);
    answer(AccessRule.ASYNC_API, documents::asyncApi);
    answer(AccessRule.SCHEMA, documents::schema);
    answer(AccessRule.DOCUMENTS, documents::restPage);
    answer(AccessRule.EVENT_DOCUMENTS, documents::eventsPage);
    answer(AccessRule.DOCUMENT_FILES, documents::asset);
  }

  private void addHealth(HealthRoutes health) {
    answer(AccessRule.LIVE, WebRoutes::forbidStoring, health::live);
    answer(AccessRule.READY, WebRoutes::forbidStoring, health::ready);
  }

  private void addMetrics(MetricsRoute metrics) {
    answer(AccessRule.METRICS, WebRoutes::forbidStoring, metrics::read);
  }

  private void addLogLevels(LogLevelRoutes logLevels) {
    answer(AccessRule.LOG_LEVELS, logLevels::read);
    answer(AccessRule.LOG_LEVEL, logLevels::change);
  }

  /**
   * Adds a route.
   *
   * @param rule what is asked for, and who may
   * @param handlers what answers, one after the other until one has
   */
  @SafeVarargs
  private void answer(AccessRule rule, Handler<RoutingContext>... handlers) {
    if (rule.needed().isPresent()) {
      route(rule).handler(new AccessCheck(rule, reception));
    }
    if (rule.isCommand()) {
      route(rule).handler(this::recordWhatIsTooLong);
    }
    Route route = route(rule);
    if (rule.way() == AccessRule.Way.POST || rule.way() == AccessRule.Way.PUT) {
      route.handler(BodyHandler.create(false).setBodyLimit(WebLimits.MAX_REQUEST_BYTES));
    }
    for (Handler<RoutingContext> handler : handlers) {
      route.handler(handler);
    }
    answered.computeIfAbsent(rule.what(), path -> new LinkedHashSet<>()).addAll(rule.methods());
  }

  /** It will not be read, and so nobody else records it. */
  private void recordWhatIsTooLong(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (length(request) > WebLimits.MAX_REQUEST_BYTES) {
      Caller caller = RequestCaller.of(Identity.of(context).principal(), Via.REST, request);
      WpdException failure = new WpdException(ProblemResponse.tooLarge());
      reception.audit().denied(AuditAction.COMMAND, caller, failure, request);
    }
    context.next();
  }

  /** Returns how long the body says it is; a body comes with its length alone. */
  private static long length(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }

  private Route route(AccessRule rule) {
    Route route = router.route(rule.what());
    rule.methods().forEach(route::method);
    return route;
  }

  private void refuseTheRest() {
    router
        .route(AccessRule.REST_OF_API.what())
        .handler(new AccessCheck(AccessRule.REST_OF_API, reception));
    answered.forEach(
        (path, methods) ->
            router.route(path).handler(context -> refuseOtherMethods(context, methods)));
  }

  private static void refuseOtherMethods(RoutingContext context, Set<HttpMethod> methods) {
    if (methods.contains(context.request().method())) {
      context.next();
    } else {
      List<String> names = methods.stream().map(HttpMethod::name).toList();
      ProblemResponse.methodNotAllowed(context, String.join(", ", names));
    }
  }

  private static void forbidStoring(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    context.next();
  }
}
