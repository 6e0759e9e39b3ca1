package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.web.WebFixture.Answer;
import io.vertx.core.Promise;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndOriginTest {
  private WebFixture web;

  @BeforeEach
  void start() throws TimeoutException {
    web = new WebFixture();
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]"})
  void theLoopbackNamesWithThePortAreAnswered(String name) throws TimeoutException {
    String host = name + ":" + web.port();

    assertThat(web.get("/api/v1/devices", "Host", host).status()).isEqualTo(200);
    assertThat(web.get("/api/v1/devices", "Host", host, "Origin", "http://" + host).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attacker.example:PORT",
        "127.0.0.1",
        "localhost",
        "localhost:1",
        "localhost.attacker.example:PORT",
        "0.0.0.0:PORT"
      })
  void anotherHostIsRefusedOnEveryPath(String host) throws TimeoutException {
    String value = host.replace("PORT", Integer.toString(web.port()));
    for (String path : List.of("/", "/api/v1/devices", "/api/v1/ws", "/nothing")) {
      Answer answer = web.get(path, "Host", value);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("origin-not-allowed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:PORT:80", "user@localhost:PORT", "", "%"})
  void aHostThatIsNoneIsRefused(String host) throws TimeoutException {
    String value = host.replace("PORT", Integer.toString(web.port()));
    Answer answer = web.get("/api/v1/devices", "Host", value);

    assertThat(answer.status()).isIn(400, 403);
    assertThat(answer.code()).isIn("malformed", "origin-not-allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://attacker.example",
        "null",
        "https://localhost:PORT",
        "http://localhost",
        "http://localhost:PORT.attacker.example",
        "http://localhost:PORT/",
        "http://localhost.:PORT",
        "http://LOCALHOST:PORT",
        "http://user@localhost:PORT",
        "http://localhost:PORT@attacker.example",
        "http://127.1:PORT",
        "http://2130706433:PORT",
        "http://[0:0:0:0:0:0:0:1]:PORT",
        "http://localhost:0PORT",
        "http://localhost:PORT http://localhost:PORT",
        "ws://localhost:PORT",
        "localhost:PORT",
        "*",
        ""
      })
  void anotherOriginIsRefused(String origin) throws TimeoutException {
    String value = origin.replace("PORT", Integer.toString(web.port()));
    Answer answer = web.post("/api/v1/devices/bt-a0b1c2d3e4f5/disconnect", "", "Origin", value);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("origin-not-allowed");
    assertThat(web.service.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "Origin"})
  void aWebSocketOfAnotherPageIsNotUpgraded(String header) {
    String value = header.equals("Host") ? "attacker.example" : "http://attacker.example";
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(web.port())
            .setURI("/api/v1/ws")
            .addSubProtocol("wpd.v1")
            .putHeader(header, value);

    assertThatThrownBy(
            () -> web.sockets.connect(options).await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class, e -> assertThat(e.getStatus()).isEqualTo(403));
  }

  @Test
  void aRequestWithTwoHostsIsRefused() throws TimeoutException {
    String name = "localhost:" + web.port();
    String answer = raw("GET / HTTP/1.1\r\nHost: " + name + "\r\nHost: " + name + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
  }

  @Test
  void whatIsNotHttpIsMalformed() throws TimeoutException {
    assertThat(raw("GET / HTTP/1.1\r\nbad header line\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("\"code\":\"malformed\"", "nosniff");
  }

  @Test
  void whoConfiguresAnOriginLetsItsPagesInAndItsHost() throws Exception {
    HttpOptions options = new HttpOptions().setOrigins(List.of("https://gw.example.com"));
    try (WebFixture behindProxy = new WebFixture(WebSetup.of().options(options))) {
      assertThat(
              behindProxy
                  .get(
                      "/api/v1/devices",
                      "Host",
                      "gw.example.com",
                      "Origin",
                      "https://gw.example.com")
                  .status())
          .isEqualTo(200);
      assertThat(behindProxy.get("/api/v1/devices", "Origin", "http://gw.example.com").code())
          .isEqualTo("origin-not-allowed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/ws", "/eventbus/000/abcdefgh/websocket"})
  void anUpgradeWithTheSessionsCookieNeedsAnOrigin(String path) throws Exception {
    HttpOptions options = new HttpOptions().setBridge(true);
    try (WebFixture bridged = new WebFixture(WebSetup.of().options(options))) {
      WebSocketConnectOptions upgrade =
          new WebSocketConnectOptions()
              .setHost("127.0.0.1")
              .setPort(bridged.port())
              .setURI(path)
              .addSubProtocol("wpd.v1")
              .setAllowOriginHeader(false)
              .putHeader("Cookie", "wpd-session=session-secret-1");

      assertThatThrownBy(
              () ->
                  bridged
                      .sockets
                      .connect(upgrade)
                      .await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              UpgradeRejectedException.class,
              e -> {
                assertThat(e.getStatus()).isEqualTo(403);
                assertThat(e.getBody().toString()).contains("origin-not-allowed");
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:{port}/api/v1/devices, 200",
    "HTTP://127.0.0.1:{port}/api/v1/devices, 200",
    "http://evil.example/api/v1/devices, 403",
    "http://localhost:{port}@evil.example/api/v1/devices, 403",
    "http:///api/v1/devices, 403"
  })
  void aHostInTheFirstLineMustBeTheServersTooWhateverTheHostHeaderSays(String uri, int status)
      throws Exception {
    String port = Integer.toString(web.port());
    try (RawConnection raw = RawConnection.to(web.port())) {
      raw.send(
          "GET %s HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n"
              .formatted(uri.replace("{port}", port), port));

      assertThat(raw.readToTheEnd()).startsWith("HTTP/1.1 " + status + " ");
    }
  }

  /** Sends bytes and waits for what comes up to the end of a problem. */
  private String raw(String request) throws TimeoutException {
    Promise<String> answer = Promise.promise();
    StringBuilder received = new StringBuilder();
    NetSocket socket =
        web.keep(web.vertx.createNetClient())
            .connect(web.port(), "127.0.0.1")
            .await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    socket.handler(
        bytes -> {
          if (received.append(bytes).toString().endsWith("}")) {
            answer.tryComplete(received.toString());
          }
        });
    socket.write(request);
    return answer.future().await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
