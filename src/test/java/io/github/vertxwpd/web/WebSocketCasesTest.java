package io.github.vertxwpd.web;

import static io.github.vertxwpd.web.websocket.ClientFrames.CLOSE;
import static io.github.vertxwpd.web.websocket.ClientFrames.FIRST_TEXT_PART;
import static io.github.vertxwpd.web.websocket.ClientFrames.LAST_PART;
import static io.github.vertxwpd.web.websocket.ClientFrames.PART;
import static io.github.vertxwpd.web.websocket.ClientFrames.PING;
import static io.github.vertxwpd.web.websocket.ClientFrames.PONG;
import static io.github.vertxwpd.web.websocket.ClientFrames.TEXT;
import static io.github.vertxwpd.web.websocket.ClientFrames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.web.websocket.ClientFrames;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases of the Autobahn test suite that matter to this endpoint, by their numbers there: texts,
 * pings, reserved bits and opcodes, fragments, UTF-8 and closing. It echoes nothing, so that a
 * message that got through is answered with the id that it had. Left out are binary messages (1.2:
 * a client has none to send), masses (9: they are over the limit) and compression (12, 13: it is
 * not offered). A refusal has the close code 4500 of this protocol, where Autobahn looks for 1002
 * and 1007.
 */
class WebSocketCasesTest {
  private static final int REFUSED = 4500;

  private static WebFixture web;

  @BeforeAll
  static void start() throws TimeoutException {
    web = new WebFixture(Limits.of().goodbye(50).messages(1_000_000, 1_000_000).build(), 1_000);
  }

  @AfterAll
  static void stop() throws TimeoutException {
    web.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a message whose id holds these bytes, and which is answered with it. */
  private static byte[] message(byte[] id) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(bytes("{\"t\":\"command\",\"verb\":\"nothing\",\"body\":{},\"id\":\""));
    message.writeBytes(id);
    message.writeBytes(bytes("\"}"));
    return message.toByteArray();
  }

  private static byte[] message(String id) {
    return message(bytes(id));
  }

  /** Returns a message of this length, its id "long". */
  private static byte[] message(int length) {
    byte[] message = new byte[length];
    Arrays.fill(message, (byte) ' ');
    byte[] start = message("long");
    System.arraycopy(start, 0, message, 0, start.length);
    return message;
  }

  private static Buffer fragments(byte[] message, int size) {
    Buffer frames = Buffer.buffer();
    for (int at = 0; at < message.length; at += size) {
      int end = Math.min(message.length, at + size);
      int first = at == 0 ? FIRST_TEXT_PART : end == message.length ? LAST_PART : PART;
      frames.appendBuffer(frame(first, Arrays.copyOfRange(message, at, end)));
    }
    return frames;
  }

