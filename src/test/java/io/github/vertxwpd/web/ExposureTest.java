package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.TlsOptions;
import io.github.vertxwpd.security.Authenticator;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureTest {
  private static final TlsOptions NONE = new TlsOptions();
  private static final TlsOptions BOTH =
      new TlsOptions().setCertificate("server.crt").setKey("server.key");

  private static HttpOptions at(String host, TlsOptions tls) {
    return new HttpOptions().setHost(host).setTls(tls);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.53",
        "localhost",
        "LocalHost",
        "::1",
        "[::1]",
        "0:0:0:0:0:0:0:1",
        "::ffff:127.0.0.1"
      })
  void onLoopbackNothingIsNeededAndEverythingIsAllowed(String host) {
    for (boolean authenticated : new boolean[] {true, false}) {
      assertThatCode(() -> Exposure.check(at(host, NONE), authenticated))
          .doesNotThrowAnyException();
      assertThatCode(() -> Exposure.check(at(host, BOTH), authenticated))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "::",
        "[::]",
        "192.0.2.7",
        "2001:db8::7",
        "gateway.example",
        "127.0.0.1.example",
        "127.0.0.999",
        "127.1",
        "localhost.example",
        "::ffff:192.0.2.7",
        "*"
      })
  void beyondLoopbackTlsAndAuthenticationAreNeeded(String host) {
    assertThatCode(() -> Exposure.check(at(host, BOTH), true)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Exposure.check(at(host, NONE), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + host + "\"")
        .hasMessageContaining("http.host")
        .hasMessageContaining("http.tls.certificate")
        .hasMessageContaining("http.tls.key")
        .hasMessageContaining("security.tokens")
        .hasMessageContaining("security.jwt.issuer")
        .hasMessageContaining("127.0.0.1");
  }

  @Test
  void whatIsThereIsNotAskedFor() {
    assertThatThrownBy(() -> Exposure.check(at("0.0.0.0", NONE), true))
        .hasMessageContaining("http.tls.certificate")
        .hasMessageNotContainingAny("security.tokens", "security.jwt");
    assertThatThrownBy(() -> Exposure.check(at("0.0.0.0", BOTH), false))
        .hasMessageContaining("security.tokens")
        .hasMessageNotContainingAny("http.tls");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, server.crt, '', http.tls.key",
    "127.0.0.1, '', server.key, http.tls.certificate",
    "0.0.0.0, server.crt, '', http.tls.key",
    "0.0.0.0, '', server.key, http.tls.certificate"
  })
  void aCertificateAndItsKeyBelongTogether(
      String host, String certificate, String key, String missing) {
    TlsOptions half = new TlsOptions().setCertificate(certificate).setKey(key);

    assertThatThrownBy(() -> Exposure.check(at(host, half), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("set " + missing);
  }

  @Test
  void aServerThatWouldBeOpenToOthersIsNotDeployed() throws Exception {
    try (WebFixture web = new WebFixture()) {
      WebVerticle open =
          new WebVerticle(
              web.service,
              at("0.0.0.0", NONE).setPort(0),
              WebLimits.DEFAULT,
              Authenticator.NOBODY_ASKED,
              WebSetup.of().trail(),
              WebSetup.of().clock());

      assertThatThrownBy(
              () ->
                  web.vertx.deployVerticle(open).await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(open::port).isInstanceOf(IllegalStateException.class);
      assertThat(open.degraded()).isEmpty();
    }
  }
}
