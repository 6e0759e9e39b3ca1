package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.audit.Caller.Via;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.stream.SettableClock;
import io.github.vertxwpd.web.WebFixture.Answer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets events: on the WebSocket, as server-sent events and over the bridge. */
class SocketAuthenticationTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:14:00.000Z");
  private static final String CANON = "bt-a0b1c2d3e4f5";
  private static final String AUTHORIZATION = "Authorization";
  private static final String EVENTS = "/api/v1/events";

  private final SettableClock clock = new SettableClock(NOW);
  private final ScriptedAuthenticator authenticator = new ScriptedAuthenticator(clock);
  private WebFixture web;

  @BeforeEach
  void start() throws TimeoutException {
    start(Limits.of().socketsPerUser(2).build());
  }

  private void start(WebLimits limits) throws TimeoutException {
    web =
        new WebFixture(
            WebSetup.of()
                .authenticator(authenticator)
                .clock(clock)
                .limits(limits)
                .options(new HttpOptions().setBridge(true)));
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  private static JsonObject hello(String token) {
    return new JsonObject()
        .put("t", "hello")
        .put("id", 1)
        .put("auth", new JsonObject().put("token", token));
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }

  private SocketClient greeted(String token) throws Exception {
    SocketClient client = SocketClient.connect(web);
    client.send(hello(token));
    client.expect("welcome");
    return client;
  }

  private BridgeClient bridge(String token) throws TimeoutException {
    return BridgeClient.connect(web.sockets, web.port(), AUTHORIZATION, bearer(token));
  }

  @ParameterizedTest
  @CsvSource({
    "viewers-token, viewer",
    "operators-token, viewer operator",
    "admins-token, viewer operator admin"
  })
  void theWelcomeListsTheRolesOfTheToken(String token, String roles) throws Exception {
    SocketClient client = SocketClient.connect(web);
    client.send(hello(token));

    assertThat(client.expect("welcome").getJsonArray("roles"))
        .containsExactly((Object[]) roles.split(" ", -1));
  }

  @Test
  void theTokenMayComeWithTheUpgradeAndTheHellosCountsMore() throws Exception {
    SocketClient client =
        SocketClient.withHeaders(web, AUTHORIZATION, bearer(ScriptedAuthenticator.VIEWER));
    client.send(new JsonObject().put("t", "hello"));
    assertThat(client.expect("welcome").getJsonArray("roles")).containsExactly("viewer");

    SocketClient other =
        SocketClient.withHeaders(web, AUTHORIZATION, bearer(ScriptedAuthenticator.VIEWER));
    other.send(hello(ScriptedAuthenticator.ADMIN));
    assertThat(other.expect("welcome").getJsonArray("roles")).contains("admin");

    SocketClient wrong =
        SocketClient.withHeaders(web, AUTHORIZATION, bearer(ScriptedAuthenticator.VIEWER));
    wrong.send(hello(ScriptedAuthenticator.UNKNOWN));
    assertThat(wrong.expect("error").getInteger("id")).isEqualTo(1);
    assertThat(wrong.closeCode()).isEqualTo(4501);
  }

  @Test
  void theSessionsCookieIsEnoughFromTheGatewaysOwnPage() throws Exception {
    Answer answer =
        web.post(
            "/api/v1/session",
            new JsonObject().put("token", ScriptedAuthenticator.OPERATOR).encode());
    String cookie = answer.header("set-cookie").split(";", 2)[0];
    SocketClient client =
        SocketClient.withHeaders(web, "Cookie", cookie, "Origin", "http://127.0.0.1:" + web.port());
    client.send(new JsonObject().put("t", "hello"));

    assertThat(client.expect("welcome").getJsonArray("roles"))
        .containsExactly("viewer", "operator");
  }

  @ParameterizedTest
  @CsvSource({
    "nobodys-token, unauthenticated, 4501",
    "old-token, unauthenticated, 4501",
    "roleless-token, forbidden, 4503",
    "guess, rate-limited, 4029"
  })
  void whoIsNotLetInIsToldWhy(String token, String code, int closeCode) throws Exception {
    SocketClient client = SocketClient.connect(web);
    client.send(hello(token));

    assertThat(client.expect("error").getJsonObject("problem").getString("code")).isEqualTo(code);
    assertThat(client.closeCode()).isEqualTo(closeCode);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"t\":\"hello\",\"auth\":\"viewers-token\"}",
        "{\"t\":\"hello\",\"auth\":[]}",
        "{\"t\":\"hello\",\"auth\":{\"token\":7}}",
        "{\"t\":\"hello\",\"auth\":{\"token\":{}}}"
      })
  void anAuthThatIsNoneViolatesTheProtocol(String hello) throws Exception {
    SocketClient client = SocketClient.connect(web);
    client.sendText(hello);

    assertThat(client.closeCode()).isEqualTo(4500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"t\":\"hello\"}",
        "{\"t\":\"hello\",\"auth\":null}",
        "{\"t\":\"hello\",\"auth\":{}}",
        "{\"t\":\"hello\",\"auth\":{\"token\":null}}",
        "{\"t\":\"hello\",\"auth\":{\"token\":\"\"}}"
      })
  void noTokenIsNotEnough(String hello) throws Exception {
    SocketClient client = SocketClient.connect(web);
    client.sendText(hello);

    assertThat(client.expect("error").getJsonObject("problem").getString("code"))
        .isEqualTo("unauthenticated");
    assertThat(client.closeCode()).isEqualTo(4501);
  }

  @Test
  void whatFollowsTheHelloWaitsInOrderUntilItIsKnownWhoItIs() throws Exception {
    authenticator.beSlow();
    SocketClient client = SocketClient.connect(web);
    client.sendText(
        "["
            + hello(ScriptedAuthenticator.OPERATOR).encode()
            + ",{\"t\":\"command\",\"id\":2,\"verb\":\"disconnect\",\"body\":{\"device\":\""
            + CANON
            + "\"}},{\"t\":\"command\",\"id\":3,\"verb\":\"nonsense\"}]");
    client.sendText("{\"t\":\"command\",\"id\":4,\"verb\":\"nonsense\"}");
    web.until(() -> authenticator.waiting() == 1);
    assertThat(web.service.requests()).isEmpty();
    authenticator.answer();

    client.expect("welcome");
    assertThat(client.next().getInteger("id")).isEqualTo(3);
    assertThat(client.next().getInteger("id")).isIn(2, 4);
    assertThat(client.next().getInteger("id")).isIn(2, 4);
    assertThat(web.service.callers())
        .containsExactly(
            new Caller(
                "otto", Optional.of(Role.OPERATOR), Via.WEBSOCKET, Optional.of("127.0.0.1")));
  }

  @Test
  void nothingThatWaitsIsDoneForWhomNobodyKnows() throws Exception {
    authenticator.beSlow();
    SocketClient client = SocketClient.connect(web);
    client.sendText(
        "["
            + hello(ScriptedAuthenticator.UNKNOWN).encode()
            + ",{\"t\":\"command\",\"id\":2,\"verb\":\"disconnect\",\"body\":{\"device\":\""
            + CANON
            + "\"}}]");
    web.until(() -> authenticator.waiting() == 1);
    authenticator.answer();

    client.expect("error");
    assertThat(client.closeCode()).isEqualTo(4501);
    assertThat(web.service.requests()).isEmpty();
  }

  @Test
  void aSecondHelloViolatesTheProtocolAlsoWhileTheFirstIsLookedAt() throws Exception {
    authenticator.beSlow();
    SocketClient client = SocketClient.connect(web);
    String hello = hello(ScriptedAuthenticator.VIEWER).encode();
    client.sendText("[" + hello + "," + hello + "]");

    assertThat(client.closeCode()).isEqualTo(4500);
    authenticator.answer();
  }

  @Test
  void nobodyWaitsForEverToBeKnown() throws Exception {
    web.close();
    start(Limits.of().hello(100).answer(100).build());
    authenticator.beSlow();
    SocketClient client = SocketClient.connect(web);
    client.send(hello(ScriptedAuthenticator.VIEWER));

    assertThat(client.closeCode()).isEqualTo(4000);
    authenticator.answer();
    web.until(() -> web.web.openSockets() == 0);
  }

  @Test
  void aTokenThatExpiresEndsWhatItOpened() throws Exception {
    authenticator.add("brief", "vera", Role.VIEWER, Optional.of(NOW.plusSeconds(60)));
    SocketClient client = greeted("brief");
    client.subscribe();
    BridgeClient bridge = bridge("brief");
    bridge.register("wpd.events");
    clock.advance(Duration.ofSeconds(59));
    web.service.change(CANON, LinkState.DISCONNECTED);
    assertThat(client.expectEvents(1)).hasSize(1);
    clock.advance(Duration.ofSeconds(1));

    assertThat(client.closeCode()).isEqualTo(4001);
    bridge.untilClosed();
  }

  @Test
  void aListenersTokenThatExpiresEndsItsStreamWithAProblem() throws Exception {
    authenticator.add("brief", "vera", Role.VIEWER, Optional.of(NOW.plusSeconds(60)));
    EventLines listener = EventLines.get(web, EVENTS, AUTHORIZATION, bearer("brief"));
    listener.next();
    listener.next();
    clock.advance(Duration.ofSeconds(60));

    EventLines.Event end = listener.next();
    assertThat(end.name()).isEqualTo("problem");
    assertThat(end.json().getJsonObject("problem").getString("code")).isEqualTo("unauthenticated");
    assertThat(listener.rest()).isEmpty();
  }

  @Test
  void aTokenThatIsRevokedEndsWhatItOpenedAndNobodyElses() throws Exception {
    SocketClient client = greeted(ScriptedAuthenticator.VIEWER);
    SocketClient other = greeted(ScriptedAuthenticator.OPERATOR);
    BridgeClient bridge = bridge(ScriptedAuthenticator.VIEWER);
    authenticator.revoke(ScriptedAuthenticator.VIEWER);

    assertThat(client.closeCode()).isEqualTo(4501);
    bridge.untilClosed();
    assertThat(other.subscribe().getString("t")).isEqualTo("subscribed");
  }

  @Test
  void aRevokedListenersStreamEnds() throws Exception {
    EventLines listener =
        EventLines.get(web, EVENTS, AUTHORIZATION, bearer(ScriptedAuthenticator.VIEWER));
    listener.next();
    authenticator.revoke(ScriptedAuthenticator.VIEWER);

    assertThat(listener.rest()).extracting(EventLines.Event::name).endsWith("problem");
  }

  @Test
  void oneUserHasSoManyConnectionsOfWhateverKind() throws Exception {
    greeted(ScriptedAuthenticator.VIEWER);
    BridgeClient second = bridge(ScriptedAuthenticator.VIEWER);
    second.register("wpd.events");

    SocketClient third = SocketClient.connect(web);
    third.send(hello(ScriptedAuthenticator.VIEWER));
    assertThat(third.closeCode()).isEqualTo(4504);
    assertThat(bridge(ScriptedAuthenticator.VIEWER).goodbye()).startsWith("c[3000");
    Answer listener =
        web.get(
            EVENTS,
            "Accept",
            "text/event-stream",
            AUTHORIZATION,
            bearer(ScriptedAuthenticator.VIEWER));
    assertThat(listener.status()).isEqualTo(429);
    assertThat(listener.code()).isEqualTo("rate-limited");
    assertThat(listener.headers()).containsKey("retry-after");
    greeted(ScriptedAuthenticator.OPERATOR);
  }

  @Test
  void whoLeavesMakesRoom() throws Exception {
    for (int i = 0; i < 5; i++) {
      SocketClient client = greeted(ScriptedAuthenticator.VIEWER);
      EventLines listener =
          EventLines.get(web, EVENTS, AUTHORIZATION, bearer(ScriptedAuthenticator.VIEWER));
      client.socket().close();
      listener.close();
      web.until(() -> web.web.openSockets() == 0);
    }

    assertThat(greeted(ScriptedAuthenticator.VIEWER).subscribe()).isNotNull();
  }

  @Test
  void nobodyIsCountedWhereNobodyIsAsked() throws Exception {
    try (WebFixture open = new WebFixture(Limits.of().socketsPerUser(1).build(), 10)) {
      SocketClient.greeted(open);

      assertThat(SocketClient.greeted(open).subscribe()).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 401", "Bearer nobodys-token, 401", "Bearer roleless-token, 403"})
  void theBridgeIsNotOpenedForWhomNobodyKnows(String authorization, int status) {
    assertThatThrownBy(
            () -> BridgeClient.connect(web.sockets, web.port(), AUTHORIZATION, authorization))
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class, e -> assertThat(e.getStatus()).isEqualTo(status));
  }

  @Test
  void theUpgradesTokenMayNotBeInTheUrl() {
    WebSocketConnectOptions upgrade =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(web.port())
            .setURI("/api/v1/ws?token=" + ScriptedAuthenticator.VIEWER)
            .addSubProtocol("wpd.v1");

    assertThatThrownBy(() -> SocketClient.connect(web, upgrade))
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class, e -> assertThat(e.getStatus()).isEqualTo(400));
  }
}
