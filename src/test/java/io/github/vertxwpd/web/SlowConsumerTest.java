package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.web.websocket.ClientFrames;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A client that does not read: its queue is bounded, nobody else waits, nothing gets lost. It is a
 * bare TCP connection, which reads when the test does and never else.
 */
class SlowConsumerTest {
  private static final String CANON = "bt-a0b1c2d3e4f5";
  private static final int EVENTS = 20_000;
  private static final int SEND_BUFFER_BYTES = 8 * 1024;

  private final List<RawWebSocket> clients = new ArrayList<>();
  private WebFixture web;

  @AfterEach
  void stop() throws TimeoutException, IOException {
    for (RawWebSocket client : clients) {
      client.close();
    }
    web.close();
  }

  @Test
  void aSlowReaderGetsEveryEventOnceItReads() throws Exception {
    web = new WebFixture(Limits.of().sendBuffer(SEND_BUFFER_BYTES).build(), EVENTS);
    RawWebSocket slow = subscribed();
    change(EVENTS);
    SocketClient fast = SocketClient.greeted(web);
    fast.send(new JsonObject().put("t", "subscribe").put("cursor", "k3f9.0"));
    fast.expect("subscribed");
    assertThat(ids(fast.expectEvents(EVENTS))).isEqualTo(allIds());

    assertThat(ids(events(slow, EVENTS))).isEqualTo(allIds());
  }

  @Test
  void aSlowReaderThatTheRingHasOvertakenIsReset() throws Exception {
    web = new WebFixture(Limits.of().sendBuffer(SEND_BUFFER_BYTES).build(), 100);
    RawWebSocket slow = subscribed();
    change(EVENTS);
    // Another client's snapshot shows that the server has handled the events that there were.
    SocketClient.greeted(web).subscribe();

    List<JsonObject> messages = slow.readMessages();
    while (messages.get(0).getString("t").equals("event")) {
      messages = slow.readMessages();
    }
    assertThat(messages).hasSize(1);
    assertThat(messages.get(0).getString("t")).isEqualTo("reset");
    assertThat(messages.get(0).getString("reason")).isEqualTo("lagged");
    slow.expectMessage("snapshot");
    assertThat(slow.expectMessage("subscribed").getBoolean("recovered")).isFalse();
  }

  @Test
  void aReaderThatStaysSlowIsClosed() throws Exception {
    web = new WebFixture(Limits.of().sendBuffer(SEND_BUFFER_BYTES).undrained(200).build(), EVENTS);
    RawWebSocket slow = subscribed();
    change(EVENTS);
    web.until(() -> web.web.closingSockets() == 1);

    assertThat(slow.readClose().closeCode()).isEqualTo(4008);
  }

  @Test
  void aReaderThatNeverReadsAgainIsEndedHard() throws Exception {
    web =
        new WebFixture(
            Limits.of().sendBuffer(SEND_BUFFER_BYTES).undrained(100).writeIdle(3_000).build(),
            EVENTS);
    subscribed();
    assertThat(web.web.openSockets()).isEqualTo(1);
    change(EVENTS);

    web.until(() -> web.web.openSockets() == 0);
  }

  @Test
  void aReaderThatNeverReadsDoesNotKeepTheServerFromStopping() throws Exception {
    web = new WebFixture(Limits.of().sendBuffer(SEND_BUFFER_BYTES).build(), EVENTS);
    subscribed();
    change(EVENTS);

    web.undeploy();

    assertThatThrownBy(() -> SocketClient.connect(web))
        .as("a connection to a server that has stopped")
        .isNotInstanceOf(TimeoutException.class);
  }

  private RawWebSocket subscribed() throws IOException {
    RawWebSocket client = RawWebSocket.greeted(web);
    clients.add(client);
    client.send(ClientFrames.text("{\"t\":\"subscribe\",\"id\":2}"));
    client.expectMessage("snapshot");
    client.expectMessage("subscribed");
    return client;
  }

  private static List<JsonObject> events(RawWebSocket client, int count) throws IOException {
    List<JsonObject> events = new ArrayList<>();
    while (events.size() < count) {
      for (JsonObject message : client.readMessages()) {
        assertThat(message.getString("t")).isEqualTo("event");
        events.add(message.getJsonObject("e"));
      }
    }
    return events;
  }

  private void change(int times) {
    for (int i = 0; i < times; i++) {
      web.service.change(CANON, i % 2 == 0 ? LinkState.DISCONNECTED : LinkState.CONNECTED);
    }
  }

  private static List<String> allIds() {
    return IntStream.rangeClosed(1, EVENTS).mapToObj(i -> "k3f9:" + i).toList();
  }

  private static List<String> ids(List<JsonObject> events) {
    return events.stream().map(event -> event.getString("id")).toList();
  }
}
