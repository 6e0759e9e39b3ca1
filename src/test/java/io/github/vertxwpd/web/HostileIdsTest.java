package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.web.WebFixture.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids that a log line, a terminal, a file name or a database would trip over. */
class HostileIdsTest {
  private WebFixture web;

  @BeforeEach
  void start() throws TimeoutException {
    web = new WebFixture();
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  /** NUL, line ends, an escape sequence, DEL, C1, a line separator; UTF-8 that is none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%00",
        "bt-a0b1c2d3e4f5%00",
        "a%0Ab",
        "bt-a0b1c2d3e4f5%0A",
        "a%0D%0Ab",
        "%1B%5B2J",
        "%7F",
        "a%C2%85b",
        "a%E2%80%A8b",
        "%C0%AF",
        "%C0%80",
        "%E0%80%AF",
        "%ED%A0%80",
        "%FF"
      })
  void oneWithACharacterThatNoIdHasIsRefused(String id) throws TimeoutException {
    assertInvalid(web.get("/api/v1/devices/" + id));
    assertInvalid(web.get("/api/v1/operations/" + id));
    assertInvalid(web.post("/api/v1/devices/" + id + "/disconnect", "{}"));
    assertInvalid(web.post("/api/v1/devices/" + id + "/connect", ""));
    assertInvalid(web.send(HttpMethod.DELETE, "/api/v1/operations/" + id, Buffer.buffer()));
    assertInvalid(web.get("/api/v1/devices?device=" + id));
    assertInvalid(web.get("/api/v1/devices?gateway=" + id));
    assertInvalid(web.get("/api/v1/operations?device=" + id));
    assertInvalid(web.get("/api/v1/operations?gateway=" + id));
    assertInvalid(web.get("/api/v1/operations?operation=" + id));
    assertThat(web.service.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "..%2F..%2F",
        "%5c..%5c..%5cwindows",
        "%5C%5C%3F%5CUSB%23VID",
        "C%3A%5C",
        "%25%30%30",
        "a%3Bb",
        "%2B"
      })
  void aPathIsATextLikeAnyOther(String id) throws TimeoutException {
    assertThat(web.get("/api/v1/devices/" + id).code()).isEqualTo("device-not-found");
    assertThat(web.post("/api/v1/devices/" + id + "/connect", "").code())
        .isEqualTo("device-not-found");
    assertThat(web.get("/api/v1/operations/" + id).code()).isEqualTo("operation-not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/devices/..", "/api/v1/devices/%2e%2e", "/assets/%2e%2e/app.js"})
  void aPathThatLeadsUpLeadsNowhereElse(String path) throws TimeoutException {
    assertThat(web.get(path).code()).isEqualTo("not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%zz", "%", "%0"})
  void anEscapeThatIsNoneIsRefused(String id) throws TimeoutException {
    Answer answer = web.get("/api/v1/devices/" + id);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("malformed");
  }

  @ParameterizedTest
  @CsvSource({
    "device, \\u0000",
    "device, bt-a0b1c2d3e4f5\\u0000",
    "device, bt-a0b1c2d3e4f5\\n",
    "requestId, a\\u0000b",
    "requestId, a\\r\\nb",
    "requestId, \\u2028",
    "requestId, \\ufffd",
    "gateway, gw-test\\n",
    "gateway, gw\\u0000"
  })
  void oneInABodyIsRefusedByRestAndByTheWebSocket(String member, String value) throws Exception {
    String device = member.equals("device") ? "" : "\"device\":\"bt-a0b1c2d3e4f5\",";
    String body = "{%s\"%s\":\"%s\"}".formatted(device, member, value);
    String path = member.equals("device") ? "x" : "bt-a0b1c2d3e4f5";
    assertInvalid(web.post("/api/v1/devices/" + path + "/connect", body));

    SocketClient client = SocketClient.greeted(web);
    for (String verb : List.of("connect", "disconnect")) {
      client.sendText(
          "{\"t\":\"command\",\"id\":3,\"verb\":\"%s\",\"body\":%s}".formatted(verb, body));
      assertThat(code(client.expect("error"))).isEqualTo("validation-failed");
    }
    assertThat(web.service.requests()).isEmpty();
  }

  @Test
  void oneOfAnOperationIsRefusedByTheWebSocket() throws Exception {
    SocketClient client = SocketClient.greeted(web);
    client.sendText(
        "{\"t\":\"command\",\"id\":3,\"verb\":\"cancel\",\"body\":{\"operation\":\"op-1\\u0000\"}}");

    assertThat(code(client.expect("error"))).isEqualTo("validation-failed");
  }

  @Test
  void halfOfASurrogatePairIsNoText() throws Exception {
    Answer answer = web.post("/api/v1/devices/x/connect", "{\"requestId\":\"\\ud800\"}");
    assertThat(answer.code()).isEqualTo("malformed");

    SocketClient client = SocketClient.greeted(web);
    client.sendText("{\"t\":\"command\",\"id\":\"\\udc00\",\"verb\":\"connect\",\"body\":{}}");
    assertThat(client.closeCode()).isEqualTo(4500);
  }

  @Test
  void theKeyOfARequestIsChecked() throws TimeoutException {
    assertInvalid(
        web.post("/api/v1/devices/bt-a0b1c2d3e4f5/connect", "", "Idempotency-Key", "a\u0085b"));
    assertInvalid(
        web.post(
            "/api/v1/devices/bt-a0b1c2d3e4f5/connect", "", "Idempotency-Key", "k".repeat(129)));
  }

  @Test
  void theRefusalSaysWhatAnIdIs() throws TimeoutException {
    assertThat(web.get("/api/v1/devices/%00").json().getString("detail"))
        .isEqualTo(
            "device must be an id, a PnP id or an alias, without control characters or broken"
                + " ones");
  }

  private static void assertInvalid(Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("validation-failed");
    assertThat(answer.json().getJsonArray("errors")).isNotEmpty();
  }

  private static String code(JsonObject error) {
    return error.getJsonObject("problem").getString("code");
  }
}
