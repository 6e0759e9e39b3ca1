package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.Lane;
import io.github.vertxwpd.web.websocket.ClientFrames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real process among clients that do not behave, with little memory: each of them gets its
 * answer or its end, the process stays, and a client that behaves does not notice.
 */
class HostileClientsIT {
  private static final String DEVICES = "/api/v1/devices/";
  private static final String COMMAND = DEVICES + "bt-a0b1c2d3e4f5/disconnect";
  private static final int COMERS = 10_000;
  private static final int OPEN_AT_ONCE = 300;

  /** Sockets that get events, 2 000, and 1 000 others. */
  private static final int MOST_CONNECTIONS = 3_000;

  private static final int TOO_MANY = 200;

  /** How the first message of a TLS handshake begins. */
  private static final String CLIENT_HELLO = "\u0016\u0003\u0001\u0002\u0000\u0001";

  /** Little enough that what is kept of ten thousand connections would not fit. */
  private static final List<String> LITTLE_MEMORY =
      List.of("-Xmx64m", "-XX:MaxDirectMemorySize=16m", "-XX:+ExitOnOutOfMemoryError");

  @TempDir private static Path directory;

  private static GatewayJar gateway;
  private static GatewayJar secure;
  private static TestCertificate certificate;
  private static Path log;
  private static int port;
  private static Witness witness;

  @BeforeAll
  static void start() throws Exception {
    Path jar = GatewayJar.path(Lane.BROWSER);
    log = directory.resolve("gateway.log");
    gateway =
        GatewayJar.start(
            jar,
            log.toFile(),
            LITTLE_MEMORY,
            "http.port=0",
            "data.dir=" + directory.resolve("data"),
            "simulated.latencyMs=5");
    port = gateway.port();
    certificate = TestCertificate.in(directory);
    secure =
        GatewayJar.start(
            jar,
            directory.resolve("secure.log").toFile(),
            LITTLE_MEMORY,
            "http.port=0",
            "data.dir=" + directory.resolve("secure"),
            "http.tls.certificate=" + certificate.file(),
            "http.tls.key=" + certificate.key());
    witness = new Witness(port);
  }

  @AfterEach
  void nobodyElseNotices() throws Exception {
    witness.assertUnharmed();
    assertThat(ask("GET", "/api/v1/devices", "")).startsWith("HTTP/1.1 200 ");
  }

  @AfterAll
  static void stop() throws Exception {
    if (secure != null) {
      witness.close();
      gateway.close();
      secure.close();
      assertThat(Files.readString(log)).doesNotContain("OutOfMemory", "OutOfDirectMemory");
    }
  }

  /** They are ended at about the same time, so that all of them take no longer than one. */
  @Test
  void whoeverIsTooSlowIsEnded() throws Exception {
    List<RawConnection> slow = new ArrayList<>();
    List<Dripping> drips = new ArrayList<>();
    List<RawWebSocket> silent = new ArrayList<>();
    String upgrade = head("GET", "/api/v1/ws") + "Connection: Upgrade\r\nUpgrade: websocket\r\n";
    String post = head("POST", COMMAND) + "Content-Type: application/json\r\n";
    for (int i = 0; i < 50; i++) {
      slow.add(sent(""));
      slow.add(sent("GET / HT"));
      slow.add(sent(head("GET", "/")));
      slow.add(sent(upgrade));
      slow.add(sent(post + "Content-Length: 60000\r\n\r\n{"));
      silent.add(RawWebSocket.open(port));
    }
    for (int i = 0; i < 20; i++) {
      slow.add(sent(""));
      drips.add(Dripping.into(slow.get(slow.size() - 1), head("GET", "/"), "X-A: b\r\n"));
      slow.add(sent(""));
      drips.add(
          Dripping.into(slow.get(slow.size() - 1), post + "Content-Length: 60000\r\n\r\n", " "));
    }
    for (String beginning : List.of("", CLIENT_HELLO, head("GET", "/") + "\r\n")) {
      for (int i = 0; i < 50; i++) {
        slow.add(sent(secure.port(), beginning));
      }
    }
    witness.assertUnharmed();
    assertThat(askSecurely().statusCode()).isEqualTo(200);

    for (RawWebSocket socket : silent) {
      assertThat(socket.readClose().closeCode()).isEqualTo(4500);
      socket.close();
    }
    for (RawConnection connection : slow) {
      assertThat(connection.readToTheEnd()).doesNotContain(" 200 ", " 202 ");
      connection.close();
    }
    drips.forEach(Dripping::stop);
  }

