package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.DataOptions;
import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.TlsOptions;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.web.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands to a gateway whose certificate Java does not trust by itself. */
class PrivateAuthorityTest {
  @TempDir private Path directory;

  private TestCertificate certificate;
  private GatewayProcess gateway;
  private String url;

  @BeforeEach
  void startGateway() throws Exception {
    certificate = TestCertificate.in(directory.resolve("tls"));
    TlsOptions tls =
        new TlsOptions()
            .setCertificate(certificate.file().toString())
            .setKey(certificate.key().toString());
    WpdOptions options =
        new WpdOptions()
            .setProvider("simulated")
            .setHttp(new HttpOptions().setPort(0).setTls(tls))
            .setData(new DataOptions().setDir(directory.resolve("data").toString()));
    gateway = GatewayProcess.start(options, Duration.ofSeconds(20));
    url = gateway.url().orElseThrow();
  }

  @AfterEach
  void stopGateway() {
    gateway.close();
  }

  @Test
  void whatCacertNamesIsTrustedByRequestsAndByTheWebSocket() {
    String trusted = certificate.file().toString();
    assertThat(url).startsWith("https://");

    assertThat(CommandRun.of("devices", "--url", url, "--cacert", trusted).exitCode()).isZero();
    CommandRun end =
        CommandRun.with(
            Map.of("WPD_CACERT", trusted, "WPD_URL", url),
            "disconnect",
            "bt-a0b1c2d3e4f5",
            "--wait");
    assertThat(end.exitCode()).as(end.err()).isZero();
  }

  @Test
  void withoutItACommandSaysWhatToName() {
    CommandRun run = CommandRun.of("devices", "--url", url);
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err()).contains("no secure connection", "--cacert");

    CommandRun watch = CommandRun.of("watch", "--url", url);
    assertThat(watch.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(watch.err()).contains("no secure connection", "--cacert");
  }

  @Test
  void aFileThatHasNoCertificateIsRefusedByItsName() throws Exception {
    Path other = Files.writeString(directory.resolve("other.pem"), "no certificate");
    CommandRun run = CommandRun.of("devices", "--url", url, "--cacert", other.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--cacert", "other.pem", "no certificate in PEM");

    CommandRun missing = CommandRun.of("devices", "--url", url, "--cacert", "missing.pem");
    assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(missing.err()).contains("missing.pem", "cannot be read");
  }
}
