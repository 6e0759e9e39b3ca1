package io.github.vertxwpd.web.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.TlsOptions;
import io.github.vertxwpd.web.TestCertificate;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCertificateTest {
  @TempDir private static Path directory;

  private static Vertx vertx;
  private static TestCertificate made;
  private static TestCertificate other;

  @BeforeAll
  static void make() {
    vertx = Vertx.vertx();
    made = TestCertificate.in(directory);
    other = TestCertificate.in(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private static ServerCertificate read(Path certificate, Path key) {
    return ServerCertificate.read(
        vertx, new TlsOptions().setCertificate(certificate.toString()).setKey(key.toString()));
  }

  private static Path write(String content) throws Exception {
    return Files.writeString(Files.createTempFile(directory, "written", ".pem"), content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void aPairThatBelongsTogetherIsRead(String algorithm) {
    TestCertificate pair = TestCertificate.make(directory, algorithm, "+0d", 30);
    ServerCertificate read = read(pair.file(), pair.key());

    assertThat(Duration.between(Instant.now(), read.ends())).isBetween(days(29), days(31));
    assertThat(read.description().getString("subject")).isEqualTo("CN=localhost");
    assertThat(read.description().getString("sha256")).matches("[0-9a-f]{64}");
    assertThat(read.toString()).contains("CN=localhost").doesNotContain("PRIVATE KEY");
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  @Test
  void theFirstCertificateIsTheServersAndItsChainFollows() throws Exception {
    Path chain = write(Files.readString(made.file()) + Files.readString(other.file()));

    assertThat(read(chain, made.key()).own()).isEqualTo(read(made.file(), made.key()).own());
    assertThatThrownBy(() -> read(chain, other.key())).hasMessageContaining("does not belong to");
  }

  @Test
  void aFileThatDoesNotExistIsNamedWithItsKey() {
    Path nowhere = directory.resolve("nowhere.pem");

    assertThatThrownBy(() -> read(nowhere, made.key()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http.tls.certificate")
        .hasMessageContaining(nowhere.toString())
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> read(made.file(), nowhere))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http.tls.key")
        .hasMessageContaining("does not exist");
  }

  @Test
  void aFileThatCannotBeReadIsNamedWithItsKey() {
    assertThatThrownBy(() -> read(directory, made.key()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http.tls.certificate")
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> read(made.file(), directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http.tls.key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n"
      })
  void whatIsNoCertificateIsRefused(String content) throws Exception {
    Path file = write(content);

    assertThatThrownBy(() -> read(file, made.key()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http.tls.certificate")
        .hasMessageContaining(file.toString());
  }

  @Test
  void aCertificateInAnotherFormIsRefused() throws Exception {
    Path der = Files.createTempFile(directory, "binary", ".crt");
    Files.write(der, read(made.file(), made.key()).own().getEncoded());

    assertThatThrownBy(() -> read(der, made.key())).hasMessageContaining("in PEM");
    assertThatThrownBy(() -> read(made.key(), made.key())).hasMessageContaining("in PEM");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n",
        "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----\n"
      })
  void whatIsNoPrivateKeyIsRefusedWithoutShowingIt(String content) throws Exception {
    Path file = write(content);

    assertThatThrownBy(() -> read(made.file(), file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageContaining("http.tls.key")
        .hasMessageContaining(file.toString())
        .hasMessageNotContainingAny("c2VjcmV0", "secret");
  }

  @Test
  void aPrivateKeyWithAPasswordIsRefusedWithWhatToDo() throws Exception {
    Path file =
        write("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");

    assertThatThrownBy(() -> read(made.file(), file))
        .hasMessageContaining("http.tls.key")
        .hasMessageContaining("openssl pkey");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void aPrivateKeyOfAnotherCertificateIsRefused(String algorithm) {
    TestCertificate another = TestCertificate.make(directory, algorithm, "+0d", 30);

    assertThatThrownBy(() -> read(made.file(), another.key()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http.tls.key")
        .hasMessageContaining(another.key().toString())
        .hasMessageContaining("http.tls.certificate")
        .hasMessageContaining(made.file().toString());
  }
}
