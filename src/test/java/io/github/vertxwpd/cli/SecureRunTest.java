package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.web.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code run} with a certificate and tokens, and what it does not start with. */
class SecureRunTest {
  @TempDir private static Path shared;
  @TempDir private Path data;

  private static TestCertificate certificate;

  private static TestCertificate certificate() {
    if (certificate == null) {
      certificate = TestCertificate.in(shared);
    }
    return certificate;
  }

  private static String[] set(String... assignments) {
    return Stream.of(assignments).flatMap(a -> Stream.of("--set", a)).toArray(String[]::new);
  }

  private String tokens() {
    return "security.tokens=" + data.resolve("tokens.json");
  }

  private String token(String role) {
    return run("token", "create", "--name", role, "--role", role, "--json")
        .json()
        .getString("token");
  }

  /** Runs a command on the gateway's files. */
  private CommandRun run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of(set(tokens(), "data.dir=" + data.resolve("data"))));
    return CommandRun.of(all.toArray(String[]::new));
  }

  @Test
  void itServesHttpsToWhomItKnowsAndTheOtherCommandsTalkToIt() throws Exception {
    String viewer = token("viewer");
    String operator = token("operator");
    try (RunningGateway gateway =
        new RunningGateway(
            data.resolve("data"),
            Map.of(),
            set(
                "http.port=0",
                "http.tls.certificate=" + certificate().file(),
                "http.tls.key=" + certificate().key(),
                "simulated.latencyMs=10",
                tokens()))) {
      String url = gateway.line().split(" ", -1)[1];
      assertThat(url).matches("https://127\\.0\\.0\\.1:[1-9][0-9]*");
      String pem = certificate().file().toString();
      Map<String, String> trusting = Map.of("WPD_URL", url, "WPD_CACERT", pem);

      CommandRun untrusted = CommandRun.of("devices", "--url", url, "--token", viewer);
      assertThat(untrusted.exitCode()).isEqualTo(4);
      assertThat(untrusted.err()).contains("no secure connection", "--cacert");
      CommandRun unknown = CommandRun.with(trusting, "devices");
      assertThat(unknown.exitCode()).isEqualTo(1);
      assertThat(unknown.err()).contains("unauthenticated").contains("--token");
      CommandRun devices =
          CommandRun.of("devices", "--url", url, "--cacert", pem, "--token", viewer);
      assertThat(devices.exitCode()).isZero();
      String device = devices.lines().get(1).replaceFirst(" .*", "");
      CommandRun denied = CommandRun.with(trusting, "disconnect", device, "--token", viewer);
      assertThat(denied.exitCode()).isEqualTo(1);
      assertThat(denied.err()).contains("forbidden").contains("operator");
      CommandRun done =
          CommandRun.with(trusting, "disconnect", device, "--wait", "--token", operator);
      assertThat(done.exitCode()).isZero();
      CommandRun lost = CommandRun.of("watch", "--url", url, "--token", viewer);
      assertThat(lost.exitCode()).isEqualTo(4);
      assertThat(lost.err()).contains("--cacert");
      CommandRun wrong = CommandRun.with(trusting, "watch", "--token", "wrong");
      assertThat(wrong.exitCode()).isEqualTo(1);
      assertThat(wrong.err()).contains("unauthenticated");
      assertThat(gateway.stop()).isZero();
    }
  }

  @Test
  void anotherCertificateThanTheNamedOneIsNotTrusted() throws Exception {
    TestCertificate other = TestCertificate.in(shared);
    try (RunningGateway gateway =
        new RunningGateway(
            data.resolve("data"),
            Map.of(),
            set(
                "http.port=0",
                "http.tls.certificate=" + certificate().file(),
                "http.tls.key=" + certificate().key()))) {
      String url = gateway.line().split(" ", -1)[1];

      CommandRun run = CommandRun.of("devices", "--url", url, "--cacert", other.file().toString());

      assertThat(run.exitCode()).isEqualTo(4);
      assertThat(run.err()).contains("no secure connection", "--cacert");
    }
  }

  @ParameterizedTest
  @CsvSource({"nowhere.pem, nowhere.pem", "nonsense.pem, nonsense.pem", "empty.pem, empty.pem"})
  void anAuthorityThatCannotBeReadIsNamed(String file, String named) throws IOException {
    Files.writeString(data.resolve("nonsense.pem"), "-----BEGIN CERTIFICATE-----\nnonsense\n");
    Files.writeString(data.resolve("empty.pem"), "");

    CommandRun run = CommandRun.of("devices", "--cacert", data.resolve(file).toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("--cacert").contains(named);
    assertThat(
            CommandRun.with(Map.of("WPD_CACERT", data.resolve(file).toString()), "devices").err())
        .contains("WPD_CACERT");
  }

  @Test
  void theVariablesOfTheOtherCommandsDoNotKeepItFromStarting() {
    CommandRun run =
        CommandRun.with(Map.of("WPD_CACERT", "x.pem", "WPD_URL", "https://x"), "config", "check");

    assertThat(run.exitCode()).isZero();
  }

  private CommandRun start(String... assignments) {
    List<String> args = new ArrayList<>(List.of("run", "--json"));
    args.addAll(
        List.of(set("provider=simulated", "http.port=0", "data.dir=" + data.resolve("data"))));
    args.addAll(List.of(set(assignments)));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private static void assertRefused(CommandRun run, String... named) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: ").contains(named);
    assertThat(run.json().getString("code")).isEqualTo("validation-failed");
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0", "::", "192.0.2.7"})
  void beyondLoopbackItDoesNotStartWithoutTlsAndAuthentication(String host) {
    String certified = "http.tls.certificate=" + certificate().file();
    String keyed = "http.tls.key=" + certificate().key();
    token("viewer");

    assertRefused(
        start("http.host=" + host),
        "http.host",
        "http.tls.certificate",
        "http.tls.key",
        "security.tokens",
        "security.jwt.issuer");
    assertRefused(start("http.host=" + host, certified, keyed), "security.tokens");
    assertRefused(start("http.host=" + host, tokens()), "http.tls.certificate", "http.tls.key");
    assertRefused(start("http.host=" + host, certified, tokens()), "http.tls.key");
  }

  @Test
  void whereTheCertificateIsNotGoodItDoesNotServePlainHttpInstead() throws IOException {
    Path nonsense = Files.writeString(data.resolve("nonsense.pem"), "nonsense");
    String good = "http.tls.certificate=" + certificate().file();

    assertRefused(
        start("http.tls.certificate=nowhere.crt", "http.tls.key=nowhere.key"),
        "http.tls.certificate",
        "nowhere.crt",
        "does not exist");
    assertRefused(
        start("http.tls.certificate=" + nonsense, "http.tls.key=" + certificate().key()),
        "http.tls.certificate",
        "nonsense.pem");
    assertRefused(start(good, "http.tls.key=" + nonsense), "http.tls.key", "nonsense.pem");
    assertRefused(
        start(good, "http.tls.key=" + TestCertificate.in(shared).key()),
        "http.tls.key",
        "does not belong to",
        "http.tls.certificate");
    assertRefused(start(good), "http.tls.key");
    assertRefused(start("http.tls.key=" + certificate().key()), "http.tls.certificate");
  }

  @Test
  void anOriginThatNoBrowserSendsIsNamed() {
    assertRefused(start("http.origins=[\"https://gw.example.com:443\"]"), "http.origins", ":443");
  }
}
