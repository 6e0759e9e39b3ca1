package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.security.Principal;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that can be asked for over HTTP and on the WebSocket, and the role that it takes. This
 * is the only place that says so: a route is registered from here, and what a WebSocket's client
 * says is looked up here.
 */
enum AccessRule {
  PAGE(Way.GET, "/"),
  PAGE_FILES(Way.GET, "/assets/*"),
  OPEN_API(Way.GET, "/openapi.yaml"),
  ASYNC_API(Way.GET, "/asyncapi.yaml"),
  SCHEMA(Way.GET, "/schemas/:file"),
  DOCUMENTS(Way.GET, "/docs"),
  EVENT_DOCUMENTS(Way.GET, "/docs/events"),
  DOCUMENT_FILES(Way.GET, "/docs/assets/:file"),
  LIVE(Way.GET, "/health/live"),
  READY(Way.GET, "/health/ready"),
  METRICS(Way.GET, "/metrics"),
  SESSION(Way.GET, "/api/v1/session"),
  LOG_IN(Way.POST, "/api/v1/session"),
  LOG_OUT(Way.DELETE, "/api/v1/session"),
  DEVICES(Way.GET, "/api/v1/devices", Role.VIEWER),
  DEVICE(Way.GET, "/api/v1/devices/:device", Role.VIEWER),
  DISCONNECT(Way.POST, "/api/v1/devices/:device/disconnect", Role.OPERATOR),
  CONNECT(Way.POST, "/api/v1/devices/:device/connect", Role.OPERATOR),
  OPERATIONS(Way.GET, "/api/v1/operations", Role.VIEWER),
  OPERATION(Way.GET, "/api/v1/operations/:operation", Role.VIEWER),
  CANCEL(Way.DELETE, "/api/v1/operations/:operation", Role.OPERATOR),
  GATEWAYS(Way.GET, "/api/v1/gateways", Role.VIEWER),
  EVENTS(Way.GET, "/api/v1/events", Role.VIEWER),
  LOG_LEVELS(Way.GET, "/api/v1/log-level", Role.VIEWER),
  LOG_LEVEL(Way.PUT, "/api/v1/log-level", Role.ADMIN),
  /** An upgrade is let through, and its client asked at the hello. */
  WEBSOCKET(Way.GET, "/api/v1/ws", Role.VIEWER),
  BRIDGE(Way.GET, "/eventbus/*", Role.VIEWER),
  /** What there is not is nobody's business who may not look. */
  REST_OF_API(Way.WHATEVER_IS_LEFT, "/api/*", Role.VIEWER),
  SOCKET_SUBSCRIBE(Way.MESSAGE, "subscribe", Role.VIEWER),
  SOCKET_DISCONNECT(Way.COMMAND, "disconnect", Role.OPERATOR),
  SOCKET_CONNECT(Way.COMMAND, "connect", Role.OPERATOR),
  SOCKET_CANCEL(Way.COMMAND, "cancel", Role.OPERATOR);

  /** How it is asked for. */
  enum Way {
    /** By {@code GET}, and by {@code HEAD}. */
    GET,
    POST,
    PUT,
    DELETE,
    /** By any method, where no other rule is for the path. */
    WHATEVER_IS_LEFT,
    /** By a WebSocket's message. */
    MESSAGE,
    /** By a WebSocket's message {@code command}. */
    COMMAND
  }

  private final Way way;
  private final String what;
  private final Optional<Role> needed;

  AccessRule(Way way, String what) {
    this.way = way;
    this.what = what;
    this.needed = Optional.empty();
  }

  AccessRule(Way way, String what, Role needed) {
    this.way = way;
    this.what = what;
    this.needed = Optional.of(needed);
  }

  Way way() {
    return way;
  }

  /** Returns the path as the router has it, the message's {@code t} or the command's verb. */
  String what() {
    return what;
  }

  /** Returns the methods that it is asked for by; empty where that is not what counts. */
  List<HttpMethod> methods() {
    return switch (way) {
      case GET -> List.of(HttpMethod.GET, HttpMethod.HEAD);
      case POST -> List.of(HttpMethod.POST);
      case PUT -> List.of(HttpMethod.PUT);
      case DELETE -> List.of(HttpMethod.DELETE);
      case WHATEVER_IS_LEFT, MESSAGE, COMMAND -> List.of();
    };
  }

  /** Returns the role that it takes; empty where everybody may. */
  Optional<Role> needed() {
    return needed;
  }

  /** Returns whether it changes something. */
  boolean isCommand() {
    return needed.filter(role -> role.includes(Role.OPERATOR)).isPresent();
  }

  /** Returns the rule of the route that commands a device. */
  static AccessRule of(Verb verb) {
    return switch (verb) {
      case DISCONNECT -> DISCONNECT;
      case CONNECT -> CONNECT;
    };
  }

  /** Finds the rule of a WebSocket's command; empty where there is no such verb. */
  static Optional<AccessRule> ofCommand(String verb) {
    return commands().filter(rule -> rule.what.equals(verb)).findFirst();
  }

  /** Returns the verbs that a WebSocket's command may have. */
  static List<String> commandVerbs() {
    return commands().map(AccessRule::what).toList();
  }

  private static Stream<AccessRule> commands() {
    return Stream.of(values()).filter(rule -> rule.way == Way.COMMAND);
  }

  /**
   * Checks that somebody may.
   *
   * @throws WpdException {@code forbidden}, with the role that it takes
   */
  void check(Principal principal) {
    if (needed.isPresent() && !principal.role().includes(needed.get())) {
      throw new WpdException(
          Problem.of(
              ProblemCode.FORBIDDEN,
              "this takes the role %s, and this token has the role %s"
                  .formatted(needed.get().wireName(), principal.role().wireName())));
    }
  }
}