  /** With bytes behind the request, which are read before it is known who asks. */
  @Test
  void tenThousandThatComeAndSayNothingAreForgotten() throws Exception {
    Deque<RawWebSocket> open = new ArrayDeque<>();
    Buffer behind = ClientFrames.head(ClientFrames.TEXT, 60_000).appendString("x".repeat(1_000));
    for (int i = 0; i < COMERS; i++) {
      RawWebSocket comer = RawWebSocket.connect(port);
      comer.send(comer.upgrade().appendBuffer(behind));
      assertThat(comer.readHead().status()).isEqualTo(101);
      open.add(comer);
      if (open.size() > OPEN_AT_ONCE) {
        open.remove().close();
      }
      if (i % 1_000 == 0) {
        witness.assertUnharmed();
      }
    }
    for (RawWebSocket comer : open) {
      comer.close();
    }
  }

  @Test
  void moreThanThereMayBeAreTurnedAwayAndMakeRoomWhenTheyGo() throws Exception {
    List<RawConnection> open = new ArrayList<>();
    for (int i = 0; i < MOST_CONNECTIONS + TOO_MANY; i++) {
      open.add(RawConnection.to(port));
    }
    witness.assertUnharmed();
    int answered = 0;
    for (RawConnection connection : open) {
      answered += isAnswered(connection) ? 1 : 0;
      connection.close();
    }

    assertThat(answered).isBetween(MOST_CONNECTIONS - TOO_MANY, MOST_CONNECTIONS);
  }

  private static boolean isAnswered(RawConnection connection) throws IOException {
    try {
      connection.send(head("GET", "/api/v1/gateways") + "Connection: close\r\n\r\n");
    } catch (SocketException e) {
      return false;
    }
    return connection.readToTheEnd().startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @CsvSource({
    "64 KiB and one more, 81ff000000000001000100000000, 4500",
    "a negative length, 81ff800000000000000000000000, 4500",
    "a ping in parts, 098000000000, 4500",
    "a close in parts, 088000000000, 4500",
    "no UTF-8, 818100000000ff, 4500",
    "half a character and the end, 818200000000e282, 4500",
    "no mask, 81027b7d, 4500",
    "a reserved bit, c1807b7d0000, 4500",
    "binary, 82820000000000ff, 4500"
  })
  void aFrameThatIsForbiddenEndsItsSocketAlone(String what, String hex, int code) throws Exception {
    try (RawWebSocket socket = RawWebSocket.greeted(port)) {
      socket.send(Buffer.buffer(HexFormat.of().parseHex(hex)));

      assertThat(socket.readClose().closeCode()).as(what).isEqualTo(code);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"t\":\"subscribe\",\"id\":2,\"filter\":%s}",
        "{\"t\":\"subscribe\",\"t\":\"hello\",\"id\":2}",
        "{\"t\":\"subscribe\",\"id\":2,\"filter\":{\"device\":[\"a\"],\"device\":[\"b\"]}}",
        "{\"t\":\"pong\",\"n\":1e999999999}",
        "{\"t\":\"command\",\"id\":7,\"verb\":\"connect\",\"body\":{\"timeoutMs\":1e400}}",
        "{\"t\":\"subscribe\",\"id\":2} {}",
        "nonsense"
      })
  void aMessageThatIsNoneEndsItsSocketAlone(String message) throws Exception {
    try (RawWebSocket socket = RawWebSocket.greeted(port)) {
      socket.send(ClientFrames.text(message.formatted("[".repeat(10_000))));

      assertThat(socket.readClose().closeCode()).isEqualTo(4500);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"device\":\"bt-a0b1c2d3e4f5\\u0000\"",
        "\"device\":\"..\\\\..\\\\windows\"",
        "\"device\":\"bt-a0b1c2d3e4f5\",\"timeoutMs\":99999999999999999999",
        "\"device\":\"bt-a0b1c2d3e4f5\",\"timeoutMs\":-1",
        "\"device\":\"bt-a0b1c2d3e4f5\",\"requestId\":\"\\u0000\""
      })
  void aCommandThatIsNotValidIsRefusedByEveryWay(String members) throws Exception {
    String body = "{" + members + "}";
    try (RawWebSocket socket = RawWebSocket.greeted(port)) {
      socket.send(
          ClientFrames.text(
              "{\"t\":\"command\",\"id\":7,\"verb\":\"disconnect\",\"body\":" + body + "}"));

      JsonObject error = socket.expectMessage("error");
      assertThat(error.getInteger("id")).isEqualTo(7);
      assertThat(error.getJsonObject("problem").getInteger("status")).isBetween(400, 404);
    }
    String answer = ask("POST", COMMAND, body);
    assertThat(answer).matches("(?s)HTTP/1.1 400 .*application/problem[+]json.*");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, ../../etc/passwd, 404",
    "GET, ..%2f..%2fetc%2fpasswd, 404",
    "GET, %2e%2e/%2e%2e/, 404",
    "GET, ..%5c..%5cwindows, 404",
    "GET, ..;/..;/, 404",
    "GET, bt-a0b1c2d3e4f5%00, 400",
    "GET, %c0%ae%c0%ae/, 400",
    "GET, %c0%ae, 400",
    "GET, %zz, 400",
    "POST, ..%2f..%2fsession/disconnect, 404",
    "POST, %00/disconnect, 400"
  })
  void aPathThatIsATrickLeadsNowhere(String method, String path, int status) throws Exception {
    assertThat(ask(method, DEVICES + path, ""))
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("application/problem+json");
  }

