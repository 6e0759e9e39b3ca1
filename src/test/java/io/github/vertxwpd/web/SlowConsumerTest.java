package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.model.LinkState;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that does not read: its queue is bounded, nobody else waits, nothing gets lost. */
class SlowConsumerTest {
  private static final String CANON = "bt-a0b1c2d3e4f5";
  private static final int EVENTS = 20_000;
  private static final int SEND_BUFFER_BYTES = 8 * 1024;

  private WebFixture web;

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  @Test
  void aSlowReaderGetsEveryEventOnceItReads() throws Exception {
    web = new WebFixture(Limits.of().sendBuffer(SEND_BUFFER_BYTES).build(), EVENTS);
    SocketClient slow = SocketClient.greeted(web);
    slow.subscribe();
    slow.socket().pause();
    change(EVENTS);
    SocketClient fast = SocketClient.greeted(web);
    fast.send(new JsonObject().put("t", "subscribe").put("cursor", "k3f9.0"));
    fast.expect("subscribed");
    assertThat(ids(fast.expectEvents(EVENTS))).isEqualTo(allIds());

    slow.socket().resume();

    assertThat(ids(slow.expectEvents(EVENTS))).isEqualTo(allIds());
  }

  @Test
  void aSlowReaderThatTheRingHasOvertakenIsReset() throws Exception {
    web = new WebFixture(Limits.of().sendBuffer(SEND_BUFFER_BYTES).build(), 100);
    SocketClient slow = SocketClient.greeted(web);
    slow.subscribe();
    slow.socket().pause();
    change(EVENTS);
    // Another client's snapshot shows that the server has handled the events that there were.
    SocketClient.greeted(web).subscribe();
    slow.socket().resume();

    JsonObject message = slow.next();
    while (message.getString("t").equals("event")) {
      message = slow.next();
    }
    assertThat(message.getString("t")).isEqualTo("reset");
    assertThat(message.getString("reason")).isEqualTo("lagged");
    JsonObject subscribed = slow.expectSnapshot();
    assertThat(subscribed.getBoolean("recovered")).isFalse();
  }

  @Test
  void aReaderThatStaysSlowIsClosed() throws Exception {
    web = new WebFixture(Limits.of().sendBuffer(SEND_BUFFER_BYTES).undrained(200).build(), EVENTS);
    SocketClient slow = SocketClient.greeted(web);
    slow.subscribe();
    slow.socket().pause();
    change(EVENTS);
    web.until(() -> web.web.closingSockets() == 1);
    slow.socket().resume();

    assertThat(slow.closeCode()).isEqualTo(4008);
  }

  @Test
  void aReaderThatNeverReadsAgainIsEndedHard() throws Exception {
    web =
        new WebFixture(
            Limits.of().sendBuffer(SEND_BUFFER_BYTES).undrained(100).writeIdle(3_000).build(),
            EVENTS);
    SocketClient stuck = SocketClient.greeted(web);
    stuck.subscribe();
    assertThat(web.web.openSockets()).isEqualTo(1);
    stuck.socket().pause();
    change(EVENTS);

    web.until(() -> web.web.openSockets() == 0);
  }

  @Test
  void aReaderThatNeverReadsDoesNotKeepTheServerFromStopping() throws Exception {
    web = new WebFixture(Limits.of().sendBuffer(SEND_BUFFER_BYTES).build(), EVENTS);
    SocketClient stuck = SocketClient.greeted(web);
    stuck.subscribe();
    stuck.socket().pause();
    change(EVENTS);

    web.undeploy();

    assertThatThrownBy(() -> SocketClient.connect(web))
        .as("a connection to a server that has stopped")
        .isNotInstanceOf(TimeoutException.class);
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
