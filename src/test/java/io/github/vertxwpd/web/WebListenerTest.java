package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the web verticle tells those who count. */
class WebListenerTest {
  private static final int EVENTS = 20_000;

  private final CountedWeb counted = new CountedWeb();
  private WebFixture web;

  private void start(WebSetup setup) throws TimeoutException {
    web = new WebFixture(setup.listener(counted));
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  private SocketClient subscribed(String cursor) throws Exception {
    SocketClient client = SocketClient.greeted(web);
    client.send(new JsonObject().put("t", "subscribe").put("id", 2).put("cursor", cursor));
    return client;
  }

  @Test
  void aConnectionIsOpenUntilItIsGone() throws Exception {
    start(WebSetup.of());
    SocketClient client = SocketClient.greeted(web);
    client.subscribe();
    assertThat(counted.told()).containsExactly("opened websocket");

    client.socket().close();

    web.until(() -> counted.told().size() == 2);
    assertThat(counted.told()).containsExactly("opened websocket", "gone websocket");
  }

  @Test
  void whoComesBackIsToldApartFromWhoMustBeginAnew() throws Exception {
    start(WebSetup.of().retained(5));
    for (int i = 0; i < 20; i++) {
      web.service.change(
          "bt-a0b1c2d3e4f5", i % 2 == 0 ? LinkState.DISCONNECTED : LinkState.CONNECTED);
    }
    subscribed("k3f9.j").expect("subscribed");
    subscribed("another.1").expect("reset");

    assertThat(counted.told())
        .containsExactly("opened websocket", "resumed", "opened websocket", "reset epoch");
  }

  @Test
  void aWebSocketThatTheServerClosesIsToldWithItsCode() throws Exception {
    start(WebSetup.of());
    SocketClient client = SocketClient.greeted(web);
    client.sendText("no JSON");

    assertThat(client.closeCode()).isEqualTo(4500);
    assertThat(counted.told()).contains("closed 4500");
  }

  @Test
  void aClientThatDoesNotReadIsToldOnce() throws Exception {
    start(
        WebSetup.of()
            .limits(Limits.of().sendBuffer(8 * 1024).undrained(200).build())
            .retained(EVENTS));
    SocketClient slow = SocketClient.greeted(web);
    slow.subscribe();
    slow.socket().pause();
    for (int i = 0; i < EVENTS; i++) {
      web.service.change(
          "bt-a0b1c2d3e4f5", i % 2 == 0 ? LinkState.DISCONNECTED : LinkState.CONNECTED);
    }

    web.until(() -> counted.told().contains("closed 4008"));
    assertThat(counted.told()).containsOnlyOnce("slow websocket");
  }

  @Test
  void whatIsDeniedIsToldWithItsCode() throws Exception {
    start(WebSetup.of().authenticator(new ScriptedAuthenticator()));
    String viewer = "Bearer " + ScriptedAuthenticator.VIEWER;
    web.get("/api/v1/devices", "Authorization", "Bearer " + ScriptedAuthenticator.UNKNOWN);
    web.post("/api/v1/devices/bt-a0b1c2d3e4f5/connect", "{}", "Authorization", viewer);
    web.get("/api/v1/devices", "Authorization", viewer);

    assertThat(counted.told()).containsExactly("denied unauthenticated", "denied forbidden");
  }

  @Test
  void aCredentialThatLetsNobodyInIsPassedOn() throws Exception {
    start(WebSetup.of());
    new SecurityRecords(AuditTrail.NONE, counted).credentialRefused(ProblemCode.RATE_LIMITED);

    assertThat(counted.told()).containsExactly("refused rate-limited");
  }
}
