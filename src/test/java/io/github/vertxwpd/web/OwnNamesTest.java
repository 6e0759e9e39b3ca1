package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.TlsOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnNamesTest {
  private static final SocketAddress LAN = SocketAddress.inetSocketAddress(8443, "192.0.2.7");
  private static final String CONFIGURED = "https://gw-003.example.com:8443";

  /** A gateway that listens on every address, with a name for browsers. */
  private static OwnNames everywhere(String... origins) {
    return OwnNames.of(https("0.0.0.0").setOrigins(List.of(origins)));
  }

  private static HttpOptions https(String host) {
    return new HttpOptions()
        .setHost(host)
        .setTls(new TlsOptions().setCertificate("server.crt").setKey("server.key"));
  }

  @Test
  void beyondLoopbackTheAddressThatTheConnectionCameToIsItsName() {
    OwnNames names = everywhere();

    assertThat(names.isHost("192.0.2.7:8443", LAN)).isTrue();
    assertThat(names.isOrigin("https://192.0.2.7:8443", LAN)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.8:8443",
        "192.0.2.7",
        "192.0.2.7:443",
        "192.0.2.7.:8443",
        "192.0.2.007:8443",
        "3221225991:8443",
        "0xc0000207:8443",
        "localhost:8443",
        "127.0.0.1:8443",
        "0.0.0.0:8443",
        "gw-003.example.com:8443",
        "192.0.2.7.nip.example:8443",
        "user@192.0.2.7:8443",
        " 192.0.2.7:8443",
        ""
      })
  void beyondLoopbackNothingElseIs(String host) {
    OwnNames names = everywhere();

    assertThat(names.isHost(host, LAN)).isFalse();
    assertThat(names.isOrigin("https://" + host, LAN)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:0:0:0:0:7, [2001:db8::7]",
    "2001:db8::7, [2001:db8::7]",
    "fe80:0:0:0:0:0:0:7%1, [fe80::7]",
    "::ffff:192.0.2.7, 192.0.2.7"
  })
  void anIpv6AddressIsNamedAsBrowsersWriteIt(String address, String name)
      throws UnknownHostException {
    SocketAddress here =
        SocketAddress.inetSocketAddress(
            new InetSocketAddress(InetAddress.getByName(address), 8443));

    assertThat(everywhere().isHost(name + ":8443", here)).isTrue();
    assertThat(everywhere().isOrigin("https://" + name + ":8443", here)).isTrue();
    assertThat(everywhere().isHost("[2001:DB8::7]:8443", here)).isFalse();
    assertThat(everywhere().isHost("[2001:db8:0::7]:8443", here)).isFalse();
  }

  @Test
  void onItsOwnMachineLocalhostIsOneToo() {
    SocketAddress loopback = SocketAddress.inetSocketAddress(8443, "127.0.0.1");

    assertThat(everywhere().isHost("localhost:8443", loopback)).isTrue();
    assertThat(everywhere().isOrigin("https://localhost:8443", loopback)).isTrue();
    assertThat(everywhere().isHost("192.0.2.7:8443", loopback)).isFalse();
  }

  @Test
  void theNameThatIsConfiguredToListenOnIsOne() {
    OwnNames names = OwnNames.of(https("Gateway.example"));

    assertThat(names.isHost("gateway.example:8443", LAN)).isTrue();
    assertThat(names.isOrigin("https://gateway.example:8443", LAN)).isTrue();
    assertThat(names.isHost("Gateway.example:8443", LAN)).isFalse();
  }

  @Test
  void thePortOfTheSchemeGoesUnsaidInAnOriginAndMayGoUnsaidInAHost() {
    SocketAddress here = SocketAddress.inetSocketAddress(443, "192.0.2.7");
    OwnNames names = everywhere("https://gw.example.com");

    assertThat(names.isHost("192.0.2.7", here)).isTrue();
    assertThat(names.isHost("192.0.2.7:443", here)).isTrue();
    assertThat(names.isHost("gw.example.com:443", here)).isTrue();
    assertThat(names.isOrigin("https://192.0.2.7", here)).isTrue();
    assertThat(names.isOrigin("https://192.0.2.7:443", here)).isFalse();
    assertThat(names.isOrigin("https://gw.example.com:443", here)).isFalse();
    assertThat(names.isHost("192.0.2.7", LAN)).isFalse();
  }

  @Test
  void anHttpPageIsNotOfAnHttpsServer() {
    assertThat(everywhere().isOrigin("http://192.0.2.7:8443", LAN)).isFalse();
  }

  @Test
  void aConfiguredOriginIsAllowedWithItsHost() {
    OwnNames names = everywhere(CONFIGURED);

    assertThat(names.isHost("gw-003.example.com:8443", LAN)).isTrue();
    assertThat(names.isOrigin(CONFIGURED, LAN)).isTrue();
    assertThat(names.isHost("gw-003.example.com", LAN)).isFalse();
  }

  /** The Greek omicron, the Cyrillic a and e, the full-width stop, and their punycode. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://gw-003.example.com",
        "https://gw-003.example.com:443",
        "https://gw-003.example.com:8444",
        "http://gw-003.example.com:8443",
        "https://gw-003.example.com.:8443",
        "https://gw-003.example.com:8443/",
        "https://gw-003.example.com:8443 ",
        "https://GW-003.example.com:8443",
        "https://user@gw-003.example.com:8443",
        "https://gw-003.example.com:8443@attacker.example",
        "https://gw-003.example.com:8443.attacker.example",
        "https://a.gw-003.example.com:8443",
        "https://xgw-003.example.com:8443",
        "https://gw-003.example.c\u03bfm:8443",
        "https://gw-003.ex\u0430mple.com:8443",
        "https://gw-003.exampl\u0435.com:8443",
        "https://gw-003\uff0eexample.com:8443",
        "https://gw-003.xn--exmple-4nf.com:8443",
        "https://gw-003.example.com\u0000:8443",
        "https://gw\u2010003.example.com:8443",
        "null",
        ""
      })
  void whatOnlyLooksLikeAConfiguredOriginIsRefused(String origin) {
    assertThat(everywhere(CONFIGURED).isOrigin(origin, LAN)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://b\u00fccher.example",
        "https://GW.example.com",
        "https://gw.example.com/",
        "https://gw.example.com.",
        "https://gw.example.com:443",
        "http://gw.example.com:80",
        "https://user@gw.example.com",
        "ftp://gw.example.com",
        "gw.example.com",
        "https://*.example.com",
        "*",
        "null",
        ""
      })
  void anOriginThatNoBrowserSendsCannotBeConfigured(String origin) {
    assertThatThrownBy(() -> everywhere(origin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http.origins")
        .hasMessageContaining("\"" + origin + "\"");
  }

  @Test
  void anInternationalNameIsConfiguredInItsAsciiForm() {
    OwnNames names = everywhere("https://xn--bcher-kva.example");

    assertThat(names.isOrigin("https://xn--bcher-kva.example", LAN)).isTrue();
    assertThat(names.isOrigin("https://b\u00fccher.example", LAN)).isFalse();
  }
}
