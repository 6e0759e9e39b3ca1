package io.github.vertxwpd.doctor;

import static io.github.vertxwpd.doctor.Findings.assertError;
import static io.github.vertxwpd.doctor.Findings.assertOk;
import static io.github.vertxwpd.doctor.Findings.assertSkipped;
import static io.github.vertxwpd.doctor.Findings.assertWarning;
import static io.github.vertxwpd.doctor.Findings.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.JwtOptions;
import io.github.vertxwpd.SecurityOptions;
import io.github.vertxwpd.TlsOptions;
import io.github.vertxwpd.web.TestCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The port, who can reach it, and the certificate. */
class NetworkChecksTest {
  @TempDir private static Path directory;

  private final HttpOptions options = new HttpOptions();

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Looks at a port where somebody answers every request with a text. */
  private Finding whereSomebodyAnswers(String text) throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      HttpServer server =
          vertx
              .createHttpServer()
              .requestHandler(request -> request.response().end(text))
              .listen(0, "127.0.0.1")
              .await(20, TimeUnit.SECONDS);
      return only(new PortCheck(options.setPort(server.actualPort())));
    } finally {
      vertx.close().await(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void aFreePortIsGood() throws Exception {
    int port = freePort();

    assertOk(only(new PortCheck(options.setPort(port))), "http.port " + port + " is free");
    assertOk(only(new PortCheck(options.setPort(0))), "http.port is 0");
  }

  @Test
  void aPortThatAnotherProgramHasIsAnErrorThatNamesItAndTheKey() throws Exception {
    Finding finding = whereSomebodyAnswers("hello");

    assertError(finding, "http.port");
    assertThat(finding.message()).contains("" + options.getPort(), "another program");
  }

  @Test
  void whatOnlyLooksLikeAnAnswerIsAnotherProgramToo() throws Exception {
    assertError(whereSomebodyAnswers("{}"), "http.port");
    assertError(whereSomebodyAnswers("{\"status\":\"UP\",\"checks\":[7]}"), "http.port");
    assertError(whereSomebodyAnswers("{\"checks\":[{\"name\":\"db\"}]}"), "http.port");
    assertError(whereSomebodyAnswers("[]"), "http.port");
  }

  private static String health(String status, String degraded) {
    return new JsonObject()
        .put("status", status)
        .put("checks", new JsonArray().add(new JsonObject().put("name", "event-loop")))
        .put("degraded", degraded.isEmpty() ? new JsonArray() : new JsonArray().add(degraded))
        .encode();
  }

  @Test
  void aPortThatAGatewayHasIsGoodWhereThatOneIsWell() throws Exception {
    assertOk(whereSomebodyAnswers(health("UP", "")), "a gateway that runs and is ready");

    Finding degraded = whereSomebodyAnswers(health("UP", "radio-unavailable"));
    assertWarning(degraded, "vertx-wpd gateways");
    assertThat(degraded.message()).contains("is ready; degraded: radio-unavailable");
    assertThat(whereSomebodyAnswers(health("DOWN", "journal-unavailable")).message())
        .contains("not ready");
  }

  @Test
  void anAddressThatIsNotThisMachinesIsAnError() throws Exception {
    assertError(only(new PortCheck(options.setHost("192.0.2.7").setPort(freePort()))), "http.host");
  }

  @Test
  void whereNothingListensNothingIsLookedAt() throws Exception {
    options.setEnabled(false);

    assertSkipped(only(new PortCheck(options)), "http.enabled");
    assertSkipped(only(new ExposureCheck(options, new SecurityOptions())), "http.enabled");
    assertSkipped(only(certificates(Clock.systemUTC())), "http.tls");
  }

  @Test
  void loopbackIsSafeAndItIsSaidWhoMayCommand() throws Exception {
    assertOk(only(new ExposureCheck(options, new SecurityOptions())), "everybody may command");
    assertOk(
        only(new ExposureCheck(options, new SecurityOptions().setTokens("tokens.json"))),
        "asked for a token");
  }

  @Test
  void whatRunRefusesIsAnErrorInTheSameWords() throws Exception {
    Finding open = only(new ExposureCheck(options.setHost("0.0.0.0"), new SecurityOptions()));
    assertError(open, "set the keys");
    assertThat(open.message())
        .contains("http.host is \"0.0.0.0\", which other machines can reach")
        .contains("http.tls.certificate", "security.tokens");

    options.setHost("127.0.0.1").setOrigins(List.of("https://GW.example.com"));
    assertThat(only(new ExposureCheck(options, new SecurityOptions())).message())
        .contains("http.origins");

    options.setOrigins(List.of());
    SecurityOptions half = new SecurityOptions().setJwt(new JwtOptions().setIssuer("https://i"));
    assertThat(only(new ExposureCheck(options, half)).message()).contains("security.jwt.jwks");
  }

  private CertificateCheck certificates(Clock clock) {
    return new CertificateCheck(options, clock);
  }

  private static Clock inDays(int days) {
    return Clock.fixed(Instant.now().plus(Duration.ofDays(days)), ZoneOffset.UTC);
  }

  private TestCertificate certificate() {
    TestCertificate made = TestCertificate.in(directory);
    options.setTls(
        new TlsOptions().setCertificate(made.file().toString()).setKey(made.key().toString()));
    return made;
  }

  private Finding validity(int days) throws Exception {
    return Findings.named("certificates", certificates(inDays(days)));
  }

  @Test
  void aCertificateIsGoodUntilAMonthBeforeItsEnd() throws Exception {
    certificate();

    assertOk(validity(330), "CN=localhost", "ends in 34 days");
    assertWarning(validity(340), "put a new one at");
    assertError(validity(366), "put a new one at");
    assertThat(validity(0).details().getJsonObject("certificate").getString("sha256")).hasSize(64);
  }

  @Test
  void aCertificateThatHasNotBegunIsAnErrorOfTheClockPerhaps() throws Exception {
    certificate();

    assertError(validity(-2), "set the clock");
  }

  @Test
  void filesThatCannotBeUsedAreAnErrorThatNamesTheKeyAndNoSecret() throws Exception {
    TestCertificate made = certificate();
    options.getTls().setCertificate("nowhere.pem");
    assertThat(only(certificates(inDays(0))).message())
        .contains("http.tls.certificate", "nowhere.pem", "does not exist");

    options.getTls().setCertificate(TestCertificate.in(directory).file().toString());
    Finding other = only(certificates(inDays(0)));
    assertError(other, "belong together");
    assertThat(other.message()).contains("does not belong to");
    assertThat(other.toString())
        .doesNotContain(Files.readString(made.key()).lines().toList().get(1));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has access control lists instead")
  void aPrivateKeyThatOthersCanReadIsAWarning() throws Exception {
    TestCertificate made = certificate();
    Files.setPosixFilePermissions(made.key(), PosixFilePermissions.fromString("rw-r--r--"));
    assertWarning(Findings.named("private-key", certificates(inDays(0))), "chmod 600");

    Files.setPosixFilePermissions(made.key(), PosixFilePermissions.fromString("rw-------"));
    assertOk(only(certificates(inDays(0))));
  }
}