  @Test
  void aBodyThatIsTooLongTooDeepOrNotWhatItSaysIsRefused() throws Exception {
    assertThat(ask("POST", COMMAND, "{\"requestId\":\"" + "x".repeat(64 * 1024) + "\"}"))
        .startsWith("HTTP/1.1 413 ");
    for (String body :
        List.of(
            "[".repeat(30_000),
            "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
            "{\"dryRun\":true,\"dryRun\":false}",
            "{\"timeoutMs\":" + "9".repeat(60_000) + "}",
            "{\"timeoutMs\":1e999999999}",
            "{\"requestId\":\"\u00ff\u00fe\"}",
            "\u0000")) {
      assertThat(ask("POST", COMMAND, body)).startsWith("HTTP/1.1 400 ");
    }
  }

  /** What is in the second request must never be taken for one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4|Transfer-Encoding: chunked",
        "Content-Length: 4|Content-Length: 44",
        "Content-Length: +4",
        "Content-Length: 4,44",
        "Content-Length : 4",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: chunked|Transfer-Encoding: identity",
        " folded: x|Transfer-Encoding: chunked"
      })
  void aRequestWithinARequestIsNotHeard(String headers) throws Exception {
    String inner = head("POST", DEVICES + "smuggled/disconnect") + "Content-Length: 0\r\n\r\n";
    try (RawConnection raw =
        sent(head("POST", COMMAND) + headers.replace("|", "\r\n") + "\r\n\r\n0\r\n\r\n" + inner)) {
      String answer = raw.readToTheEnd();

      assertThat(answer).startsWith("HTTP/1.").contains(" 400 ").doesNotContain("smuggled");
      assertThat(answer.toLowerCase(Locale.ROOT).split("http/1[.][01] ", -1)).hasSize(2);
    }
  }

  private static String head(String method, String path) {
    return method + " " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n";
  }

  private static RawConnection sent(String bytes) throws IOException {
    return sent(port, bytes);
  }

  private static RawConnection sent(int to, String bytes) throws IOException {
    RawConnection connection = RawConnection.to(to);
    connection.send(bytes);
    return connection;
  }

  private static HttpResponse<Void> askSecurely() throws Exception {
    URI uri = URI.create("https://localhost:" + secure.port() + "/api/v1/devices");
    return HttpClient.newBuilder()
        .sslContext(certificate.trusted())
        .build()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
  }

  private static String ask(String method, String path, String body) throws IOException {
    try (RawConnection connection =
        sent(
            head(method, path)
                + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body)) {
      return connection.readToTheEnd();
    }
  }
}
