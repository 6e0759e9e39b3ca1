package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.StreamPosition;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketProtocolTest {
  private static final String CANON = "bt-a0b1c2d3e4f5";
  private static final String NIKON = "bt-000000000002";
  private static final int RETAINED = 200;

  private WebFixture web;

  private void start(WebLimits limits) throws TimeoutException {
    web = new WebFixture(limits, RETAINED);
  }

  private SocketClient greeted() throws TimeoutException, InterruptedException {
    start(WebLimits.DEFAULT);
    return SocketClient.greeted(web);
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  @Test
  void theSubprotocolIsEchoedAndAHelloIsWelcomed() throws Exception {
    start(WebLimits.DEFAULT);
    SocketClient client = SocketClient.connect(web, "other", "wpd.v1");
    client.sendText("{\"t\":\"hello\",\"id\":\"a\",\"caps\":[\"binary\"],\"auth\":{}}");
    JsonObject welcome = client.expect("welcome");

    assertThat(client.socket().subProtocol()).isEqualTo("wpd.v1");
    assertThat(welcome.getString("id")).isEqualTo("a");
    assertThat(welcome.getString("gateway")).isEqualTo(ScriptedService.GATEWAY);
    assertThat(welcome.getJsonArray("roles")).containsExactly("viewer", "operator", "admin");
    assertThat(welcome.getInteger("pingMs")).isEqualTo(25_000);
    assertThat(Instant.parse(welcome.getString("serverTime"))).isNotNull();
  }

  @Test
  void aClientThatOffersNoSubprotocolOfOursIsClosed() throws Exception {
    start(WebLimits.DEFAULT);

    assertThat(SocketClient.connect(web).socket().subProtocol()).isEqualTo("wpd.v1");
    assertThat(SocketClient.connect(web, new String[0]).closeCode()).isEqualTo(4505);
    WebSocketConnectOptions other =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(web.port())
            .setURI("/api/v1/ws")
            .putHeader("Sec-WebSocket-Protocol", "wpd.v2");
    assertThat(SocketClient.connect(web, other).closeCode()).isEqualTo(4505);
  }

  @Test
  void aPathThatIsAWebSocketsSaysSoToOthers() throws Exception {
    start(WebLimits.DEFAULT);
    WebFixture.Answer answer = web.get("/api/v1/ws");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("malformed");
    assertThat(answer.json().getString("detail")).contains("wpd.v1");
  }

  @Test
  void aClientThatDoesNotSayHelloIsClosed() throws Exception {
    start(Limits.of().hello(50).build());

    assertThat(SocketClient.connect(web).closeCode()).isEqualTo(4500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "7",
        "null",
        "[1]",
        "{}",
        "{\"t\":7}",
        "{\"t\":\"goodbye\"}",
        "{\"t\":\"hello\",\"id\":3}",
        "{\"t\":\"pong\"}",
        "{\"t\":\"command\",\"id\":3}",
        "{\"t\":\"command\",\"id\":3,\"verb\":\"disconnect\",\"body\":[]}",
        "{\"t\":\"subscribe\",\"id\":{}}"
      })
  void aMessageThatTheProtocolDoesNotKnowClosesTheSocket(String frame) throws Exception {
    SocketClient client = greeted();
    client.sendText(frame);

    assertThat(client.closeCode()).isEqualTo(4500);
    assertThat(client.socket().closeReason()).isNotEmpty();
  }

  @Test
  void theFirstMessageMustBeHello() throws Exception {
    start(WebLimits.DEFAULT);
    SocketClient client = SocketClient.connect(web);
    client.sendText("{\"t\":\"subscribe\",\"id\":1}");

    assertThat(client.closeCode()).isEqualTo(4500);
  }

  @Test
  void aBinaryFrameClosesTheSocket() throws Exception {
    SocketClient client = greeted();
    client.socket().writeBinaryMessage(Buffer.buffer("{}"));

    assertThat(client.closeCode()).isEqualTo(4500);
  }

  @Test
  void aFrameOfMoreThan64KibClosesTheSocket() throws Exception {
    SocketClient client = greeted();
    client.sendText("{\"t\":\"" + "x".repeat(64 * 1024) + "\"}");

    assertThat(client.closeCode()).isIn(1006, 4500);
  }

  @Test
  void aSubscriberGetsASnapshotAndThenTheEventsAfterIt() throws Exception {
    SocketClient client = greeted();
    web.service.change(CANON, LinkState.DISCONNECTED);
    client.send(new JsonObject().put("t", "subscribe").put("id", 2).putNull("cursor"));

    JsonObject snapshot = client.expect("snapshot");
    assertThat(snapshot.getInteger("id")).isEqualTo(2);
    assertThat(snapshot.getBoolean("last")).isTrue();
    assertThat(snapshot.getJsonArray("devices")).hasSize(2);
    assertThat(snapshot.getJsonArray("operations")).isEmpty();
    assertThat(snapshot.getJsonArray("gateways").getJsonObject(0).getString("provider"))
        .isEqualTo("simulated");
    JsonObject subscribed = client.expect("subscribed");
    assertThat(subscribed.getInteger("id")).isEqualTo(2);
    assertThat(subscribed.getBoolean("recovered")).isFalse();
    assertThat(subscribed.getString("cursor")).isEqualTo("k3f9.1");

    web.service.change(CANON, LinkState.CONNECTED);
    JsonObject event = client.expect("event");
    assertThat(event.getString("cursor")).isEqualTo("k3f9.2");
    assertThat(event.getJsonObject("e").getString("id")).isEqualTo("k3f9:2");
    assertThat(event.getJsonObject("e").getString("type")).isEqualTo("wpd.device.changed.v1");
  }

  @Test
  void aLargeSnapshotComesInParts() throws Exception {
    SocketClient client = greeted();
    web.service.pair(1_200);
    client.sendText("{\"t\":\"subscribe\",\"id\":2}");

    int devices = 0;
    int parts = 0;
    boolean last = false;
    while (!last) {
      JsonObject part = client.expect("snapshot");
      int items =
          part.getJsonArray("devices").size()
              + part.getJsonArray("operations").size()
              + part.getJsonArray("gateways").size();
      assertThat(items).isLessThanOrEqualTo(500);
      devices += part.getJsonArray("devices").size();
      last = part.getBoolean("last");
      parts++;
    }
    assertThat(devices).isEqualTo(1_202);
    assertThat(parts).isEqualTo(3);
    client.expect("subscribed");
  }

  @Test
  void aClientThatComesBackGetsWhatItMissedAndNoSnapshot() throws Exception {
    SocketClient first = greeted();
    String cursor = first.subscribe().getString("cursor");
    web.service.change(CANON, LinkState.DISCONNECTED);
    web.service.change(CANON, LinkState.CONNECTED);

    SocketClient second = SocketClient.greeted(web);
    second.send(new JsonObject().put("t", "subscribe").put("id", 2).put("cursor", cursor));
    assertThat(second.expect("subscribed").getBoolean("recovered")).isTrue();
    web.service.change(NIKON, LinkState.DISCONNECTED);

    assertThat(second.expectEvents(3))
        .extracting(e -> e.getString("id"))
        .containsExactly("k3f9:1", "k3f9:2", "k3f9:3");
  }

  @Test
  void thePortableCursorWillDoWhereTheOtherIsNotKnown() throws Exception {
    SocketClient first = greeted();
    String portable = first.subscribe().getString("portable");
    web.service.change(CANON, LinkState.DISCONNECTED);

    SocketClient second = SocketClient.greeted(web);
    second.send(
        new JsonObject()
            .put("t", "subscribe")
            .put("id", 2)
            .put("cursor", "zzzz.9")
            .put("portable", portable));

    assertThat(second.expect("subscribed").getBoolean("recovered")).isTrue();
    assertThat(second.expectEvents(1)).extracting(e -> e.getString("id")).containsExactly("k3f9:1");
  }

  @Test
  void theLaterOfTwoKnownCursorsCounts() throws Exception {
    SocketClient client = greeted();
    for (int i = 0; i < 3; i++) {
      web.service.change(CANON, i % 2 == 0 ? LinkState.DISCONNECTED : LinkState.CONNECTED);
    }
    StreamPosition seen = new StreamPosition(ScriptedService.EPOCH, 2);
    client.send(
        new JsonObject()
            .put("t", "subscribe")
            .put("cursor", "k3f9.1")
            .put("portable", PortableCursor.of(ScriptedService.GATEWAY, seen).encode()));

    client.expect("subscribed");
    assertThat(client.expectEvents(1)).extracting(e -> e.getString("id")).containsExactly("k3f9:3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zzzz.1", "k3f9.zz", "no cursor at all", ""})
  void aCursorOfAnotherJournalIsResetAndASnapshotFollows(String cursor) throws Exception {
    SocketClient client = greeted();
    client.send(new JsonObject().put("t", "subscribe").put("id", 2).put("cursor", cursor));

    assertThat(client.expect("reset").getString("reason")).isEqualTo("epoch");
    assertThat(client.expectSnapshot().getBoolean("recovered")).isFalse();
  }

  @Test
  void aCursorBeforeTheOldestEventIsResetAndASnapshotFollows() throws Exception {
    SocketClient client = greeted();
    for (int i = 0; i < RETAINED + 2; i++) {
      web.service.change(CANON, LinkState.DISCONNECTED);
    }
    client.send(new JsonObject().put("t", "subscribe").put("id", 2).put("cursor", "k3f9.1"));

    assertThat(client.expect("reset").getString("reason")).isEqualTo("retention");
    assertThat(client.expectSnapshot().getString("cursor"))
        .isEqualTo(new StreamPosition("k3f9", RETAINED + 2).toCursor());
  }

  @Test
  void aFilterChoosesDevicesAndTypes() throws Exception {
    SocketClient client = greeted();
    client.sendText(
        "{\"t\":\"subscribe\",\"id\":2,\"filter\":{\"device\":[\""
            + CANON
            + "\"],\"type\":[\"wpd.operation.accepted.v1\"]}}");
    JsonObject snapshot = client.expect("snapshot");
    assertThat(snapshot.getJsonArray("devices")).hasSize(1);
    assertThat(snapshot.getJsonArray("gateways")).hasSize(1);
    client.expect("subscribed");

    web.service.change(CANON, LinkState.DISCONNECTED);
    command(client, 3, NIKON);
    assertThat(client.expect("result").getInteger("id")).isEqualTo(3);
    command(client, 4, CANON);

    assertThat(List.of(client.next(), client.next()))
        .extracting(m -> m.getString("t"))
        .containsExactlyInAnyOrder("event", "result");
  }

  @Test
  void aFilterForAnotherGatewayShowsNothing() throws Exception {
    SocketClient client = greeted();
    client.sendText("{\"t\":\"subscribe\",\"id\":2,\"filter\":{\"gateway\":[\"other\"]}}");

    JsonObject snapshot = client.expect("snapshot");
    assertThat(snapshot.getJsonArray("devices")).isEmpty();
    assertThat(snapshot.getJsonArray("gateways")).isEmpty();
    assertThat(snapshot.getBoolean("last")).isTrue();
    client.expect("subscribed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"filter\":{\"gateways\":[\"gw-test\"]}",
        "\"filter\":{\"device\":\"one\"}",
        "\"cursor\":7",
        "\"since\":\"k3f9.1\""
      })
  void aSubscribeThatIsNotValidIsAnsweredWithAProblem(String member) throws Exception {
    SocketClient client = greeted();
    client.sendText("{\"t\":\"subscribe\",\"id\":2," + member + "}");

    JsonObject error = client.expect("error");
    assertThat(error.getInteger("id")).isEqualTo(2);
    assertThat(error.getJsonObject("problem").getString("code")).isEqualTo("validation-failed");
    client.subscribe();
  }

  @Test
  void aNewSubscribeReplacesTheOldOne() throws Exception {
    SocketClient client = greeted();
    client.subscribe();
    client.sendText("{\"t\":\"subscribe\",\"id\":3,\"filter\":{\"device\":[\"" + NIKON + "\"]}}");
    assertThat(client.expect("snapshot").getInteger("id")).isEqualTo(3);
    client.expect("subscribed");

    web.service.change(CANON, LinkState.DISCONNECTED);
    web.service.change(NIKON, LinkState.DISCONNECTED);

    assertThat(client.expectEvents(1)).extracting(e -> e.getString("id")).containsExactly("k3f9:2");
  }

  @Test
  void eventsThatWaitComeOneInAFrameWithTheirCursors() throws Exception {
    SocketClient client = greeted();
    for (int i = 0; i < 130; i++) {
      web.service.change(CANON, LinkState.DISCONNECTED);
    }
    client.sendText("{\"t\":\"subscribe\",\"id\":2,\"cursor\":\"k3f9.0\"}");
    client.expect("subscribed");

    for (int i = 1; i <= 130; i++) {
      JsonObject message = new JsonObject(client.nextFrame());
      assertThat(message.getString("t")).isEqualTo("event");
      assertThat(message.getString("cursor")).isEqualTo(new StreamPosition("k3f9", i).toCursor());
    }
  }

  @Test
  void aCommandIsAnsweredWithItsOperationAndEndsAsAnEvent() throws Exception {
    SocketClient client = greeted();
    client.subscribe();
    command(client, 3, CANON);

    List<JsonObject> first = List.of(client.next(), client.next());
    JsonObject result = only(first, "result");
    assertThat(result.getInteger("id")).isEqualTo(3);
    assertThat(result.getJsonObject("operation").getString("state")).isEqualTo("pending");
    assertThat(only(first, "event").getJsonObject("e").getString("type"))
        .isEqualTo("wpd.operation.accepted.v1");

    web.service.finish(result.getJsonObject("operation").getString("operation"));
    JsonObject end = client.expect("event").getJsonObject("e");
    assertThat(end.getString("type")).isEqualTo("wpd.operation.completed.v1");
    assertThat(end.getJsonObject("data").getString("outcome")).isEqualTo("succeeded");
  }

  @Test
  void aCommandIsReadLikeOneOnTheBus() throws Exception {
    SocketClient client = greeted();
    client.sendText("{\"t\":\"command\",\"id\":3,\"verb\":\"disconnect\",\"body\":{\"devise\":1}}");
    JsonObject problem = client.expect("error").getJsonObject("problem");

    assertThat(problem.getString("code")).isEqualTo("validation-failed");
    assertThat(problem.getString("detail")).contains("did you mean \"device\"");
  }

  @Test
  void anUnknownVerbIsAnsweredWithTheNearestKnownOne() throws Exception {
    SocketClient client = greeted();
    client.sendText("{\"t\":\"command\",\"id\":3,\"verb\":\"disconect\",\"body\":{}}");
    JsonObject problem = client.expect("error").getJsonObject("problem");

    assertThat(problem.getString("code")).isEqualTo("unknown-address");
    assertThat(problem.getString("detail")).contains("did you mean \"disconnect\"");
  }

  @Test
  void aCancellationIsAnsweredWithTheOperationAsItStands() throws Exception {
    SocketClient client = greeted();
    command(client, 3, CANON);
    String operation = client.expect("result").getJsonObject("operation").getString("operation");
    cancel(client, 4, operation);
    JsonObject result = client.expect("result");

    assertThat(result.getInteger("id")).isEqualTo(4);
    assertThat(result.getJsonObject("operation").getString("operation")).isEqualTo(operation);
    assertThat(result.getJsonObject("operation").getString("state")).isEqualTo("pending");
  }

  @Test
  void aCancellationOfWhatIsNotKnownIsAnsweredWithAProblem() throws Exception {
    SocketClient client = greeted();
    cancel(client, 4, "op-99");
    JsonObject error = client.expect("error");

    assertThat(error.getInteger("id")).isEqualTo(4);
    assertThat(error.getJsonObject("problem").getString("code")).isEqualTo("operation-not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"t\":\"command\",\"id\":3,\"verb\":\"cancel\",\"body\":{}}|validation-failed|operation is required",
        "{\"t\":\"command\",\"id\":3,\"verb\":\"cancel\",\"body\":{\"opration\":\"x\"}}|validation-failed|did you mean \"operation\"",
        "{\"t\":\"command\",\"id\":3,\"verb\":\"cancle\",\"body\":{}}|unknown-address|did you mean \"cancel\""
      })
  void aCancellationThatIsNotValidIsAnsweredWithAProblem(String frame, String code, String detail)
      throws Exception {
    SocketClient client = greeted();
    client.sendText(frame);
    JsonObject problem = client.expect("error").getJsonObject("problem");

    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(problem.getString("detail")).contains(detail);
  }

  @Test
  void aRefusedCommandIsAnsweredWithItsProblem() throws Exception {
    SocketClient client = greeted();
    web.service.refuseWith(Problem.of(ProblemCode.GATEWAY_STOPPING, "stopping"));
    command(client, 3, CANON);
    JsonObject error = client.expect("error");

    assertThat(error.getInteger("id")).isEqualTo(3);
    assertThat(error.getJsonObject("problem").getString("code")).isEqualTo("gateway-stopping");
  }

  @Test
  void severalMessagesMayComeInOneFrame() throws Exception {
    start(WebLimits.DEFAULT);
    SocketClient client = SocketClient.connect(web);
    client.sendText("[{\"t\":\"hello\",\"id\":1},{\"t\":\"subscribe\",\"id\":2}]");

    client.expect("welcome");
    client.expectSnapshot();
  }

  @Test
  void aPingCarriesWhereTheClientIsAndAPongKeepsTheSocketOpen() throws Exception {
    start(Limits.of().ping(30).pong(10_000).build());
    SocketClient client = SocketClient.greeted(web);
    JsonObject first = client.expect("ping");
    assertThat(first.getInteger("n")).isEqualTo(1);
    assertThat(first.getString("head")).isEqualTo("k3f9.0");
    assertThat(first.getValue("portable")).isNull();
    assertThat(Instant.parse(first.getString("serverTime"))).isNotNull();

    String portable = client.subscribe().getString("portable");
    client.sendText("{\"t\":\"pong\",\"n\":1}");
    JsonObject second = client.expect("ping");
    assertThat(second.getInteger("n")).isEqualTo(2);
    assertThat(second.getString("portable")).isEqualTo(portable);
  }

  @Test
  void aClientThatDoesNotAnswerAPingIsClosed() throws Exception {
    start(Limits.of().ping(30).pong(30).build());
    SocketClient client = SocketClient.greeted(web);
    client.expect("ping");
    client.sendText("{\"t\":\"pong\",\"n\":0}");

    assertThat(client.closeCode()).isEqualTo(4009);
  }

  @Test
  void aClientThatSendsTooMuchIsClosed() throws Exception {
    start(Limits.of().messages(1, 5).build());
    SocketClient client = SocketClient.greeted(web);
    client.sendText(new JsonArray(pongs(6)).encode());

    assertThat(client.closeCode()).isEqualTo(4029);
  }

  @Test
  void moreThanSoManySocketsAreTurnedAway() throws Exception {
    start(Limits.of().sockets(2).build());
    SocketClient.greeted(web);
    SocketClient second = SocketClient.greeted(web);
    try (RawWebSocket refused = RawWebSocket.open(web)) {
      assertThat(refused.readClose().closeCode()).isEqualTo(4504);
    }

    second.socket().close();
    second.closeCode();
    SocketClient.greeted(web);
  }

  @Test
  void aSocketIsToldWhenTheGatewayGoesAway() throws Exception {
    SocketClient client = greeted();
    client.subscribe();
    web.undeploy();

    assertThat(client.closeCode()).isEqualTo(4000);
  }

  private static void command(SocketClient client, int id, String device) {
    client.send(
        new JsonObject()
            .put("t", "command")
            .put("id", id)
            .put("verb", "disconnect")
            .put("body", new JsonObject().put("device", device)));
  }

  private static void cancel(SocketClient client, int id, String operation) {
    client.send(
        new JsonObject()
            .put("t", "command")
            .put("id", id)
            .put("verb", "cancel")
            .put("body", new JsonObject().put("operation", operation)));
  }

  private static JsonObject only(List<JsonObject> messages, String type) {
    return messages.stream()
        .filter(m -> type.equals(m.getString("t")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type + " in " + messages));
  }

  private static List<JsonObject> pongs(int count) {
    return Collections.nCopies(count, new JsonObject().put("t", "pong").put("n", 0));
  }
}
