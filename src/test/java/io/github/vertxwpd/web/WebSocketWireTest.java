package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.web.websocket.ClientFrames;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire after the handshake, with a client that may do what is forbidden. */
class WebSocketWireTest {
  private static final String CANON = "bt-a0b1c2d3e4f5";
  private static final String UNKNOWN_ADDRESS =
      "{\"t\":\"command\",\"id\":\"é€😀\",\"verb\":\"nothing\",\"body\":{}}";
  private static final int SEND_BUFFER_BYTES = 8 * 1024;

  private WebFixture web;

  private RawWebSocket greeted(Limits limits) throws TimeoutException, IOException {
    web = new WebFixture(limits.build(), 1_000);
    return RawWebSocket.greeted(web);
  }

  private RawWebSocket greeted() throws TimeoutException, IOException {
    return greeted(Limits.of());
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  @Test
  void aMessageMayBeCutAnywhereWithPingsBetween() throws Exception {
    try (RawWebSocket client = greeted()) {
      byte[] bytes = ClientFrames.utf8(UNKNOWN_ADDRESS);
      int at = 0;
      for (int i = 0; i < 20; i++) {
        int first = i == 0 ? ClientFrames.FIRST_TEXT_PART : ClientFrames.PART;
        int end = at + i % 3;
        client.send(ClientFrames.frame(first, Buffer.buffer(bytes).getBytes(at, end)));
        at = end;
        client.send(ClientFrames.frame(ClientFrames.PING, (byte) i));
        assertThat(client.readFrame())
            .isEqualTo(
                new RawWebSocket.Frame(ClientFrames.PONG, Buffer.buffer(new byte[] {(byte) i})));
      }
      client.send(
          ClientFrames.frame(
              ClientFrames.LAST_PART, Buffer.buffer(bytes).getBytes(at, bytes.length)));

      assertThat(client.expectMessage("error").getString("id")).isEqualTo("é€😀");
    }
  }

  /** Nobody needs to, and yet it costs nothing. */
  @Test
  void framesThatComeWithTheRequestAreRead() throws Exception {
    web = new WebFixture(Limits.of().build(), 1_000);
    try (RawWebSocket client = RawWebSocket.connect(web)) {
      client.send(client.upgrade().appendBuffer(ClientFrames.text("{\"t\":\"hello\",\"id\":1}")));

      assertThat(client.readHead().status()).isEqualTo(101);
      assertThat(client.expectMessage("welcome").getInteger("id")).isEqualTo(1);
    }
  }

  @Test
  void aFrameMayComeByteByByte() throws Exception {
    try (RawWebSocket client = greeted()) {
      Buffer frame = ClientFrames.text(UNKNOWN_ADDRESS);
      for (int at = 0; at < frame.length(); at++) {
        client.send(frame.getBuffer(at, at + 1));
      }

      assertThat(client.expectMessage("error").getString("id")).isEqualTo("é€😀");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 124, 125})
  void aPingIsAnsweredWithItsBytes(int length) throws Exception {
    try (RawWebSocket client = greeted()) {
      byte[] payload = new byte[length];
      Arrays.fill(payload, (byte) 0xFE);
      client.send(ClientFrames.frame(ClientFrames.PING, payload));

      assertThat(client.readFrame())
          .isEqualTo(new RawWebSocket.Frame(ClientFrames.PONG, Buffer.buffer(payload)));
    }
  }

  @Test
  void aPongThatNobodyAskedForIsIgnored() throws Exception {
    try (RawWebSocket client = greeted()) {
      client.send(ClientFrames.frame(ClientFrames.PONG, (byte) 1, (byte) 2));
      client.send(ClientFrames.frame(ClientFrames.PING, (byte) 3));

      assertThat(client.readFrame().payload()).isEqualTo(Buffer.buffer(new byte[] {3}));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1011, 3000, 4999})
  void aCloseIsEchoedWithItsCodeAndTheServerEndsTheConnection(int code) throws Exception {
    try (RawWebSocket client = greeted()) {
      client.send(ClientFrames.close(code, "enough"));

      RawWebSocket.Frame answer = client.readFrame();
      assertThat(answer.firstByte()).isEqualTo(ClientFrames.CLOSE);
      assertThat(answer.closeCode()).isEqualTo(code);
      client.expectEnd();
      until(() -> web.web.openSockets() == 0);
    }
  }

  @Test
  void aCloseWithoutACodeIsAnsweredWithoutOne() throws Exception {
    try (RawWebSocket client = greeted()) {
      client.send(ClientFrames.frame(ClientFrames.CLOSE));

      assertThat(client.readFrame())
          .isEqualTo(new RawWebSocket.Frame(ClientFrames.CLOSE, Buffer.buffer()));
      client.expectEnd();
    }
  }

  @Test
  void aCloseWithinAMessageInPartsIsAnswered() throws Exception {
    try (RawWebSocket client = greeted()) {
      client.send(
          ClientFrames.frame(ClientFrames.FIRST_TEXT_PART, (byte) '{')
              .appendBuffer(ClientFrames.close(1000, ""))
              .appendBuffer(ClientFrames.frame(ClientFrames.LAST_PART, (byte) '}')));

      assertThat(client.readFrame().closeCode()).isEqualTo(1000);
      client.expectEnd();
    }
  }

  @Test
  void theServersGoodbyeIsAnsweredAndThenTheServerEndsTheConnection() throws Exception {
    try (RawWebSocket client = greeted()) {
      client.send(ClientFrames.text("{"));
      RawWebSocket.Frame goodbye = client.readFrame();
      assertThat(goodbye.closeCode()).isEqualTo(4500);
      assertThat(goodbye.closeReason()).isNotEmpty();
      until(() -> web.web.closingSockets() == 1);

      client.send(ClientFrames.frame(ClientFrames.PING));
      client.send(ClientFrames.text(UNKNOWN_ADDRESS));
      client.send(ClientFrames.close(4500, ""));
      client.expectEnd();
      until(() -> web.web.openSockets() == 0);
    }
  }

  @Test
  void aClientThatDoesNotAnswerTheGoodbyeIsEnded() throws Exception {
    try (RawWebSocket client = greeted(Limits.of().goodbye(50))) {
      client.send(ClientFrames.text("{"));

      assertThat(client.readFrame().closeCode()).isEqualTo(4500);
      client.expectEnd();
    }
  }

  @Test
  void aClientThatEndsItsHalfOfTheConnectionIsGone() throws Exception {
    try (RawWebSocket client = greeted()) {
      client.finish();

      client.expectEnd();
      until(() -> web.web.openSockets() == 0);
    }
  }

  @Test
  void aClientThatVanishesWithinAFrameIsGone() throws Exception {
    try (RawWebSocket client = greeted()) {
      client.send(ClientFrames.head(ClientFrames.TEXT, 60_000).appendString("{"));
    }
    until(() -> web.web.openSockets() == 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "81027b7d", // no mask
        "c1807b7d0000", // a reserved bit
        "838000000000", // an unknown opcode
        "8b8000000000",
        "098000000000", // a ping in parts
        "89fe007e00000000", // a ping of 126 bytes
        "008000000000", // continues nothing
        "80817b7d000000",
        "818100000000ff", // no UTF-8
        "018000000000818000000000", // a message within a message
        "88810000000003", // half a code
        "88820000000003ed", // 1005
        "82820000000000ff", // binary
        "81fe007d00000000", // a length that could be shorter
        "81ff800000000000000000000000", // a negative length
        "81ff000000000001000100000000" // one byte too many
      })
  void whatTheProtocolForbidsIsRefusedAndTheServerEndsTheConnection(String hex) throws Exception {
    try (RawWebSocket client = greeted(Limits.of().goodbye(50))) {
      client.send(Buffer.buffer(HexFormat.of().parseHex(hex)));

      RawWebSocket.Frame goodbye = client.readClose();
      assertThat(goodbye.closeCode()).isEqualTo(4500);
      assertThat(goodbye.closeReason()).isNotEmpty();
      client.expectEnd();
      until(() -> web.web.openSockets() == 0);
    }
  }

  /** With a goodbye that is longer than the test waits for the end. */
  @Test
  void aRefusedClientThatSaysGoodbyeIsEndedAtOnce() throws Exception {
    try (RawWebSocket client = greeted(Limits.of().goodbye(600_000))) {
      client.send(ClientFrames.unmasked(ClientFrames.TEXT, (byte) '{', (byte) '}'));
      assertThat(client.readFrame().closeCode()).isEqualTo(4500);
      client.send(ClientFrames.close(1002, ""));

      client.expectEnd();
    }
  }

  @Test
  void aFrameThatIsTooLongIsRefusedBeforeItComes() throws Exception {
    try (RawWebSocket client = greeted(Limits.of().goodbye(600_000))) {
      client.send(ClientFrames.head(ClientFrames.TEXT, 1L << 40));

      assertThat(client.readFrame().closeCode()).isEqualTo(4500);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {ClientFrames.PING, ClientFrames.PONG})
  void tooManyControlFramesCloseTheSocket(int firstByte) throws Exception {
    try (RawWebSocket client = greeted(Limits.of().messages(1, 5))) {
      Buffer flood = Buffer.buffer();
      for (int i = 0; i < 1_000; i++) {
        flood.appendBuffer(ClientFrames.frame(firstByte));
      }
      client.send(flood);

      assertThat(client.readClose().closeCode()).isEqualTo(4029);
    }
  }

  @Test
  void tooManyPartsOfAMessageCloseTheSocket() throws Exception {
    try (RawWebSocket client = greeted(Limits.of().messages(1, 5))) {
      Buffer flood = ClientFrames.frame(ClientFrames.FIRST_TEXT_PART);
      for (int i = 0; i < 1_000; i++) {
        flood.appendBuffer(ClientFrames.frame(ClientFrames.PART));
      }
      client.send(flood);

      assertThat(client.readFrame().closeCode()).isEqualTo(4029);
    }
  }

  @Test
  void aConnectionThatNothingIsWrittenToGetsTheSameTwoBytesAgainAndAgain() throws Exception {
    try (RawWebSocket client = greeted(Limits.of().keepAlive(20));
        RawWebSocket another = RawWebSocket.greeted(web)) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.readFrame())
            .isEqualTo(new RawWebSocket.Frame(ClientFrames.PONG, Buffer.buffer()));
        assertThat(another.readFrame())
            .isEqualTo(new RawWebSocket.Frame(ClientFrames.PONG, Buffer.buffer()));
      }
    }
  }

  @Test
  void aHandshakeThatDoesNotComeToItsEndIsEnded() throws Exception {
    web = new WebFixture(Limits.of().writeIdle(2_000).build(), 1_000);
    try (RawWebSocket client = RawWebSocket.connect(web)) {
      Buffer upgrade = client.upgrade();
      client.send(upgrade.getBuffer(0, upgrade.length() - 2));

      client.readToTheEnd();
    }
  }

  @Test
  void oneThatNeverReadsAgainIsEndedHardWhileAnIdleOneStays() throws Exception {
    Limits limits =
        Limits.of()
            .sendBuffer(SEND_BUFFER_BYTES)
            .undrained(100)
            .writeIdle(3_000)
            .keepAlive(50)
            .ping(600_000);
    try (RawWebSocket healthy = greeted(limits);
        RawWebSocket stuck = RawWebSocket.greeted(web)) {
      stuck.send(ClientFrames.text("{\"t\":\"subscribe\",\"id\":2}"));
      stuck.expectMessage("snapshot");
      until(() -> web.web.openSockets() == 2);
      web.vertx.setPeriodic(
          5,
          id -> {
            for (int i = 0; i < 100; i++) {
              web.service.change(CANON, LinkState.DISCONNECTED);
            }
          });
      while (web.web.openSockets() == 2) {
        assertThat(healthy.readFrame().firstByte()).isEqualTo(ClientFrames.PONG);
      }
      healthy.send(ClientFrames.frame(ClientFrames.PING, (byte) 7));
      RawWebSocket.Frame answer = healthy.readFrame();
      while (answer.payload().length() == 0) {
        answer = healthy.readFrame();
      }

      assertThat(answer.payload()).isEqualTo(Buffer.buffer(new byte[] {7}));
      assertThat(web.web.openSockets()).isEqualTo(1);
      stuck.readToTheEnd();
    }
  }

  private void until(BooleanSupplier condition) throws TimeoutException {
    Promise<Void> met = Promise.promise();
    long timer =
        web.vertx.setPeriodic(
            20,
            id -> {
              if (condition.getAsBoolean()) {
                met.tryComplete();
              }
            });
    met.future().await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    web.vertx.cancelTimer(timer);
  }
}
