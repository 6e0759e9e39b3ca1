package io.github.vertxwpd.fleet.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.file.OwnerOnly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
  private static final Duration YEAR = FleetAuthority.NODE_LIFETIME;

  @TempDir private Path directory;

  private Path fleet() {
    return directory.resolve("fleet");
  }

  private static Clock at(Instant time) {
    return Clock.fixed(time, ZoneOffset.UTC);
  }

  @Test
  void aFleetHasACaForTenYearsThatIssuesForNodesAlone() throws Exception {
    FleetAuthority.init(fleet(), at(NOW));

    X509Certificate ca = new Pem(fleet().resolve("ca.crt")).certificates().get(0);
    assertThat(ca.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(3_653)));
    assertThat(ca.getBasicConstraints()).isZero();
    assertThat(ca.getPublicKey().getAlgorithm()).isEqualTo("EC");
    ca.verify(ca.getPublicKey());
  }

  @Test
  void twoFleetsHaveNothingInCommon() throws Exception {
    FleetAuthority one = FleetAuthority.init(fleet(), at(NOW));
    FleetAuthority other = FleetAuthority.init(directory.resolve("other"), at(NOW));

    assertThat(one.name()).isNotEqualTo(other.name());
    assertThat(Files.readString(fleet().resolve("fleet.secret")))
        .hasSize(44)
        .isNotEqualTo(Files.readString(other.directory().resolve("fleet.secret")));
  }

  @Test
  void allFilesAreTheirOwnersAlone() throws Exception {
    FleetAuthority.init(fleet(), at(NOW)).issue("gw-1", YEAR);

    try (Stream<Path> files = Files.walk(fleet())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(OwnerOnly.isOpenToOthers(file)).as(file.toString()).isFalse();
      }
    }
  }

  @Test
  void aNodeGetsWhatItNeedsAndNotTheCasKey() throws Exception {
    FleetCredentials issued = FleetAuthority.init(fleet(), at(NOW)).issue("gw-1", YEAR);

    try (Stream<Path> files = Files.list(fleet().resolve("gw-1"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("ca.crt", "node.crt", "node.key", "fleet.secret");
    }
    assertThat(issued.gateway()).isEqualTo("gw-1");
    assertThat(issued.ends()).isEqualTo(NOW.plus(YEAR));
    assertThat(issued.own().getBasicConstraints()).isEqualTo(-1);
    assertThat(issued.own().getExtendedKeyUsage())
        .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
  }

  @Test
  void issuingAgainRenewsKeyIncluded() throws Exception {
    FleetCredentials first = FleetAuthority.init(fleet(), at(NOW)).issue("gw-1", YEAR);
    Instant later = NOW.plus(Duration.ofDays(300));
    FleetCredentials second = FleetAuthority.open(fleet(), at(later)).issue("gw-1", YEAR);

    assertThat(second.ends()).isEqualTo(later.plus(YEAR));
    assertThat(second.own().getPublicKey()).isNotEqualTo(first.own().getPublicKey());
    assertThat(second.authorities()).isEqualTo(first.authorities());
    assertThat(second.secret()).isEqualTo(first.secret());
  }

  @Test
  void noNodeOutlivesTheCa() throws Exception {
    FleetAuthority.init(fleet(), at(NOW));
    FleetAuthority last = FleetAuthority.open(fleet(), at(NOW.plus(Duration.ofDays(3_600))));

    assertThat(last.issue("gw-1", YEAR).ends()).isEqualTo(last.ends());
  }

  @Test
  void aCaThatHasEndedIssuesNothing() throws Exception {
    FleetAuthority.init(fleet(), at(NOW));

    assertThatThrownBy(() -> FleetAuthority.open(fleet(), at(NOW.plus(Duration.ofDays(3_654)))))
        .hasMessageContaining("ended at 2036")
        .hasMessageContaining("cluster init");
  }

  @Test
  void aCaIsNeverOverwritten() throws Exception {
    FleetAuthority.init(fleet(), at(NOW));
    byte[] key = Files.readAllBytes(fleet().resolve("ca.key"));

    assertThatThrownBy(() -> FleetAuthority.init(fleet(), at(NOW)))
        .hasMessageContaining("has a fleet's CA already")
        .hasMessageContaining("cluster issue");
    assertThat(fleet().resolve("ca.key")).hasBinaryContent(key);
  }

  @Test
  void noCaIsMadeAmongOtherFiles() throws Exception {
    Files.writeString(Files.createDirectories(fleet()).resolve("notes.txt"), "mine");

    assertThatThrownBy(() -> FleetAuthority.init(fleet(), at(NOW)))
        .hasMessageContaining("is not empty");
  }

  @Test
  void withoutACaNothingIsIssued() {
    assertThatThrownBy(() -> FleetAuthority.open(fleet(), at(NOW)))
        .hasMessageContaining("has no fleet's CA")
        .hasMessageContaining("cluster init");
  }

  @Test
  void noGatewayIsCalledAsAFileOfTheFleet() throws Exception {
    FleetAuthority authority = FleetAuthority.init(fleet(), at(NOW));

    for (String name : List.of("ca.crt", "ca.key", "fleet.secret")) {
      assertThatThrownBy(() -> authority.issue(name, YEAR)).hasMessageContaining(name);
    }
  }
}
