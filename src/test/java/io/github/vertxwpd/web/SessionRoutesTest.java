package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.stream.SettableClock;
import io.github.vertxwpd.web.WebFixture.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionRoutesTest {
  private static final String SESSION = "/api/v1/session";
  private static final String DEVICES = "/api/v1/devices";
  private static final String DISCONNECT = "/api/v1/devices/bt-a0b1c2d3e4f5/disconnect";
  private static final String CSRF = "X-CSRF-Token";
  private static final String COOKIE = "wpd-session=session-secret-1";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T09:14:00.000Z"));
  private final ScriptedAuthenticator authenticator = new ScriptedAuthenticator(clock);
  private WebFixture web;

  @BeforeEach
  void start() throws TimeoutException {
    web =
        new WebFixture(
            WebSetup.of()
                .authenticator(authenticator)
                .clock(clock)
                .options(new HttpOptions().setBridge(true)));
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  private Answer logIn(String token, String... headers) throws TimeoutException {
    return web.post(SESSION, new JsonObject().put("token", token).encode(), headers);
  }

  private Answer delete(String path, String... headers) throws TimeoutException {
    return web.send(HttpMethod.DELETE, path, Buffer.buffer(), headers);
  }

  @Test
  void whoLogsInGetsACookieThatNoScriptReadsAndNoOtherSiteSends() throws TimeoutException {
    Answer answer = logIn(ScriptedAuthenticator.OPERATOR);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json())
        .isEqualTo(
            new JsonObject()
                .put("subject", "otto")
                .put("roles", Identity.names(Role.OPERATOR))
                .put("csrf", "csrf-secret-1")
                .put("expiresAt", "2026-11-22T21:14:00.000Z")
                .put("required", true));
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.header("set-cookie").split("; "))
        .contains(COOKIE, "Path=/", "HTTPOnly", "SameSite=Strict", "Max-Age=43200")
        .doesNotContain("Secure");
    assertThat(answer.header("set-cookie")).doesNotContain("Domain");
  }

  @Test
  void theCookieShowsWhoItIs() throws TimeoutException {
    logIn(ScriptedAuthenticator.OPERATOR);
    Answer answer = web.get(SESSION, "Cookie", COOKIE);

    assertThat(answer.json().getString("subject")).isEqualTo("otto");
    assertThat(answer.json().getBoolean("required")).isTrue();
    assertThat(answer.json().getString("csrf")).isEqualTo("csrf-secret-1");
    assertThat(answer.json().getJsonArray("roles")).containsExactly("viewer", "operator");
    assertThat(web.get(DEVICES, "Cookie", COOKIE).status()).isEqualTo(200);
  }

  @Test
  void aTokenShowsWhoItIsWithoutASession() throws TimeoutException {
    authenticator.add(
        "brief", "vera", Role.VIEWER, Optional.of(Instant.parse("2026-11-22T10:00:00.000Z")));
    JsonObject answer = web.get(SESSION, "Authorization", "Bearer brief").json();

    assertThat(answer)
        .isEqualTo(
            new JsonObject()
                .put("subject", "vera")
                .put("roles", Identity.names(Role.VIEWER))
                .put("expiresAt", "2026-11-22T10:00:00.000Z")
                .put("required", true));
  }

  @Test
  void whoIsNotLoggedInIsToldToLogIn() throws TimeoutException {
    assertThat(web.get(SESSION).status()).isEqualTo(401);
    assertThat(web.get(SESSION, "Cookie", "wpd-session=guessed").status()).isEqualTo(401);
    assertThat(web.get(SESSION, "Cookie", "wpd-session=").status()).isEqualTo(401);
  }

  @Test
  void aWrongTokenGetsNoCookie() throws TimeoutException {
    Answer answer = logIn(ScriptedAuthenticator.UNKNOWN);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("unauthenticated");
    assertThat(answer.headers()).doesNotContainKey("set-cookie");
    assertThat(logIn(ScriptedAuthenticator.TRIED_TOO_OFTEN).header("retry-after")).isEqualTo("5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"token\":\"\"}",
        "{\"token\":17}",
        "{\"token\":null}",
        "{\"token\":{\"a\":\"secret\"}}",
        "{\"token\":\"viewers-token\",\"role\":\"admin\"}",
        "token=viewers-token",
        "not JSON"
      })
  void aBodyThatIsNoTokenIsRefusedWithoutShowingIt(String body) throws TimeoutException {
    Answer answer = web.post(SESSION, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isIn("malformed", "validation-failed");
    assertThat(answer.body().toString()).doesNotContain("viewers-token", "secret", "17");
  }

  @Test
  void aFormOfAnotherSiteLogsNobodyIn() throws TimeoutException {
    String body = "{\"token\":\"" + ScriptedAuthenticator.VIEWER + "\"}";
    assertThat(
            web.send(HttpMethod.POST, SESSION, Buffer.buffer(body), "Content-Type", "text/plain")
                .status())
        .isEqualTo(400);
    assertThat(logIn(ScriptedAuthenticator.VIEWER, "Origin", "http://attacker.example").code())
        .isEqualTo("origin-not-allowed");
    assertThat(
            logIn(ScriptedAuthenticator.VIEWER, "Origin", "http://127.0.0.1:" + web.port())
                .status())
        .isEqualTo(200);
  }

  @Test
  void whatChangesSomethingTakesTheSecondSecret() throws TimeoutException {
    logIn(ScriptedAuthenticator.OPERATOR);

    assertThat(web.post(DISCONNECT, "", "Cookie", COOKIE, CSRF, "csrf-secret-1").status())
        .isEqualTo(202);
    Answer refused = web.post(DISCONNECT, "", "Cookie", COOKIE);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("forbidden");
    assertThat(refused.json().getString("detail")).contains(CSRF);
    assertThat(web.service.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "csrf-secret-2", "csrf-secret-1 x", "CSRF-SECRET-1", "csrf-secret"})
  void anotherSecretIsNotTheSecond(String secret) throws TimeoutException {
    logIn(ScriptedAuthenticator.ADMIN);

    assertThat(web.post(DISCONNECT, "", "Cookie", COOKIE, CSRF, secret).status()).isEqualTo(403);
    assertThat(delete(SESSION, "Cookie", COOKIE, CSRF, secret).status()).isEqualTo(403);
    assertThat(delete("/api/v1/operations/op-1", "Cookie", COOKIE, CSRF, secret).status())
        .isEqualTo(403);
    assertThat(web.get(SESSION, "Cookie", COOKIE).status()).isEqualTo(200);
    assertThat(web.service.requests()).isEmpty();
  }

  @Test
  void aTokenNeedsNoSecondSecret() throws TimeoutException {
    String token = "Bearer " + ScriptedAuthenticator.OPERATOR;

    assertThat(web.post(DISCONNECT, "", "Authorization", token).status()).isEqualTo(202);
  }

  @Test
  void whoLogsOutIsOut() throws TimeoutException {
    logIn(ScriptedAuthenticator.OPERATOR);
    Answer answer = delete(SESSION, "Cookie", COOKIE, CSRF, "csrf-secret-1");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("set-cookie").split("; "))
        .contains("wpd-session=", "Max-Age=0", "Path=/");
    assertThat(web.get(SESSION, "Cookie", COOKIE).status()).isEqualTo(401);
    assertThat(web.get(DEVICES, "Cookie", COOKIE).status()).isEqualTo(401);
  }

  @Test
  void whoIsNotLoggedInMayLogOut() throws TimeoutException {
    assertThat(delete(SESSION).status()).isEqualTo(204);
    assertThat(delete(SESSION, "Cookie", "wpd-session=long-gone").header("set-cookie"))
        .contains("Max-Age=0");
  }

  @Test
  void whoLogsInAgainLeavesTheSessionBefore() throws TimeoutException {
    logIn(ScriptedAuthenticator.OPERATOR);
    Answer again = logIn(ScriptedAuthenticator.ADMIN, "Cookie", COOKIE);

    assertThat(again.json().getString("subject")).isEqualTo("ada");
    assertThat(web.get(DEVICES, "Cookie", COOKIE).status()).isEqualTo(401);
    assertThat(web.get(DEVICES, "Cookie", "wpd-session=session-secret-2").status()).isEqualTo(200);
  }

  @Test
  void aSessionEndsWithItsTimeOrItsToken() throws TimeoutException {
    logIn(ScriptedAuthenticator.OPERATOR);
    logIn(ScriptedAuthenticator.VIEWER);
    authenticator.revoke(ScriptedAuthenticator.VIEWER);

    assertThat(web.get(DEVICES, "Cookie", "wpd-session=session-secret-2").status()).isEqualTo(401);
    assertThat(web.get(DEVICES, "Cookie", COOKIE).status()).isEqualTo(200);
    clock.advance(Duration.ofHours(12));
    assertThat(web.get(DEVICES, "Cookie", COOKIE).status()).isEqualTo(401);
  }

  @Test
  void whatASessionOpenedIsClosedWhenItEnds() throws Exception {
    logIn(ScriptedAuthenticator.OPERATOR);
    String origin = "http://127.0.0.1:" + web.port();
    SocketClient socket = SocketClient.withHeaders(web, "Cookie", COOKIE, "Origin", origin);
    socket.send(new JsonObject().put("t", "hello"));
    socket.expect("welcome");
    EventLines events = EventLines.get(web, "/api/v1/events", "Cookie", COOKIE);
    events.next();
    BridgeClient bridge =
        BridgeClient.connect(web.sockets, web.port(), "Cookie", COOKIE, "Origin", origin);

    delete(SESSION, "Cookie", COOKIE, CSRF, "csrf-secret-1");

    assertThat(socket.closeCode()).isEqualTo(4001);
    assertThat(events.rest()).extracting(EventLines.Event::name).endsWith("problem");
    bridge.untilClosed();
  }

  @Test
  void whereNobodyIsAskedThePageIsToldSo() throws Exception {
    try (WebFixture open = new WebFixture()) {
      JsonObject anybody =
          new JsonObject()
              .put("required", false)
              .put("subject", "anonymous")
              .put("roles", Identity.names(Role.ADMIN));

      assertThat(open.get(SESSION).json()).isEqualTo(anybody);
      Answer logIn = open.post(SESSION, "{\"token\":\"whatever\"}");
      assertThat(logIn.json()).isEqualTo(anybody);
      assertThat(logIn.headers()).doesNotContainKey("set-cookie");
      assertThat(open.send(HttpMethod.DELETE, SESSION, Buffer.buffer()).status()).isEqualTo(204);
    }
  }
}
