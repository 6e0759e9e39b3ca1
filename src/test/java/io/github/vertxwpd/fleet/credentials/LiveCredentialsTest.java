package io.github.vertxwpd.fleet.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.fleet.TestFleet;
import io.github.vertxwpd.stream.SettableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCredentialsTest {
  private final SettableClock clock = new SettableClock(Instant.now());
  @TempDir private Path directory;
  private TestFleet fleet;
  private Path node;
  private LiveCredentials live;

  @BeforeEach
  void issue() {
    fleet = TestFleet.in(directory.resolve("fleet"));
    node = fleet.issue("gw-1");
    live = LiveCredentials.read(node, clock);
  }

  @Test
  void whatIsRenewedIsTaken() {
    FleetCredentials before = live.current();
    fleet.issue("gw-1");

    live.look();

    assertThat(live.current().own()).isNotEqualTo(before.own());
  }

  @Test
  void whatIsHalfWrittenIsNotTakenUntilItIsWhole() throws Exception {
    FleetCredentials before = live.current();
    Path next = fleet.issue("gw-2");
    Files.writeString(node.resolve("node.key"), Files.readString(next.resolve("node.key")));

    live.look();
    assertThat(live.current()).isSameAs(before);

    Files.delete(node.resolve("node.key"));
    live.look();
    assertThat(live.current()).isSameAs(before);

    fleet.issue("gw-1");
    live.look();
    assertThat(live.current()).isNotSameAs(before);
  }

  @Test
  void theLastTwoWeeksAndTheTimeAfterAreReasonsForConcern() {
    assertThat(live.degraded()).isEmpty();

    clock.advance(Duration.ofDays(47));
    assertThat(live.degraded()).containsExactly("fleet-certificate-expiring");

    clock.advance(Duration.ofDays(14));
    assertThat(live.degraded()).containsExactly("fleet-certificate-expired");
  }

  @Test
  void aCaThatIsTakenOutIsTrustedNoMore() throws Exception {
    TestFleet next = TestFleet.in(directory.resolve("next"));
    FleetCredentials old = fleet.credentials("gw-2").current();
    live.requireOfTheFleet(old.chain());
    Path renewed = next.issue("gw-1");
    for (String file : new String[] {"ca.crt", "node.crt", "node.key"}) {
      Files.writeString(node.resolve(file), Files.readString(renewed.resolve(file)));
    }

    live.look();

    assertThatThrownBy(() -> live.requireOfTheFleet(old.chain()))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void aHandshakeEndsWithTheKeyItBeganWith() {
    NodeKeyManager keys = new NodeKeyManager(live.current());
    String alias = keys.chooseEngineServerAlias("EC", null, null);
    FleetCredentials before = live.current();
    fleet.issue("gw-1");
    live.look();

    keys.replace(live.current());

    assertThat(keys.getPrivateKey(alias)).isEqualTo(before.key());
    assertThat(keys.getCertificateChain(alias)).containsExactly(before.own());
    assertThat(keys.getPrivateKey(keys.chooseEngineServerAlias("EC", null, null)))
        .isEqualTo(live.current().key());
    assertThat(keys.chooseEngineServerAlias("RSA", null, null)).isNull();
  }
}
