package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.HttpOptions;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client that does not behave costs, and how it ends. */
class ConnectionLimitsTest {
  private WebFixture web;

  private void start(WebLimits limits) throws TimeoutException {
    web = new WebFixture(WebSetup.of().limits(limits).options(new HttpOptions().setBridge(true)));
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  private RawConnection connect() throws Exception {
    return RawConnection.to(web.port());
  }

  private String head(String first) {
    return first + " HTTP/1.1\r\nHost: localhost:" + web.port() + "\r\n";
  }

  @Test
  void oneConnectionTooManyIsClosedAtOnceAndOneThatEndsMakesRoom() throws Exception {
    start(Limits.of().connections(2).build());
    try (RawConnection first = connect()) {
      try (RawConnection second = connect();
          RawConnection third = connect()) {
        assertThat(third.readToTheEnd()).isEmpty();
        assertAnswered(second);
      }
      web.until(() -> web.web.openConnections() == 1);
      try (RawConnection fourth = connect()) {
        assertAnswered(fourth);
      }
      assertAnswered(first);
    }
  }

  private void assertAnswered(RawConnection connection) throws Exception {
    connection.send(head("GET /api/v1/devices") + "Connection: close\r\n\r\n");
    assertThat(connection.readToTheEnd()).startsWith("HTTP/1.1 200");
  }

  @Test
  void aWebSocketABridgeAndAListenerAreConnectionsUntilTheyEnd() throws Exception {
    start(Limits.of().connections(3).build());
    SocketClient socket = SocketClient.greeted(web);
    BridgeClient bridge = BridgeClient.connect(web.sockets, web.port());
    EventLines listener = EventLines.get(web, "/api/v1/events");
    listener.next();
    assertThat(web.web.openConnections()).isEqualTo(3);
    try (RawConnection fourth = connect()) {
      assertThat(fourth.readToTheEnd()).isEmpty();
    }

    socket.socket().close();
    web.until(() -> web.web.openConnections() == 2);
    bridge.socket().close();
    web.until(() -> web.web.openConnections() == 1);
    listener.close();

    web.until(() -> web.web.openConnections() == 0);
  }

  @Test
  void aWebSocketThatIsTurnedAwayIsNoConnectionAnyMore() throws Exception {
    start(Limits.of().build());
    SocketClient client = SocketClient.connect(web, new String[0]);
    assertThat(client.closeCode()).isEqualTo(4505);

    web.until(() -> web.web.openConnections() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: b"})
  void aRequestThatIsNotFinishedInTimeIsEnded(String beginning) throws Exception {
    start(Limits.of().writeIdle(300).build());
    try (RawConnection slow = connect()) {
      slow.send(beginning);

      assertThat(slow.readToTheEnd()).isEmpty();
    }
  }

  @Test
  void headersThatDripAreEnded() throws Exception {
    start(Limits.of().writeIdle(300).build());
    try (RawConnection slow = connect()) {
      Dripping headers = Dripping.into(slow, head("GET /"), "X-A: b\r\n");

      assertThat(slow.readToTheEnd()).isEmpty();
      headers.stop();
    }
  }

  @Test
  void aBodyThatDripsIsEnded() throws Exception {
    start(Limits.of().writeIdle(300).build());
    try (RawConnection slow = connect()) {
      String head =
          head("POST /api/v1/devices/bt-a0b1c2d3e4f5/disconnect")
              + "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n";
      Dripping body = Dripping.into(slow, head, " ");

      assertThat(slow.readToTheEnd()).isEmpty();
      body.stop();
    }
    assertThat(web.service.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {9_000, 100_000})
  void headersThatAreTooLongAreRefused(int length) throws Exception {
    start(Limits.of().build());
    try (RawConnection raw = connect()) {
      raw.send(head("GET /") + "X-Long: " + "x".repeat(length) + "\r\n\r\n");

      assertRefused(raw.readToTheEnd());
    }
  }

  @Test
  void aUrlThatIsTooLongIsRefused() throws Exception {
    start(Limits.of().build());
    try (RawConnection raw = connect()) {
      raw.send(head("GET /" + "x".repeat(5_000)) + "\r\n");

      assertRefused(raw.readToTheEnd());
    }
  }

  private static void assertRefused(String answer) {
    assertThat(answer)
        .matches("(?s)HTTP/1[.][01] 400 .*")
        .contains("application/problem+json", "nosniff", "\"code\":\"malformed\"", "too long");
  }

  @Test
  void anOtherClientDoesNotNotice() throws Exception {
    start(Limits.of().build());
    try (RawConnection raw = connect()) {
      raw.send("nonsense\r\n\r\n");
      ClientWebSocket socket = (ClientWebSocket) SocketClient.greeted(web).socket();

      assertThat(socket.isClosed()).isFalse();
      assertThat(web.get("/api/v1/devices").json()).isInstanceOf(JsonObject.class);
    }
  }
}