  private static Buffer all(Buffer... frames) {
    Buffer all = Buffer.buffer();
    Stream.of(frames).forEach(all::appendBuffer);
    return all;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  static List<Arguments> answered() {
    Buffer hello = frame(TEXT, message("Hello"));
    List<Arguments> cases = new ArrayList<>();
    for (int length : new int[] {125, 126, 127, 128, 65_535, 65_536}) {
      cases.add(Arguments.of("1.1 a text of " + length, frame(TEXT, message(length)), "long"));
    }
    cases.add(Arguments.of("2.7 a pong nobody asked for", all(frame(PONG), hello), "Hello"));
    cases.add(
        Arguments.of("2.8 with a payload", all(frame(PONG, bytes("unasked")), hello), "Hello"));
    cases.add(Arguments.of("5.3 two fragments", fragments(message("Hello"), 40), "Hello"));
    cases.add(Arguments.of("5.6 byte by byte", fragments(message("Hello"), 1), "Hello"));
    cases.add(
        Arguments.of(
            "6.1 fragments without bytes",
            all(
                frame(FIRST_TEXT_PART),
                frame(PART),
                frame(PART, message("Hello")),
                frame(LAST_PART)),
            "Hello"));
    return cases;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void answered(String what, Buffer frames, String id) throws IOException {
    try (RawWebSocket client = RawWebSocket.greeted(web)) {
      client.send(frames);

      assertThat(client.expectMessage("error").getString("id")).as(what).isEqualTo(id);
    }
  }

  static List<Arguments> ponged() {
    List<Arguments> cases = new ArrayList<>();
    for (String payload : List.of("", "Hello, world!", "\u00ff\u00fe\u0000", "x".repeat(125))) {
      cases.add(Arguments.of("2.1 to 2.4", payload.getBytes(StandardCharsets.ISO_8859_1), false));
      cases.add(Arguments.of("2.6", payload.getBytes(StandardCharsets.ISO_8859_1), true));
    }
    return cases;
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource
  void ponged(String what, byte[] payload, boolean isByteByByte) throws IOException {
    try (RawWebSocket client = RawWebSocket.greeted(web)) {
      Buffer ping = frame(PING, payload);
      int step = isByteByByte ? 1 : ping.length();
      for (int at = 0; at < ping.length(); at += step) {
        client.send(ping.getBuffer(at, at + step));
      }

      assertThat(client.readFrame())
          .as(what)
          .isEqualTo(new RawWebSocket.Frame(PONG, Buffer.buffer(payload)));
    }
  }

  /** 2.10, 2.11, and 5.19 where they come between fragments. */
  @ParameterizedTest
  @MethodSource("bytesAtOnce")
  void tenPingsAreAnsweredInTheirOrder(int size) throws IOException {
    try (RawWebSocket client = RawWebSocket.greeted(web)) {
      byte[] message = message("Hello");
      Buffer frames = frame(FIRST_TEXT_PART, Arrays.copyOf(message, 3));
      for (int i = 0; i < 10; i++) {
        frames.appendBuffer(frame(PING, (byte) i));
        frames.appendBuffer(frame(PART));
      }
      frames.appendBuffer(frame(LAST_PART, Arrays.copyOfRange(message, 3, message.length)));
      for (int at = 0; at < frames.length(); at += size) {
        client.send(frames.getBuffer(at, Math.min(frames.length(), at + size)));
      }

      for (int i = 0; i < 10; i++) {
        assertThat(client.readFrame().payload()).isEqualTo(Buffer.buffer(new byte[] {(byte) i}));
      }
      assertThat(client.expectMessage("error").getString("id")).isEqualTo("Hello");
    }
  }

  static List<Integer> bytesAtOnce() {
    return List.of(1, 7, 100_000);
  }

  static List<Arguments> refused() {
    Buffer hello = frame(TEXT, message("Hello"));
    List<Arguments> cases = new ArrayList<>();
    cases.add(Arguments.of("1.1.1 a text of nothing", frame(TEXT)));
    cases.add(Arguments.of("2.5 a ping of 126 bytes", frame(PING, new byte[126])));
    for (int bits = 1; bits < 8; bits++) {
      cases.add(Arguments.of("3 reserved bits " + bits, frame(TEXT | bits << 4, bytes("{}"))));
      cases.add(Arguments.of("3 in a ping " + bits, frame(PING | bits << 4)));
      cases.add(
          Arguments.of("3 in a close " + bits, frame(CLOSE | bits << 4, (byte) 3, (byte) 0xE8)));
    }
    for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
      cases.add(Arguments.of("4 opcode " + opcode, frame(0x80 | opcode)));
      cases.add(Arguments.of("4 with bytes " + opcode, frame(0x80 | opcode, bytes("Hello"))));
    }
    cases.add(Arguments.of("5.1 a ping in fragments", all(frame(0x09), frame(LAST_PART))));
    cases.add(Arguments.of("5.2 a pong in fragments", all(frame(0x0A), frame(LAST_PART))));
    cases.add(Arguments.of("5.9 nothing to go on with", all(frame(LAST_PART), hello)));
    cases.add(Arguments.of("5.12 nor to go on with", all(frame(PART), hello)));
    cases.add(
        Arguments.of(
            "5.15 going on after the end",
            all(frame(FIRST_TEXT_PART, bytes(" ")), frame(LAST_PART, bytes("[]")), frame(PART))));
    cases.add(Arguments.of("5.18 a text within a text", all(frame(FIRST_TEXT_PART), hello)));
    cases.add(Arguments.of("7.3.2 half a close code", frame(CLOSE, (byte) 3)));
    cases.add(Arguments.of("7.3.6 a reason of 124 bytes", ClientFrames.close(1000, x(124))));
    cases.add(
        Arguments.of("7.5.1 a reason that is no UTF-8", frame(CLOSE, hex("03e8cebae1bdb9ff"))));
    for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999}) {
      cases.add(Arguments.of("7.9 the code " + code, ClientFrames.close(code, "")));
    }
    cases.add(Arguments.of("7.13 the code 5000", ClientFrames.close(5000, "")));
    cases.add(Arguments.of("7.13 the code 65535", ClientFrames.close(65_535, "")));
    return cases;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String what, Buffer frames) throws IOException {
    try (RawWebSocket client = RawWebSocket.greeted(web)) {
      client.send(frames);

      assertThat(client.readClose().closeCode()).as(what).isEqualTo(REFUSED);
      client.expectEnd();
    }
  }

