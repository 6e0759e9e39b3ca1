package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.Lane;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gives the real gateway each kind of secret, where it belongs and where it does not, with all of
 * its log and its libraries' debug messages switched on, and looks for it in everything that the
 * gateway writes and answers. (What Vert.x traces has whole URLs, and with them what somebody put
 * there.)
 */
class SecretsIT {
  private static final long LIMIT_SECONDS = 30;

  /** How long 256 bits are in base64url. */
  private static final int SECRET_LENGTH = 43;

  /** A token that nobody made, as somebody mistypes one. */
  private static final String WRONG = "wpd_abcdefgh_CanaryCanaryCanaryCanaryCanaryCanaryCanaryCana";

  private static final String MUCH_IS_LOGGED =
      """
      <configuration>
        <appender name="all" class="ch.qos.logback.core.ConsoleAppender">
          <target>System.err</target>
          <encoder><pattern>%d %-5level %logger %msg%n%ex</pattern></encoder>
        </appender>
        <logger name="io.github.vertxwpd" level="TRACE"/>
        <root level="DEBUG"><appender-ref ref="all"/></root>
      </configuration>
      """;

  @TempDir private Path directory;

  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final List<String> answers = new ArrayList<>();
  private GatewayJar gateway;
  private HttpClient client;

  @AfterEach
  void stopGateway() throws Exception {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void noSecretIsInALogAnAnswerARecordOrAFileThatIsNotItsOwn() throws Exception {
    Path jar = GatewayJar.path(Lane.BROWSER);
    TestCertificate certificate = TestCertificate.in(directory.resolve("tls"));
    String[] settings = settings(certificate);
    JsonObject token =
        new JsonObject(
            GatewayJar.command(
                jar,
                withSettings(
                    settings, "token", "create", "--name", "t", "--role", "admin", "--json")));
    String text = token.getString("token");
    secrets.put("the token", text);
    secrets.put("the token's secret", text.substring(text.length() - SECRET_LENGTH));
    secrets.put("a wrong token", WRONG);
    secrets.put("the private key", keyLine(certificate));
    client = HttpClient.newBuilder().sslContext(certificate.trusted()).build();
    Path logging = Files.writeString(directory.resolve("logback.xml"), MUCH_IS_LOGGED);
    Path log = directory.resolve("gateway.log");
    gateway =
        GatewayJar.start(
            jar, log.toFile(), List.of("-Dlogback.configurationFile=" + logging), settings);

    useRightly(text);
    useWrongly(text);
    answers.add(GatewayJar.command(jar, withSettings(settings, "config", "check")));
    answers.add(GatewayJar.command(jar, withSettings(settings, "token", "list", "--json")));
    answers.add(GatewayJar.command(jar, withSettings(settings, "audit", "verify")));
    gateway.close();

    assertThat(Files.size(log)).as("much is logged").isGreaterThan(10_000);
    search("an answer", String.join("\n", answers));
    for (Path file : files()) {
      boolean isOwn = file.equals(certificate.key()) || file.toString().endsWith(".p12");
      if (!isOwn) {
        search(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
  }

  private void useRightly(String token) throws Exception {
    send("GET", "/api/v1/devices", "", "Authorization", "Bearer " + token);
    send("GET", "/api/v1/events", "", "Authorization", "Bearer " + token);
    send(
        "POST",
        "/api/v1/devices/bt-a0b1c2d3e4f5/disconnect",
        "",
        "Authorization",
        "Bearer " + token);
    HttpResponse<String> login =
        send("POST", "/api/v1/session", new JsonObject().put("token", token).encode());
    assertThat(login.statusCode()).isEqualTo(200);
    String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    // What its owner is given is no leak; what others get afterwards would be.
    answers.remove(answers.size() - 1);
    secrets.put("the session", cookie.substring(cookie.indexOf('=') + 1));
    String csrf = new JsonObject(login.body()).getString("csrf");
    secrets.put("the session's other secret", csrf);
    String target = "/api/v1/devices/bt-a0b1c2d3e4f5/connect";
    send("POST", target, "", "Cookie", cookie, "X-CSRF-Token", csrf);
    send("POST", target, "", "Cookie", cookie, "X-CSRF-Token", csrf + "x");
    send("POST", target, "", "Cookie", cookie);
    greet(new JsonObject().put("token", token));
    send("DELETE", "/api/v1/session", "", "Cookie", cookie, "X-CSRF-Token", csrf);
    send("GET", "/api/v1/devices", "", "Cookie", cookie);
  }

  private void useWrongly(String token) throws Exception {
    greet(new JsonObject().put("token", WRONG));
    greet(new JsonObject().put("token", new JsonObject().put("token", token)));
    for (String secret : List.of(token, WRONG)) {
      send("GET", "/api/v1/devices?token=" + secret, "");
      send("GET", "/api/v1/events?access_token=" + secret, "");
      send("GET", "/api/v1/ws?jwt=" + secret, "");
      send("GET", "/?auth=" + secret, "");
      send("GET", "/api/v1/devices", "", "Authorization", "Basic " + secret);
      send("GET", "/api/v1/devices", "", "Authorization", secret);
      send("GET", "/api/v1/devices", "", "Authorization", "Bearer " + secret + " " + secret);
      send("GET", "/api/v1/devices", "", "Cookie", "__Host-wpd-session=" + secret);
      send("POST", "/api/v1/session", "{\"token\":\"" + secret);
      send("POST", "/api/v1/session", "{\"tokn\":\"" + secret + "\"}");
      send("POST", "/api/v1/session", "{\"token\":[\"" + secret + "\"]}");
      send("POST", "/api/v1/session", secret);
    }
    send("POST", "/api/v1/session", new JsonObject().put("token", WRONG).encode());
    send("GET", "/api/v1/devices", "", "Authorization", "Bearer " + WRONG);
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway.url() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    answers.add(response.statusCode() + " " + response.headers().map() + " " + response.body());
    return response;
  }

  /** Says hello on a WebSocket, and keeps what comes until it is closed or welcomed. */
  private void greet(JsonObject auth) throws Exception {
    StringBuilder heard = new StringBuilder();
    CompletableFuture<Void> done = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            heard.append(data);
            if (heard.indexOf("welcome") >= 0) {
              done.complete(null);
            }
            socket.request(1);
            return null;
          }

          @Override
          public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.append(code).append(reason);
            done.complete(null);
            return null;
          }
        };
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .subprotocols("wpd.v1")
            .buildAsync(
                URI.create(gateway.url().replaceFirst("^http", "ws") + "/api/v1/ws"), listener)
            .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    JsonObject hello = new JsonObject().put("t", "hello").put("id", 1).put("auth", auth);
    socket.sendText(hello.encode(), true).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    done.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    socket.abort();
    answers.add(heard.toString());
  }

  private void search(String where, String text) {
    secrets.forEach(
        (name, secret) -> assertThat(text.contains(secret)).as("%s in %s", name, where).isFalse());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private String[] settings(TestCertificate certificate) {
    return new String[] {
      "http.port=0",
      "simulated.devices=2",
      "data.dir=" + directory.resolve("data"),
      "security.tokens=" + directory.resolve("tokens.json"),
      "http.tls.certificate=" + certificate.file(),
      "http.tls.key=" + certificate.key()
    };
  }

  private static String[] withSettings(String[] settings, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    for (String setting : settings) {
      all.addAll(List.of("--set", setting));
    }
    return all.toArray(String[]::new);
  }

  private static String keyLine(TestCertificate certificate) throws IOException {
    return Files.readAllLines(certificate.key()).get(1);
  }
}
