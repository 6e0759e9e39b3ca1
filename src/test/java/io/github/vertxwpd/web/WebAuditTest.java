package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.audit.AuditEntry.Decision;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.audit.Caller.Via;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.web.WebFixture.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the web records of those it does not let in, and of those who log in and out. */
class WebAuditTest {
  private static final String DISCONNECT = "/api/v1/devices/bt-a0b1c2d3e4f5/disconnect";
  private static final String AUTHORIZATION = "Authorization";
  private static final Optional<String> HERE = Optional.of("127.0.0.1");

  private final RecordingTrail trail = new RecordingTrail();
  private WebFixture web;

  @BeforeEach
  void start() throws TimeoutException {
    web =
        new WebFixture(
            WebSetup.of()
                .trail(trail)
                .authenticator(new ScriptedAuthenticator())
                .options(new HttpOptions().setBridge(true)));
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }

  private static Caller unknown(Via via) {
    return new Caller(Caller.ANONYMOUS, Optional.empty(), via, HERE);
  }

  private static Caller vera(Via via) {
    return new Caller("vera", Optional.of(Role.VIEWER), via, HERE);
  }

  private AuditEntry only() {
    assertThat(trail.all()).hasSize(1);
    return trail.all().get(0);
  }

  private void assertDenied(AuditAction action, Caller caller, ProblemCode reason) {
    AuditEntry entry = only();
    assertThat(entry.action()).isEqualTo(action);
    assertThat(entry.caller()).isEqualTo(caller);
    assertThat(entry.decision()).contains(Decision.DENY);
    assertThat(entry.reason()).contains(reason);
  }

  @Test
  void aWrongTokenIsRecordedWithoutItAndWithoutTheQuery() throws Exception {
    web.get("/api/v1/devices?q=very-private", AUTHORIZATION, bearer(ScriptedAuthenticator.UNKNOWN));

    assertDenied(AuditAction.REQUEST, unknown(Via.REST), ProblemCode.UNAUTHENTICATED);
    assertThat(only().details())
        .isEqualTo(new JsonObject().put("method", "GET").put("path", "/api/v1/devices"));
    assertThat(trail.all().toString())
        .doesNotContain("very-private", ScriptedAuthenticator.UNKNOWN);
  }

  @Test
  void whoBringsNothingIsNotRecorded() throws Exception {
    web.get("/api/v1/devices");
    web.get("/api/v1/session");
    SocketClient client = SocketClient.connect(web);
    client.send(new JsonObject().put("t", "hello"));
    client.closeCode();

    assertThat(trail.all()).isEmpty();
  }

  @Test
  void unlessItIsACommand() throws Exception {
    web.post(DISCONNECT, "");

    assertDenied(AuditAction.COMMAND, unknown(Via.REST), ProblemCode.UNAUTHENTICATED);
  }

  @Test
  void aCommandAboveTheRoleIsADeniedCommand() throws Exception {
    web.post(DISCONNECT, "", AUTHORIZATION, bearer(ScriptedAuthenticator.VIEWER));

    assertDenied(AuditAction.COMMAND, vera(Via.REST), ProblemCode.FORBIDDEN);
    assertThat(only().details().getString("path")).isEqualTo(DISCONNECT);
  }

  @Test
  void aCommandAboveTheRoleOnTheWebSocketIsOneToo() throws Exception {
    SocketClient client = SocketClient.connect(web);
    client.send(hello(ScriptedAuthenticator.VIEWER));
    client.expect("welcome");
    client.send(
        new JsonObject()
            .put("t", "command")
            .put("verb", "disconnect")
            .put("body", new JsonObject().put("device", "bt-a0b1c2d3e4f5")));
    client.expect("error");

    assertDenied(AuditAction.COMMAND, vera(Via.WEBSOCKET), ProblemCode.FORBIDDEN);
    assertThat(only().details().getString("message")).isEqualTo("disconnect");
  }

  private static JsonObject hello(String token) {
    return new JsonObject().put("t", "hello").put("auth", new JsonObject().put("token", token));
  }

  @Test
  void aCommandThatCannotBeReadIsADeniedCommand() throws Exception {
    String token = bearer(ScriptedAuthenticator.OPERATOR);
    web.post(DISCONNECT, "{\"hold\":7}", AUTHORIZATION, token);
    web.post(DISCONNECT, "nonsense", AUTHORIZATION, token);
    web.post(DISCONNECT, " ".repeat(70_000), AUTHORIZATION, token);
    String tooLong = "/api/v1/operations/" + "x".repeat(1_000);
    web.send(HttpMethod.DELETE, tooLong, Buffer.buffer(), AUTHORIZATION, token);
    SocketClient client = SocketClient.connect(web);
    client.send(hello(ScriptedAuthenticator.OPERATOR));
    client.expect("welcome");
    client.sendText("{\"t\":\"command\",\"verb\":\"connect\"}");
    client.expect("error");
    client.sendText("{\"t\":\"command\",\"verb\":\"explode\"}");
    client.expect("error");

    assertThat(trail.all()).extracting(AuditEntry::action).containsOnly(AuditAction.COMMAND);
    assertThat(trail.all()).extracting(entry -> entry.caller().subject()).containsOnly("otto");
    assertThat(trail.all())
        .extracting(entry -> entry.reason().orElseThrow())
        .containsExactly(
            ProblemCode.VALIDATION_FAILED,
            ProblemCode.MALFORMED,
            ProblemCode.PAYLOAD_TOO_LARGE,
            ProblemCode.VALIDATION_FAILED,
            ProblemCode.VALIDATION_FAILED,
            ProblemCode.UNKNOWN_ADDRESS);
  }

