package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.web.AccessRule.Way;
import io.github.vertxwpd.web.WebFixture.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route and every WebSocket verb, with every credential: what may be done is one table. */
class AccessMatrixTest {
  private static final List<HttpMethod> METHODS =
      List.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS,
          HttpMethod.TRACE);

  /** What somebody brings, and the role that it gives. */
  private enum Bringing {
    NOTHING("", Optional.empty()),
    UNKNOWN_TOKEN(ScriptedAuthenticator.UNKNOWN, Optional.empty()),
    EXPIRED_TOKEN(ScriptedAuthenticator.EXPIRED, Optional.empty()),
    VIEWERS_TOKEN(ScriptedAuthenticator.VIEWER, Optional.of(Role.VIEWER)),
    OPERATORS_TOKEN(ScriptedAuthenticator.OPERATOR, Optional.of(Role.OPERATOR)),
    ADMINS_TOKEN(ScriptedAuthenticator.ADMIN, Optional.of(Role.ADMIN));

    private final String token;
    private final Optional<Role> role;

    Bringing(String token, Optional<Role> role) {
      this.token = token;
      this.role = role;
    }
  }

  private static WebFixture web;

  @BeforeAll
  static void start() throws TimeoutException {
    web =
        new WebFixture(
            WebSetup.of()
                .authenticator(new ScriptedAuthenticator())
                .limits(Limits.of().messages(1_000, 1_000).build())
                .options(new HttpOptions().setBridge(true)));
  }

  @AfterAll
  static void stop() throws TimeoutException {
    web.close();
  }

  static Stream<Arguments> routes() {
    return rules(rule -> !rule.methods().isEmpty())
        .flatMap(
            rule ->
                rule.methods().stream()
                    .flatMap(
                        method ->
                            Stream.of(Bringing.values())
                                .map(bringing -> Arguments.of(rule, method, bringing))));
  }

  static Stream<Arguments> messages() {
    return rules(rule -> rule.way() == Way.MESSAGE || rule.way() == Way.COMMAND)
        .flatMap(
            rule -> Stream.of(Bringing.values()).map(bringing -> Arguments.of(rule, bringing)));
  }

  private static Stream<AccessRule> rules(Predicate<AccessRule> wanted) {
    return Stream.of(AccessRule.values()).filter(wanted);
  }

  private static String path(AccessRule rule) {
    return rule.what()
        .replace(":device", "bt-a0b1c2d3e4f5")
        .replace(":operation", "op-404")
        .replace("/schemas/:file", "/schemas/device.json")
        .replace("/docs/assets/:file", "/docs/assets/docs.css")
        .replace("/assets/*", "/assets/app.js")
        .replace("/eventbus/*", "/eventbus/info");
  }

  private static Answer send(HttpMethod method, String path, Bringing bringing)
      throws TimeoutException {
    return bringing.token.isEmpty()
        ? web.send(method, path, Buffer.buffer())
        : web.send(method, path, Buffer.buffer(), "Authorization", "Bearer " + bringing.token);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("routes")
  void aRouteIsForWhomItsRuleNames(AccessRule rule, HttpMethod method, Bringing bringing)
      throws TimeoutException {
    // The bridge's transport knows no HEAD.
    boolean answered = rule != AccessRule.BRIDGE || method.equals(HttpMethod.GET);
    Answer answer = send(method, path(rule), bringing);

    if (!answered) {
      assertThat(answer.status()).isEqualTo(405);
    } else if (rule.needed().isEmpty()) {
      boolean asksItself = rule == AccessRule.SESSION && bringing.role.isEmpty();
      assertThat(answer.status()).isEqualTo(asksItself ? 401 : publicStatus(rule));
    } else if (bringing.role.isEmpty()) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
      assertProblem(method, answer, "unauthenticated");
    } else if (!bringing.role.get().includes(rule.needed().get())) {
      assertThat(answer.status()).isEqualTo(403);
      assertProblem(method, answer, "forbidden");
      assertThat(answer.json().getString("detail")).contains(rule.needed().get().wireName());
    } else {
      assertThat(answer.status()).isEqualTo(allowedStatus(rule));
    }
  }

  /** What the request is answered, once it may be asked for. */
  private static int allowedStatus(AccessRule rule) {
    return switch (rule) {
      case OPERATION, CANCEL -> 404;
      case DISCONNECT, CONNECT -> 202;
      case WEBSOCKET, LOG_LEVEL -> 400;
      default -> 200;
    };
  }

  private static int publicStatus(AccessRule rule) {
    return switch (rule) {
      case LOG_IN -> 400;
      case LOG_OUT -> 204;
      default -> 200;
    };
  }

  private static void assertProblem(HttpMethod method, Answer answer, String code) {
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    if (!method.equals(HttpMethod.HEAD)) {
      assertThat(answer.code()).isEqualTo(code);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("messages")
  void aMessageIsForWhomItsRuleNames(AccessRule rule, Bringing bringing) throws Exception {
    SocketClient client = SocketClient.connect(web);
    client.send(hello(bringing));
    client.send(message(rule));

    if (bringing.role.isEmpty()) {
      JsonObject problem = client.expect("error").getJsonObject("problem");
      assertThat(problem.getString("code")).isEqualTo("unauthenticated");
      assertThat(client.closeCode()).isEqualTo(4501);
      return;
    }
    client.expect("welcome");
    JsonObject answer = client.next();
    if (bringing.role.get().includes(rule.needed().orElseThrow())) {
      assertThat(answer.getString("t")).isIn("result", "snapshot", "error");
      assertThat(answer.getJsonObject("problem", new JsonObject()).getString("code", "none"))
          .isIn("none", "operation-not-found");
    } else {
      assertThat(answer.getString("t")).isEqualTo("error");
      assertThat(answer.getInteger("id")).isEqualTo(7);
      assertThat(answer.getJsonObject("problem").getString("code")).isEqualTo("forbidden");
      assertThat(answer.getJsonObject("problem").getString("detail"))
          .contains(rule.needed().get().wireName());
      client.subscribe();
    }
  }

  private static JsonObject hello(Bringing bringing) {
    JsonObject hello = new JsonObject().put("t", "hello").put("id", 1);
    return bringing.token.isEmpty()
        ? hello
        : hello.put("auth", new JsonObject().put("token", bringing.token));
  }

  private static JsonObject message(AccessRule rule) {
    if (rule.way() == Way.MESSAGE) {
      return new JsonObject().put("t", rule.what()).put("id", 7);
    }
    JsonObject body =
        rule == AccessRule.SOCKET_CANCEL
            ? new JsonObject().put("operation", "op-404")
            : new JsonObject().put("device", "bt-a0b1c2d3e4f5");
    return new JsonObject()
        .put("t", "command")
        .put("id", 7)
        .put("verb", rule.what())
        .put("body", body);
  }

  @Test
  void aMethodThatNoRuleNamesIsNotAllowedOnAnyOfTheirPaths() throws TimeoutException {
    for (String path : paths()) {
      Set<HttpMethod> allowed =
          rules(rule -> rule.what().equals(path))
              .flatMap(rule -> rule.methods().stream())
              .collect(Collectors.toSet());
      AccessRule one = rules(rule -> rule.what().equals(path)).findFirst().orElseThrow();
      for (HttpMethod method : METHODS) {
        if (!allowed.contains(method)) {
          assertThat(send(method, path(one), Bringing.ADMINS_TOKEN).status())
              .as(method + " " + path)
              .isEqualTo(405);
        }
      }
    }
  }

  @Test
  void belowTheApiNobodyIsToldWhatThereIsNotBeforeTheyAreKnown() throws TimeoutException {
    for (String path : List.of("/api/v1/nothing", "/api", "/api/v2/devices", "/api/v1/devices/")) {
      for (HttpMethod method : METHODS) {
        assertThat(send(method, path, Bringing.NOTHING).status())
            .as(method + " " + path)
            .isEqualTo(401);
      }
    }
    assertThat(send(HttpMethod.PUT, "/api/v1/devices", Bringing.NOTHING).status()).isEqualTo(401);
    assertThat(send(HttpMethod.GET, "/api/v1/nothing", Bringing.VIEWERS_TOKEN).status())
        .isEqualTo(404);
    assertThat(send(HttpMethod.GET, "/nothing", Bringing.NOTHING).status()).isEqualTo(404);
    assertThat(send(HttpMethod.POST, "/", Bringing.NOTHING).status()).isEqualTo(405);
  }

  private static List<String> paths() {
    return rules(rule -> !rule.methods().isEmpty()).map(AccessRule::what).distinct().toList();
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void everyVerbHasARouteAndAMessage(Verb verb) {
    assertThat(AccessRule.of(verb).what()).endsWith("/" + verb.wireName());
    assertThat(AccessRule.ofCommand(verb.wireName()).orElseThrow().needed())
        .isEqualTo(AccessRule.of(verb).needed());
  }

  @Test
  void theCommandsOfTheTableAreThoseThatTheWebSocketTakes() {
    List<String> verbs = new ArrayList<>(Stream.of(Verb.values()).map(Verb::wireName).toList());
    verbs.add("cancel");

    assertThat(AccessRule.commandVerbs()).containsExactlyInAnyOrderElementsOf(verbs);
  }

  @Test
  void whatTheRouterHasIsInTheTable() {
    Vertx vertx = web.vertx;
    Reception reception =
        Reception.of(
            vertx,
            new ScriptedAuthenticator(),
            AuditTrail.NONE,
            () -> 1,
            false,
            Clock.systemUTC(),
            WebListener.NONE);
    StreamSessions sessions =
        new StreamSessions(
            vertx,
            vertx.getOrCreateContext(),
            web.service.stream(),
            () -> WebLimits.DEFAULT,
            WebListener.NONE);
    WpdAddresses addresses = new WpdAddresses("other");
    OpenConnections connections = new OpenConnections(() -> 1);
    Router router =
        WebRoutes.create(
            vertx,
            new RequestGuard(
                () -> OwnNames.of(new HttpOptions()), reception.cookie(), reception.audit()),
            reception,
            new StreamServices(web.service, sessions, () -> WebLimits.DEFAULT),
            new SessionRoutes(new ScriptedAuthenticator(), reception, Clock.systemUTC()),
            connections,
            Optional.of(
                new EventBusBridge(
                    vertx, addresses, () -> WebLimits.DEFAULT, reception, connections)),
            new OperatorRoutes(Optional.of(() -> ""), Optional.empty()));
    Set<String> known =
        rules(rule -> !rule.methods().isEmpty() || rule == AccessRule.REST_OF_API)
            .map(rule -> rule.what().replaceFirst("\\*$", ""))
            .collect(Collectors.toSet());

    assertThat(router.getRoutes().stream().map(Route::getPath).filter(Objects::nonNull))
        .hasSizeGreaterThan(known.size())
        .allMatch(path -> known.contains(path.replaceFirst("\\*$", "")));
  }
}
