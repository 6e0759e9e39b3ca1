package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.web.websocket.ClientFrames;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The opening handshake (RFC 6455, sections 4.1 and 4.2), byte by byte. */
class WebSocketHandshakeTest {
  private static final String HELLO = "{\"t\":\"hello\",\"id\":1}";

  private WebFixture web;

  @BeforeEach
  void start() throws TimeoutException {
    web = new WebFixture();
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  @Test
  void theAnswerHasTheHeadersOfAnUpgradeAndNoBody() throws IOException {
    try (RawWebSocket client = RawWebSocket.connect(web)) {
      client.send(client.upgrade());
      RawWebSocket.Head head = client.readHead();

      assertThat(head.status()).isEqualTo(101);
      assertThat(head.headers())
          .containsEntry("connection", "upgrade")
          .containsEntry("upgrade", "websocket")
          .containsEntry("sec-websocket-accept", RawWebSocket.ACCEPT)
          .containsEntry("sec-websocket-protocol", "wpd.v1")
          .containsOnlyKeys(
              "connection",
              "upgrade",
              "sec-websocket-accept",
              "sec-websocket-protocol",
              "cache-control",
              "content-security-policy",
              "x-content-type-options",
              "referrer-policy");
      assertGreets(client);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Connection: keep-alive, Upgrade | Upgrade: websocket",
        "Connection: keep-alive,Upgrade  | Upgrade: WebSocket",
        "connection: UPGRADE             | UPGRADE: WEBSOCKET",
        "CONNECTION: upgrade, close      | upgrade: h2c, websocket"
      })
  void tokensAreFoundInListsAndInEveryCase(String connection, String upgrade) throws IOException {
    try (RawWebSocket client = RawWebSocket.connect(web)) {
      client.send(
          client.request(
              "GET",
              "HTTP/1.1",
              connection.trim(),
              upgrade.trim(),
              "SEC-WEBSOCKET-VERSION:13",
              "sec-websocket-key:  " + RawWebSocket.KEY + "  ",
              "sec-websocket-protocol: wpd.v1"));

      assertThat(client.readHead().headers())
          .containsEntry("sec-websocket-accept", RawWebSocket.ACCEPT);
      assertGreets(client);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-WebSocket-Protocol: chat, wpd.v1,superchat",
        "Sec-WebSocket-Protocol: wpd.v2\r\nSec-WebSocket-Protocol: wpd.v1",
        "Sec-WebSocket-Protocol: wpd.v1, wpd.v1"
      })
  void oneOfSeveralSubprotocolsIsChosen(String header) throws IOException {
    try (RawWebSocket client = RawWebSocket.connect(web)) {
      client.send(with(client, header));

      assertThat(client.readHead().headers()).containsEntry("sec-websocket-protocol", "wpd.v1");
      assertGreets(client);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-None: offered",
        "Sec-WebSocket-Protocol: ",
        "Sec-WebSocket-Protocol: WPD.V1",
        "Sec-WebSocket-Protocol: wpd.v10, wpd"
      })
  void aSubprotocolThatIsNotOursIsNotEchoed(String header) throws IOException {
    try (RawWebSocket client = RawWebSocket.connect(web)) {
      client.send(with(client, header));

      RawWebSocket.Head head = client.readHead();
      assertThat(head.status()).isEqualTo(101);
      assertThat(head.headers()).doesNotContainKey("sec-websocket-protocol");
      assertThat(client.readClose().closeCode()).isEqualTo(4505);
    }
  }

  @Test
  void noExtensionIsAgreedTo() throws IOException {
    try (RawWebSocket client = RawWebSocket.connect(web)) {
      client.send(
          with(
              client,
              "Sec-WebSocket-Protocol: wpd.v1",
              "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"));

      assertThat(client.readHead().headers()).doesNotContainKey("sec-websocket-extensions");
      assertGreets(client);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1|Connection: close|Upgrade: websocket|13|" + RawWebSocket.KEY,
        "HTTP/1.1|Connection: xupgrade|Upgrade: websocket|13|" + RawWebSocket.KEY,
        "HTTP/1.1|Connection: Upgrade|Upgrade: websockets|13|" + RawWebSocket.KEY,
        "HTTP/1.1|Connection: Upgrade|X-Upgrade: websocket|13|" + RawWebSocket.KEY,
        "HTTP/1.0|Connection: Upgrade|Upgrade: websocket|13|" + RawWebSocket.KEY,
        "HTTP/1.1|Connection: Upgrade|Upgrade: websocket||" + RawWebSocket.KEY,
        "HTTP/1.1|Connection: Upgrade|Upgrade: websocket|8|" + RawWebSocket.KEY,
        "HTTP/1.1|Connection: Upgrade|Upgrade: websocket|14|" + RawWebSocket.KEY,
        "HTTP/1.1|Connection: Upgrade|Upgrade: websocket|013|" + RawWebSocket.KEY,
        "HTTP/1.1|Connection: Upgrade|Upgrade: websocket|13, 8|" + RawWebSocket.KEY,
        "HTTP/1.1|Connection: Upgrade|Upgrade: websocket|13\r\nSec-WebSocket-Version: 8|"
            + RawWebSocket.KEY,
        "HTTP/1.1|Connection: Upgrade|Upgrade: websocket|13|",
        "HTTP/1.1|Connection: Upgrade|Upgrade: websocket|13|no key at all",
        "HTTP/1.1|Connection: Upgrade|Upgrade: websocket|13|dGhlIHNhbXBsZSBub25jZQ",
        "HTTP/1.1|Connection: Upgrade|Upgrade: websocket|13|dGhlIHNhbXBsZSBub25jZQE=",
        "HTTP/1.1|Connection: Upgrade|Upgrade: websocket|13|dGhlIHNhbXBsZSBub24=",
        "HTTP/1.1|Connection: Upgrade|Upgrade: websocket|13|"
            + RawWebSocket.KEY
            + "\r\nSec-WebSocket-Key: "
            + RawWebSocket.KEY
      })
  void whatIsNoHandshakeIsToldTheVersion(String parts) throws IOException {
    String[] part = parts.split("\\|", -1);
    try (RawWebSocket client = RawWebSocket.connect(web)) {
      client.send(
          client.request(
              "GET",
              part[0],
              part[1],
              part[2],
              "Sec-WebSocket-Version: " + part[3],
              "Sec-WebSocket-Key: " + part[4],
              "Sec-WebSocket-Protocol: wpd.v1"));
      RawWebSocket.Head head = client.readHead();

      assertThat(head.status()).isEqualTo(400);
      assertThat(head.headers())
          .containsEntry("sec-websocket-version", "13")
          .containsEntry("content-type", "application/problem+json")
          .doesNotContainKeys("sec-websocket-accept", "upgrade");
      assertThat(web.web.openSockets()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "POST", "PUT", "OPTIONS"})
  void onlyAGetIsUpgraded(String method) throws IOException {
    try (RawWebSocket client = RawWebSocket.connect(web)) {
      client.send(Buffer.buffer(client.upgrade().toString().replaceFirst("^GET", method)));

      assertThat(client.readHead().status()).isBetween(400, 499);
      assertThat(web.web.openSockets()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"Content-Length: 2, {}", "Transfer-Encoding: chunked, 0\r\n\r\n"})
  void aHandshakeWithABodyIsRefusedSoThatNoneOfItIsTakenForFrames(String header, String body)
      throws IOException {
    try (RawWebSocket client = RawWebSocket.connect(web)) {
      client.send(with(client, "Sec-WebSocket-Protocol: wpd.v1", header).appendString(body));

      assertThat(client.readHead().status()).isEqualTo(400);
      assertThat(web.web.openSockets()).isZero();
    }
  }

  @Test
  void aHandshakeMaySayThatItsBodyIsEmpty() throws IOException {
    try (RawWebSocket client = RawWebSocket.connect(web)) {
      client.send(with(client, "Sec-WebSocket-Protocol: wpd.v1", "Content-Length: 0"));

      assertThat(client.readHead().status()).isEqualTo(101);
      assertGreets(client);
    }
  }

  /** Which is forbidden before the answer: what it says may be lost, but nothing else is. */
  @Test
  void aFirstFrameInThePacketOfTheRequestHarmsNobody() throws IOException, TimeoutException {
    try (RawWebSocket hasty = RawWebSocket.connect(web)) {
      hasty.send(hasty.upgrade().appendBuffer(ClientFrames.text(HELLO)));
      assertThat(hasty.readHead().status()).isEqualTo(101);
      hasty.finish();
      hasty.readToTheEnd();
    }
    try (RawWebSocket client = RawWebSocket.greeted(web)) {
      client.send(ClientFrames.frame(ClientFrames.PING));
      assertThat(client.readFrame().firstByte()).isEqualTo(ClientFrames.PONG);
    }
    assertThat(web.get("/api/v1/devices").status()).isEqualTo(200);
  }

  @Test
  void aRequestThatComesInPiecesIsUpgraded() throws IOException {
    try (RawWebSocket client = RawWebSocket.connect(web)) {
      Buffer upgrade = client.upgrade();
      for (int at = 0; at < upgrade.length(); at++) {
        client.send(upgrade.getBuffer(at, at + 1));
      }
      assertThat(client.readHead().status()).isEqualTo(101);
      assertGreets(client);
    }
  }

  private static Buffer with(RawWebSocket client, String... headers) {
    String[] all =
        Stream.concat(
                List.of(
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: " + RawWebSocket.KEY)
                    .stream(),
                List.of(headers).stream())
            .toArray(String[]::new);
    return client.request("GET", "HTTP/1.1", all);
  }

  private static void assertGreets(RawWebSocket client) throws IOException {
    client.send(ClientFrames.text(HELLO));
    client.expectMessage("welcome");
  }
}