  @Test
  void whatTheServiceGetsItRecordsItself() throws Exception {
    String token = bearer(ScriptedAuthenticator.OPERATOR);
    web.post(DISCONNECT, "", AUTHORIZATION, token);
    web.post("/api/v1/devices/unknown/disconnect", "", AUTHORIZATION, token);
    web.get("/api/v1/devices", AUTHORIZATION, token);

    assertThat(trail.all()).isEmpty();
  }

  @Test
  void anotherPagesRequestIsRecorded() throws Exception {
    web.get("/api/v1/devices", "Origin", "http://attacker.example");

    assertDenied(AuditAction.REQUEST, unknown(Via.REST), ProblemCode.ORIGIN_NOT_ALLOWED);
  }

  @Test
  void tooManyTriesAreRecorded() throws Exception {
    web.get("/api/v1/devices", AUTHORIZATION, bearer(ScriptedAuthenticator.TRIED_TOO_OFTEN));

    assertDenied(AuditAction.REQUEST, unknown(Via.REST), ProblemCode.RATE_LIMITED);
  }

  @Test
  void howSomebodyCameIsRecorded() throws Exception {
    String wrong = bearer(ScriptedAuthenticator.UNKNOWN);
    web.get("/api/v1/events", AUTHORIZATION, wrong, "Accept", "text/event-stream");
    web.get("/api/v1/events", AUTHORIZATION, wrong);
    web.get("/eventbus/info", AUTHORIZATION, wrong);
    SocketClient client = SocketClient.connect(web);
    client.send(hello(ScriptedAuthenticator.UNKNOWN));
    client.closeCode();

    assertThat(trail.all())
        .extracting(entry -> entry.caller().via())
        .containsExactly(Via.SSE, Via.REST, Via.BRIDGE, Via.WEBSOCKET);
  }

  @Test
  void loggingInAndOutIsRecorded() throws Exception {
    Answer answer = logIn(ScriptedAuthenticator.VIEWER);
    String cookie = answer.header("set-cookie").split(";", 2)[0];
    web.post(DISCONNECT, "", "Cookie", cookie);
    web.send(HttpMethod.DELETE, "/api/v1/session", Buffer.buffer(), "Cookie", cookie);
    web.send(
        HttpMethod.DELETE,
        "/api/v1/session",
        Buffer.buffer(),
        "Cookie",
        cookie,
        "X-CSRF-Token",
        answer.json().getString("csrf"));
    web.get("/api/v1/devices", "Cookie", cookie);

    assertThat(trail.all())
        .extracting(AuditEntry::action)
        .containsExactly(
            AuditAction.LOGIN,
            AuditAction.COMMAND,
            AuditAction.REQUEST,
            AuditAction.LOGOUT,
            AuditAction.REQUEST);
    assertThat(trail.all().subList(0, 4))
        .extracting(AuditEntry::caller)
        .containsOnly(vera(Via.REST));
    assertThat(trail.all())
        .extracting(AuditEntry::reason)
        .containsExactly(
            Optional.empty(),
            Optional.of(ProblemCode.FORBIDDEN),
            Optional.of(ProblemCode.FORBIDDEN),
            Optional.empty(),
            Optional.of(ProblemCode.UNAUTHENTICATED));
    assertThat(trail.all().toString())
        .doesNotContain("session-secret", "csrf-secret", ScriptedAuthenticator.VIEWER);
  }

  private Answer logIn(String token) throws TimeoutException {
    return web.post("/api/v1/session", new JsonObject().put("token", token).encode());
  }

  @Test
  void aLoginThatFailsIsRecorded() throws Exception {
    logIn(ScriptedAuthenticator.UNKNOWN);

    assertDenied(AuditAction.LOGIN, unknown(Via.REST), ProblemCode.UNAUTHENTICATED);
  }

  @Test
  void whoMayLookMayLookAlsoWhileNothingCanBeRecorded() throws Exception {
    trail.fill();

    assertThat(logIn(ScriptedAuthenticator.VIEWER).status()).isEqualTo(200);
    assertThat(web.get("/api/v1/devices", "Origin", "http://attacker.example").status())
        .isEqualTo(403);
    assertThat(
            List.of(
                web.get("/api/v1/devices", "Cookie", "wpd-session=session-secret-1").status(),
                web.get("/api/v1/devices", AUTHORIZATION, bearer("wrong")).status()))
        .containsExactly(200, 401);
  }
}
