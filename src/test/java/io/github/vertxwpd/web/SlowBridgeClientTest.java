package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.security.Authenticator;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients of the bridge that do not read, or say nothing. */
class SlowBridgeClientTest {
  private static final String EVENTS = "wpd.events";
  private static final int BUFFER_BYTES = 8 * 1024;
  private static final int EVENT_CHARACTERS = 10_000;
  private static final int EVENTS_PUBLISHED = 4_000;

  /** What the kernel may hold at most of a connection over loopback. */
  private static final long KERNEL_CHARACTERS = 8L << 20;

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient sockets = vertx.createWebSocketClient(clientOptions());

  private static WebSocketClientOptions clientOptions() {
    WebSocketClientOptions options = new WebSocketClientOptions().setMaxFrameSize(1 << 20);
    options.setReceiveBufferSize(BUFFER_BYTES).setMaxConnections(10);
    return options;
  }

  @AfterEach
  void stop() throws TimeoutException {
    vertx.close().await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private EventBusBridge bridge;

  private int serve(long pingTimeoutMs) throws TimeoutException {
    return serve(pingTimeoutMs, WebLimits.DEFAULT.writeIdleMs());
  }

  private int serve(long pingTimeoutMs, int writeIdleMs) throws TimeoutException {
    HttpServerOptions options =
        new HttpServerOptions().setHost("127.0.0.1").setPort(0).setSendBufferSize(BUFFER_BYTES);
    options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS).setWriteIdleTimeout(writeIdleMs);
    Router router = Router.router(vertx);
    Reception reception =
        Reception.of(
            vertx,
            Authenticator.NOBODY_ASKED,
            AuditTrail.NONE,
            () -> 1,
            false,
            Clock.systemUTC(),
            WebListener.NONE);
    bridge =
        new EventBusBridge(
            vertx,
            new WpdAddresses("wpd"),
            () -> WebLimits.DEFAULT,
            reception,
            new OpenConnections(() -> 1),
            pingTimeoutMs);
    return Future.<Integer>future(
            listening ->
                vertx.runOnContext(
                    v -> {
                      bridge.addTo(router);
                      vertx
                          .createHttpServer(options)
                          .requestHandler(router)
                          .listen()
                          .map(server -> server.actualPort())
                          .onComplete(listening);
                    }))
        .await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void aClientThatDoesNotReadIsClosedAndNobodyElse() throws Exception {
    int port = serve(TimeUnit.MINUTES.toMillis(10));
    BridgeClient slow = BridgeClient.connect(sockets, port);
    BridgeClient fast = BridgeClient.connect(sockets, port);
    slow.register(EVENTS);
    fast.register(EVENTS);
    assertThat(bridge.count()).isEqualTo(2);
    slow.socket().pause();
    JsonObject event = new JsonObject().put("name", "x".repeat(EVENT_CHARACTERS));

    for (int i = 0; i < EVENTS_PUBLISHED; i++) {
      vertx.eventBus().publish(EVENTS, event);
      assertThat(fast.next().getString("type")).isEqualTo("rec");
    }
    assertThat(bridge.count()).as("the slow one counts until it is gone").isEqualTo(2);
    slow.socket().resume();

    assertThat(slow.goodbye()).startsWith("c[3000");
    slow.untilClosed();
    assertThat(slow.received())
        .isLessThan(BridgeSocket.MAX_UNSENT_CHARACTERS + KERNEL_CHARACTERS)
        .isLessThan((long) EVENT_CHARACTERS * EVENTS_PUBLISHED / 2);
    untilConnected(1);
  }

  @Test
  void aClientThatNeverReadsAgainIsEndedHard() throws Exception {
    int port = serve(TimeUnit.MINUTES.toMillis(10), 2_000);
    BridgeClient stuck = BridgeClient.connect(sockets, port);
    stuck.register(EVENTS);
    stuck.socket().pause();
    JsonObject event = new JsonObject().put("name", "x".repeat(EVENT_CHARACTERS));

    for (int i = 0; i < EVENTS_PUBLISHED; i++) {
      vertx.eventBus().publish(EVENTS, event);
    }

    untilConnected(0);
  }

  @Test
  void aClientThatAsksAndDoesNotReadTheAnswersIsClosed() throws Exception {
    int port = serve(TimeUnit.MINUTES.toMillis(10));
    BridgeClient client = BridgeClient.connect(sockets, port);
    client.socket().pause();

    for (int i = 0; i <= WebLimits.DEFAULT.messageBurst() * 2; i++) {
      client.sendText("nonsense");
    }
    client.socket().resume();

    assertThat(client.goodbye()).startsWith("c[3000");
  }

  @Test
  void aClientThatSaysNothingIsClosed() throws Exception {
    BridgeClient silent = BridgeClient.connect(sockets, serve(100));

    assertThat(silent.goodbye()).startsWith("c[3000");
    silent.untilClosed();
    untilConnected(0);
  }

  private void untilConnected(int clients) throws TimeoutException {
    Promise<Void> met = Promise.promise();
    vertx.setPeriodic(
        20,
        id -> {
          if (bridge.count() == clients) {
            met.tryComplete();
          }
        });
    met.future().await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
