package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.audit.Caller.Via;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.web.WebFixture.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestAuthenticationTest {
  private static final String DEVICES = "/api/v1/devices";
  private static final String DISCONNECT = "/api/v1/devices/bt-a0b1c2d3e4f5/disconnect";
  private static final String AUTHORIZATION = "Authorization";

  private final ScriptedAuthenticator authenticator = new ScriptedAuthenticator();
  private WebFixture web;

  @BeforeEach
  void start() throws TimeoutException {
    web =
        new WebFixture(
            WebSetup.of().authenticator(authenticator).options(new HttpOptions().setBridge(true)));
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer    "})
  void theSchemeIsTheSameInAnyCase(String scheme) throws TimeoutException {
    assertThat(web.get(DEVICES, AUTHORIZATION, scheme + ScriptedAuthenticator.VIEWER).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ScriptedAuthenticator.VIEWER,
        "Basic " + ScriptedAuthenticator.VIEWER,
        "Token " + ScriptedAuthenticator.VIEWER,
        "Bearer",
        "Bearer ",
        "Bearer " + ScriptedAuthenticator.VIEWER + " more",
        "Bearer token=" + ScriptedAuthenticator.VIEWER,
        "Bearer v\u00efewers-token",
        ""
      })
  void whatIsNoBearerTokenIsRefused(String header) throws TimeoutException {
    Answer answer = web.get(DEVICES, AUTHORIZATION, header);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("unauthenticated");
    assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
  }

  @Test
  void twoHeadersAreNone() throws Exception {
    String token = "Bearer " + ScriptedAuthenticator.VIEWER;
    RequestOptions options =
        new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(web.port())
            .setURI(DEVICES)
            .addHeader(AUTHORIZATION, token)
            .addHeader(AUTHORIZATION, token);

    int status =
        web.keep(web.vertx.createHttpClient())
            .request(options)
            .compose(request -> request.send())
            .await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS)
            .statusCode();

    assertThat(status).isEqualTo(401);
  }

  @Test
  void aWrongTokenIsNotMadeGoodByACookie() throws TimeoutException {
    String cookie = logIn(ScriptedAuthenticator.ADMIN);

    assertThat(web.get(DEVICES, "Cookie", cookie).status()).isEqualTo(200);
    assertThat(web.get(DEVICES, "Cookie", cookie, AUTHORIZATION, "Bearer wrong").status())
        .isEqualTo(401);
  }

  @Test
  void aCookieThatCameTwiceIsNobodys() throws TimeoutException {
    String cookie = logIn(ScriptedAuthenticator.ADMIN);

    assertThat(web.get(DEVICES, "Cookie", "other=1; " + cookie).status()).isEqualTo(200);
    assertThat(web.get(DEVICES, "Cookie", cookie + "; " + cookie).status()).isEqualTo(401);
    assertThat(web.get(DEVICES, "Cookie", "wpd-session=guessed; " + cookie).status())
        .isEqualTo(401);
  }

  @Test
  void whoTriedTooOftenIsToldWhenToTryAgain() throws TimeoutException {
    Answer answer =
        web.get(DEVICES, AUTHORIZATION, "Bearer " + ScriptedAuthenticator.TRIED_TOO_OFTEN);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.code()).isEqualTo("rate-limited");
    assertThat(answer.header("retry-after")).isEqualTo("5");
  }

  @Test
  void aTokenWithoutARoleIsForbidden() throws TimeoutException {
    Answer answer = web.get(DEVICES, AUTHORIZATION, "Bearer " + ScriptedAuthenticator.ROLELESS);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("forbidden");
  }

  @Test
  void aCommandIsInTheNameOfWhoseTokenItIs() throws TimeoutException {
    String token = "Bearer " + ScriptedAuthenticator.OPERATOR;
    String operation = web.post(DISCONNECT, "", AUTHORIZATION, token).json().getString("operation");
    web.send(
        HttpMethod.DELETE,
        "/api/v1/operations/" + operation,
        Buffer.buffer(),
        AUTHORIZATION,
        token);

    Caller otto =
        new Caller("otto", Optional.of(Role.OPERATOR), Via.REST, Optional.of("127.0.0.1"));
    assertThat(web.service.callers()).containsExactly(otto, otto);
  }

  @Test
  void theBodyIsNotLostWhileItIsFoundOutWhoSendsIt() throws Exception {
    authenticator.beSlow();
    JsonObject body = new JsonObject().put("hold", true).put("requestId", "r-1");
    Future<Answer> answer = sendSlowly(body.encode() + " ".repeat(60_000));
    web.until(() -> authenticator.waiting() == 1);
    authenticator.answer();

    assertThat(answer.get(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS).status()).isEqualTo(202);
    assertThat(web.service.requests().get(0).hold()).isTrue();
    assertThat(web.service.requests().get(0).requestId()).contains("r-1");
  }

  @Test
  void aBodyThatIsTooLongIsRefusedAlsoAfterAWhile() throws Exception {
    authenticator.beSlow();
    Future<Answer> answer = sendSlowly("{}" + " ".repeat(WebLimits.MAX_REQUEST_BYTES));
    web.until(() -> authenticator.waiting() == 1);
    authenticator.answer();

    assertThat(answer.get(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS).status()).isEqualTo(413);
  }

  private Future<Answer> sendSlowly(String body) {
    return ForkJoinPool.commonPool()
        .submit(
            () ->
                web.post(
                    DISCONNECT, body, AUTHORIZATION, "Bearer " + ScriptedAuthenticator.OPERATOR));
  }

  @Test
  void theBridgeIsOpenedOnceItIsKnownWhoAsks() throws Exception {
    authenticator.beSlow();
    Future<BridgeClient> connecting =
        ForkJoinPool.commonPool()
            .submit(
                () ->
                    BridgeClient.connect(
                        web.sockets,
                        web.port(),
                        AUTHORIZATION,
                        "Bearer " + ScriptedAuthenticator.VIEWER));
    web.until(() -> authenticator.waiting() == 1);
    authenticator.answer();
    BridgeClient client = connecting.get(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    client.register("wpd.events");
    web.vertx.eventBus().publish("wpd.events", ScriptedService.event(1));

    assertThat(client.next().getString("type")).isEqualTo("rec");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/assets/app.js",
        DEVICES,
        "/api/v1/events",
        "/api/v1/ws",
        "/api/v1/session",
        "/api/v1/nothing",
        "/eventbus/info",
        "/nothing"
      })
  void aTokenInAUrlIsRefusedOnEveryPathAndNotRepeated(String path) throws Exception {
    String secret = "very-secret-7f3a";
    try (WebFixture open = new WebFixture()) {
      for (WebFixture asked : List.of(web, open)) {
        for (String name :
            List.of(
                "token",
                "Token",
                "ACCESS_TOKEN",
                "api_key",
                "apiKey",
                "auth",
                "jwt",
                "Authorization",
                "to%6ben")) {
          Answer answer = asked.get(path + "?limit=1&" + name + "=" + secret);
          assertThat(answer.status()).as(name).isEqualTo(400);
          assertThat(answer.code()).isEqualTo("malformed");
          assertThat(answer.json().getString("detail")).contains("Authorization: Bearer");
          assertThat(answer.body().toString() + answer.headers()).doesNotContain(secret);
        }
      }
    }
  }

  @Test
  void nobodyIsAskedWhereNothingIsConfigured() throws Exception {
    try (WebFixture open = new WebFixture()) {
      assertThat(open.get(DEVICES, AUTHORIZATION, "Bearer whatever").status()).isEqualTo(200);
      assertThat(open.get(DEVICES, AUTHORIZATION, "Basic x", "Cookie", "wpd-session=x").status())
          .isEqualTo(200);
      assertThat(open.post(DISCONNECT, "").status()).isEqualTo(202);
      assertThat(open.service.callers().get(0).subject()).isEqualTo(Caller.ANONYMOUS);
    }
  }

  private String logIn(String token) throws TimeoutException {
    Answer answer = web.post("/api/v1/session", new JsonObject().put("token", token).encode());
    return answer.header("set-cookie").split(";", 2)[0];
  }
}