  private static String x(int length) {
    return "x".repeat(length);
  }

  /** 6.2, 6.5, 6.7, 6.9, 6.11, 6.16, 6.17, 6.22. */
  static List<String> wellFormed() {
    return List.of(
        "48656c6c6f2dc2b540c39fc3b6c3a4c3bcc3a0c3a12d5554462d382121",
        "cebae1bdb9cf83cebcceb5",
        "c280",
        "e0a080",
        "f0908080",
        "7f",
        "dfbf",
        "efbfbf",
        "f48fbfbf",
        "ed9fbf",
        "ee8080",
        "efbfbd",
        "efbfbe",
        "f09fbfbe",
        "f3bfbfbf");
  }

  @ParameterizedTest
  @MethodSource("wellFormed")
  void whatIsUtf8IsTakenHoweverItIsCut(String digits) throws IOException {
    String text = new String(hex(digits), StandardCharsets.UTF_8);
    try (RawWebSocket client = RawWebSocket.greeted(web)) {
      client.send(all(frame(TEXT, message(hex(digits))), fragments(message(hex(digits)), 1)));

      assertThat(client.expectMessage("error").getString("id")).isEqualTo(text);
      assertThat(client.expectMessage("error").getString("id")).isEqualTo(text);
    }
  }

  /** 6.3, 6.6, 6.8, 6.10, 6.12 to 6.15, 6.18 to 6.21, 6.23. */
  static List<String> illFormed() {
    return List.of(
        "cebae1bdb9cf83cebcceb5eda080656469746564", // a surrogate within a text
        "ce",
        "cebae1",
        "cebae1bd",
        "f888808080",
        "fc8480808080",
        "f7bfbfbf",
        "fbbfbfbfbf",
        "fdbfbfbfbfbf",
        "f4908080",
        "80",
        "bf",
        "80bf80bf",
        "c020",
        "e020",
        "f020",
        "c0",
        "e080",
        "f08080",
        "fe",
        "ff",
        "c0af",
        "e080af",
        "f08080af",
        "f8808080af",
        "c1bf",
        "e09fbf",
        "f08fbfbf",
        "c080",
        "e08080",
        "f0808080",
        "eda080",
        "edadbf",
        "edae80",
        "edafbf",
        "edb080",
        "edbe80",
        "edbfbf",
        "eda080edb080",
        "edafbfedbfbf");
  }

  @ParameterizedTest
  @MethodSource("illFormed")
  void whatIsNoUtf8IsRefusedHoweverItIsCut(String digits) throws IOException {
    for (int size : new int[] {1, 2, 1_000}) {
      try (RawWebSocket client = RawWebSocket.greeted(web)) {
        client.send(fragments(message(hex(digits)), size));

        assertThat(client.readClose().closeCode()).isEqualTo(REFUSED);
      }
    }
  }

  static List<Arguments> closed() {
    byte[] hello = message("Hello");
    List<Arguments> cases = new ArrayList<>();
    for (int code :
        new int[] {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999}) {
      cases.add(Arguments.of("7.7", ClientFrames.close(code, ""), code));
    }
    Buffer close = ClientFrames.close(1000, "");
    cases.add(Arguments.of("7.1.2 and again", all(close, close), 1000));
    cases.add(Arguments.of("7.1.3 and a ping", all(close, frame(PING)), 1000));
    cases.add(Arguments.of("7.1.4 and a text", all(close, frame(TEXT, hello)), 1000));
    cases.add(
        Arguments.of(
            "7.1.5 within a text",
            all(frame(FIRST_TEXT_PART, bytes("[")), close, frame(LAST_PART, bytes("]"))),
            1000));
    cases.add(Arguments.of("7.3.4 a reason", ClientFrames.close(1000, "Hello"), 1000));
    cases.add(Arguments.of("7.3.5 of 123 bytes", ClientFrames.close(1000, x(123)), 1000));
    return cases;
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource
  void closed(String what, Buffer frames, int code) throws IOException {
    try (RawWebSocket client = RawWebSocket.greeted(web)) {
      client.send(frames);

      RawWebSocket.Frame answer = client.readFrame();
      assertThat(answer.firstByte()).as(what).isEqualTo(CLOSE);
      assertThat(answer.closeCode()).isEqualTo(code);
      client.expectEnd();
    }
  }
}
