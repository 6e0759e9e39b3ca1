package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.TlsOptions;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.security.Authenticator;
import io.github.vertxwpd.web.WebFixture.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
  private static final String CANON = "bt-a0b1c2d3e4f5";

  @TempDir private static Path shared;
  private static TestCertificate made;
  private static TestCertificate other;

  @TempDir private Path directory;

  private final RecordingTrail trail = new RecordingTrail();
  private TestCertificate certificate;
  private WebFixture web;

  @BeforeAll
  static void makeCertificates() {
    made = TestCertificate.in(shared);
    other = TestCertificate.in(shared);
  }

  @BeforeEach
  void start() throws IOException, TimeoutException {
    certificate = made.copyTo(directory);
    web =
        new WebFixture(
            WebSetup.of()
                .trail(trail)
                .authenticator(new ScriptedAuthenticator())
                .options(new HttpOptions().setBridge(true))
                .tls(certificate));
  }

  @AfterEach
  void stop() throws TimeoutException {
    web.close();
  }

  private static String bearer() {
    return "Bearer " + ScriptedAuthenticator.OPERATOR;
  }

  @Test
  void theApiAndThePageAreServedAndBrowsersAreToldToStayWithHttps() throws Exception {
    Answer page = web.get("/");
    Answer devices = web.get("/api/v1/devices", "Authorization", bearer());

    assertThat(page.status()).isEqualTo(200);
    assertThat(devices.json().getJsonArray("devices")).hasSize(2);
    for (Answer answer : List.of(page, devices, web.get("/nothing"))) {
      assertThat(answer.header("strict-transport-security")).isEqualTo("max-age=31536000");
    }
  }

  @Test
  void overHttpBrowsersAreToldNothingOfHttps() throws Exception {
    try (WebFixture plain = new WebFixture()) {
      assertThat(plain.get("/").headers()).doesNotContainKey("strict-transport-security");
    }
  }

  @Test
  void theWebSocketWorks() throws Exception {
    SocketClient client = SocketClient.connect(web);
    client.send(
        new JsonObject()
            .put("t", "hello")
            .put("auth", new JsonObject().put("token", ScriptedAuthenticator.OPERATOR)));
    client.expect("welcome");
    client.subscribe();
    for (int i = 0; i < 500; i++) {
      web.service.change(CANON, i % 2 == 0 ? LinkState.DISCONNECTED : LinkState.CONNECTED);
    }

    assertThat(client.expectEvents(500)).hasSize(500);
    client.socket().close();
    web.until(() -> web.web.openSockets() == 0);
  }

  @Test
  void serverSentEventsWork() throws Exception {
    EventLines listener = EventLines.get(web, "/api/v1/events", "Authorization", bearer());
    listener.next();
    listener.next();
    web.service.change(CANON, LinkState.DISCONNECTED);

    assertThat(listener.next().json().getString("type")).isEqualTo("wpd.device.changed.v1");
  }

  @Test
  void theBridgeWorks() throws Exception {
    BridgeClient client = BridgeClient.connect(web.sockets, web.port(), "Authorization", bearer());
    client.register("wpd.events");
    web.vertx.eventBus().publish("wpd.events", ScriptedService.event(1));

    assertThat(client.next().getJsonObject("body").getString("id")).isEqualTo("k3f9:1");
  }

  @Test
  void theSessionsCookieIsForThisHostAndHttpsAlone() throws Exception {
    Answer answer =
        web.post(
            "/api/v1/session",
            new JsonObject().put("token", ScriptedAuthenticator.OPERATOR).encode());
    String[] cookie = answer.header("set-cookie").split("; ");

    assertThat(cookie[0]).isEqualTo("__Host-wpd-session=session-secret-1");
    assertThat(cookie).contains("Secure", "HTTPOnly", "SameSite=Strict", "Path=/");
    assertThat(answer.header("set-cookie")).doesNotContain("Domain");
    assertThat(web.get("/api/v1/session", "Cookie", cookie[0]).status()).isEqualTo(200);
    assertThat(web.get("/api/v1/session", "Cookie", "wpd-session=session-secret-1").status())
        .isEqualTo(401);
    assertThat(
            web.send(
                    HttpMethod.DELETE,
                    "/api/v1/session",
                    Buffer.buffer(),
                    "Cookie",
                    cookie[0],
                    "X-CSRF-Token",
                    "csrf-secret-1")
                .header("set-cookie")
                .split("; "))
        .contains("__Host-wpd-session=", "Max-Age=0", "Secure", "Path=/");
  }

  @Test
  void anOriginHasTheSchemeThatIsServed() throws Exception {
    String host = "127.0.0.1:" + web.port();

    assertThat(web.get("/", "Origin", "https://" + host).status()).isEqualTo(200);
    assertThat(web.get("/", "Origin", "http://" + host).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void theVersionsThatAreSafeAreSpoken(String version) throws Exception {
    NetSocket socket = connect(version);

    assertThat(socket.sslSession().getProtocol()).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1", "TLSv1.1"})
  void theVersionsThatAreNotAreNot(String version) {
    assertThatThrownBy(() -> connect(version)).isInstanceOf(SSLHandshakeException.class);
  }

  private NetSocket connect(String version) throws TimeoutException {
    NetClientOptions options =
        new NetClientOptions()
            .setSsl(true)
            .setTrustAll(true)
            .setHostnameVerificationAlgorithm("")
            .setEnabledSecureTransportProtocols(Set.of(version));
    return web.keep(web.vertx.createNetClient(options))
        .connect(web.port(), "127.0.0.1")
        .await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void whoOffersHttp2GetsHttp11() throws Exception {
    HttpClientOptions options = web.clientOptions().setUseAlpn(true);
    options.setProtocolVersion(HttpVersion.HTTP_2);
    RequestOptions page = new RequestOptions().setHost("127.0.0.1").setPort(web.port());

    HttpVersion spoken =
        web.keep(web.vertx.createHttpClient(options))
            .request(page)
            .compose(request -> request.send())
            .await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS)
            .version();

    assertThat(spoken).isEqualTo(HttpVersion.HTTP_1_1);
  }

  @Test
  void plainHttpIsNotAnswered() throws Exception {
    try (RawConnection raw = RawConnection.to(web.port())) {
      raw.send("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + web.port() + "\r\n\r\n");

      assertThat(raw.readToTheEnd()).doesNotContain("HTTP/1");
    }
  }

  @Test
  void aHandshakeThatIsNotFinishedInTimeIsEnded() throws Exception {
    WebSetup impatient = WebSetup.of().limits(Limits.of().handshake(300).build()).tls(certificate);
    try (WebFixture hurried = new WebFixture(impatient);
        RawConnection raw = RawConnection.to(hurried.port())) {
      // The beginning of a ClientHello.
      raw.send(new String(new byte[] {22, 3, 1}, StandardCharsets.ISO_8859_1));

      assertThat(raw.readToTheEnd()).isEmpty();
    }
  }

  @Test
  void aNewCertificateIsServedToWhoComesAndEndsNobodysConnection() throws Exception {
    SocketClient before = SocketClient.connect(web);
    X509Certificate old = servedCertificate();
    awaitLookAtStart();
    certificate.replaceBy(other);
    web.web.lookAtCertificate().await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    AuditEntry record = trail.next(AuditAction.CERTIFICATE_READ);

    assertThat(servedCertificate()).isNotEqualTo(old);
    assertThat(record.reason()).isEmpty();
    assertThat(record.details().getString("subject")).isEqualTo("CN=localhost");
    before.send(
        new JsonObject()
            .put("t", "hello")
            .put("auth", new JsonObject().put("token", ScriptedAuthenticator.VIEWER)));
    before.expect("welcome");
  }

  @Test
  void aNewCertificateThatIsNotGoodLeavesTheOldOne() throws Exception {
    awaitLookAtStart();
    X509Certificate old = servedCertificate();
    Files.writeString(certificate.key(), Files.readString(other.key()));
    web.web.lookAtCertificate().await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
    web.web.lookAtCertificate().await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);

    assertThat(servedCertificate()).isEqualTo(old);
    assertThat(trail.all()).hasSize(1);
    assertThat(trail.all().get(0).reason()).isPresent();
    assertThat(trail.all().get(0).details().getString("detail")).contains("http.tls.key");
  }

  /** It may have read the files before a test changes them. */
  private void awaitLookAtStart() throws TimeoutException {
    web.web.lookAtCertificate().await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private X509Certificate servedCertificate() throws Exception {
    return (X509Certificate) connect("TLSv1.3").peerCertificates().get(0);
  }

  @Test
  void aCertificateThatEndsSoonMakesTheServerDegraded() throws Exception {
    try (WebFixture ending =
        new WebFixture(WebSetup.of().tls(TestCertificate.make(directory, "EC", "+0d", 10)))) {
      assertThat(ending.web.degraded()).containsExactly("certificate-expiring");
      assertThat(web.web.degraded()).isEmpty();
    }
  }

  @Test
  void aServerWhoseCertificateIsNotGoodIsNotDeployed() throws IOException {
    Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "nonsense");
    TlsOptions files =
        new TlsOptions().setCertificate(nonsense.toString()).setKey(certificate.key().toString());
    WebVerticle verticle =
        new WebVerticle(
            web.service,
            new HttpOptions().setPort(0).setTls(files),
            WebLimits.DEFAULT,
            Authenticator.NOBODY_ASKED,
            trail,
            WebSetup.of().clock());

    assertThatThrownBy(
            () ->
                web.vertx
                    .deployVerticle(verticle)
                    .await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http.tls.certificate")
        .hasMessageContaining(nonsense.toString());
    assertThatThrownBy(verticle::port).isInstanceOf(IllegalStateException.class);
  }
}
