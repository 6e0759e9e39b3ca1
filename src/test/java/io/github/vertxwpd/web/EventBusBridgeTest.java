package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.web.WebFixture.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBusBridgeTest {
  private static final String EVENTS = "wpd.events";

  private WebFixture web;

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  private void start(boolean bridge, WebLimits limits) throws TimeoutException {
    web = new WebFixture(limits, 100, new HttpOptions().setBridge(bridge));
  }

  private void start() throws TimeoutException {
    start(true, WebLimits.DEFAULT);
  }

  private BridgeClient connect(String... headers) throws TimeoutException {
    return BridgeClient.connect(web.sockets, web.port(), headers);
  }

  private EventBus bus() {
    return web.vertx.eventBus();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/eventbus", "/eventbus/info", "/eventbus/000/abc/websocket", "/eventbus/x"})
  void thereIsNothingWhereItIsOff(String path) throws TimeoutException {
    start(false, WebLimits.DEFAULT);

    assertThat(web.get(path).status()).isEqualTo(404);
    assertThat(web.get(path).code()).isEqualTo("not-found");
  }

  @Test
  void itIsOffByDefault() throws TimeoutException {
    web = new WebFixture();

    assertThat(web.get("/eventbus/info").status()).isEqualTo(404);
    assertThat(new HttpOptions().isBridge()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {EVENTS, "wpd.disconnect.completed", "wpd.connect.completed"})
  void whoeverRegistersGetsWhatIsPublished(String address) throws Exception {
    start();
    BridgeClient client = connect();
    client.register(address);

    bus().publish(address, ScriptedService.event(1));
    bus().publish(address, ScriptedService.event(2));

    for (int offset = 1; offset <= 2; offset++) {
      assertThat(client.next())
          .isEqualTo(
              new JsonObject()
                  .put("type", "rec")
                  .put("address", address)
                  .put("body", ScriptedService.event(offset)));
    }
  }

  @Test
  void whoeverIsNotRegisteredGetsNothing() throws Exception {
    start();
    BridgeClient client = connect();
    BridgeClient other = connect();
    client.register(EVENTS);
    client.register("wpd.connect.completed");
    other.register("wpd.connect.completed");
    client.send("unregister", EVENTS);
    client.send("publish", "");
    client.next();

    bus().publish(EVENTS, ScriptedService.event(1));
    bus().publish("wpd.connect.completed", ScriptedService.event(2));

    assertThat(client.next().getString("address")).isEqualTo("wpd.connect.completed");
    assertThat(other.next().getString("address")).isEqualTo("wpd.connect.completed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wpd.disconnect",
        "wpd.devices",
        "wpd.event",
        "wpd.events.more",
        "wpd.operation.completed",
        ".*",
        ""
      })
  void nobodyRegistersForAnyOtherAddress(String address) throws Exception {
    start();
    BridgeClient client = connect();

    client.send("register", address);

    assertThat(client.next())
        .isEqualTo(new JsonObject().put("type", "err").put("body", "access_denied"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wpd.disconnect", EVENTS, "anything"})
  void nothingThatAClientSendsReachesTheBus(String address) throws Exception {
    start();
    BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    bus().consumer(address, message -> heard.add(message.body()));
    BridgeClient client = connect();
    JsonObject message = new JsonObject().put("address", address).put("body", new JsonObject());

    client.send(message.copy().put("type", "send").put("replyAddress", "reply-1"));
    client.send(message.copy().put("type", "send"));
    client.send(message.copy().put("type", "publish"));

    assertThat(client.next().getMap())
        .containsEntry("type", "err")
        .containsEntry("address", "reply-1")
        .containsEntry("failureCode", 403);
    assertThat(client.next().getString("body")).isEqualTo("access_denied");
    assertThat(client.next().getString("body")).isEqualTo("access_denied");
    bus().publish(address, "the test's own");
    assertThat(heard.poll(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("the test's own");
  }

  @Test
  void aClientStaysThroughATimeWithoutEvents() throws Exception {
    start(true, Limits.of().keepAlive(50).writeIdle(2_000).build());
    BridgeClient client = connect();
    client.register(EVENTS);

    assertThat(client.hearsHeartbeats(60)).isTrue();

    bus().publish(EVENTS, ScriptedService.event(1));
    assertThat(client.next().getString("type")).isEqualTo("rec");
  }

  @Test
  void anAddressIsRegisteredForOnce() throws Exception {
    start();
    BridgeClient client = connect();
    client.register(EVENTS);

    client.send("register", EVENTS);

    assertThat(client.next().getString("body")).isEqualTo("address_already_registered");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "[]", "null", "7", "{\"type\":7}", "{}", "{\"type\":null}"})
  void whatIsNoMessageIsRefused(String text) throws Exception {
    start();
    BridgeClient client = connect();

    client.sendText(text);

    assertThat(client.next().getString("body")).isIn("invalid_json", "invalid_type");
  }

  @Test
  void aClientThatSendsTooMuchIsClosed() throws Exception {
    start(true, Limits.of().messages(1, 3).build());
    BridgeClient client = connect();

    for (int i = 0; i < 4; i++) {
      client.send("ping", "");
    }

    assertThat(client.goodbye()).startsWith("c[3000");
    client.untilClosed();
  }

  @Test
  void oneClientTooManyIsClosed() throws Exception {
    start(true, Limits.of().sockets(1).build());
    BridgeClient first = connect();
    first.register(EVENTS);

    assertThat(connect().goodbye()).startsWith("c[3000");
    bus().publish(EVENTS, ScriptedService.event(1));
    assertThat(first.next().getString("type")).isEqualTo("rec");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/eventbus",
        "/eventbus/",
        "/eventbus/websocket",
        "/eventbus/iframe.html",
        "/eventbus/iframe-1.html",
        "/eventbus/chunking_test",
        "/eventbus/000/abc/xhr",
        "/eventbus/000/abc/xhr_streaming",
        "/eventbus/000/abc/eventsource",
        "/eventbus/000/abc/htmlfile",
        "/eventbus/000/abc/jsonp"
      })
  void nothingButTheWebSocketIsServed(String path) throws TimeoutException {
    start();
    for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.OPTIONS)) {
      Answer answer = web.send(method, path + "?c=x", Buffer.buffer());
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.code()).isEqualTo("not-found");
    }
  }

  @Test
  void theClientIsToldThatThereIsAWebSocket() throws TimeoutException {
    start();
    Answer info = web.get("/eventbus/info?t=1");

    assertThat(info.status()).isEqualTo(200);
    assertThat(info.json().getBoolean("websocket")).isTrue();
    assertThat(info.json().getBoolean("cookie_needed")).isFalse();
    assertThat(web.post("/eventbus/info", "").header("allow")).isEqualTo("GET");
    assertThat(web.get("/eventbus/000/abc/websocket").code()).isEqualTo("malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "Origin"})
  void pagesOfElsewhereAreRefused(String header) throws TimeoutException {
    start();
    String value = header.equals("Host") ? "attacker.example" : "http://attacker.example";

    assertThat(web.get("/eventbus/info", header, value).code()).isEqualTo("origin-not-allowed");
    assertThatThrownBy(() -> connect(header, value))
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class, e -> assertThat(e.getStatus()).isEqualTo(403));
  }
}
