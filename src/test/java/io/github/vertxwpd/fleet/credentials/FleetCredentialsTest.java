package io.github.vertxwpd.fleet.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.fleet.TestFleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that cannot prove itself says exactly what is missing or wrong, and what to do. */
class FleetCredentialsTest {
  @TempDir private Path directory;
  private TestFleet fleet;
  private Path node;

  @BeforeEach
  void issue() {
    fleet = TestFleet.in(directory.resolve("fleet"));
    node = fleet.issue("gw-1");
  }

  private static AbstractThrowableAssert<?, ?> reading(Path where) {
    return readingAt(where, Instant.now());
  }

  private static AbstractThrowableAssert<?, ?> readingAt(Path where, Instant now) {
    return assertThatThrownBy(() -> FleetCredentials.read(where, now))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void copy(Path from, Path to, String file) throws Exception {
    Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void goodOnesAreRead() {
    FleetCredentials read = FleetCredentials.read(node, Instant.now());

    assertThat(read.gateway()).isEqualTo("gw-1");
    assertThat(read.toString()).contains("gw-1").doesNotContain(read.secret());
  }

  @Test
  void aMissingDirectoryIsNamedWithTheTwoCommandsAndTheKey() {
    reading(directory.resolve("nowhere"))
        .hasMessageContaining("nowhere\", a directory that does not exist")
        .hasMessageContaining("vertx-wpd cluster init <dir>")
        .hasMessageContaining("vertx-wpd cluster issue <dir> <gateway>")
        .hasMessageContaining("cluster.credentials");
  }

  @Test
  void eachMissingFileIsNamed() throws Exception {
    Files.delete(node.resolve("node.key"));
    Files.delete(node.resolve("fleet.secret"));

    reading(node).hasMessageContaining("node.key, fleet.secret are missing");
  }

  @Test
  void theFleetsOwnDirectoryIsNotANodes() {
    reading(fleet.directory()).hasMessageContaining("the fleet's own directory");
  }

  @Test
  void aCertificateThatHasEndedIsIssuedAgain() {
    readingAt(node, Instant.now().plus(Duration.ofDays(61)))
        .hasMessageContaining("node.crt")
        .hasMessageContaining("of gw-1 that ended at")
        .hasMessageContaining("cluster issue <dir> gw-1");
  }

  @Test
  void oneThatHasNotBegunNeedsAClock() {
    readingAt(node, Instant.now().minus(Duration.ofHours(3)))
        .hasMessageContaining("begins only at")
        .hasMessageContaining("clock");
  }

  @Test
  void aCertificateOfAnotherFleetIsRefused() throws Exception {
    Path stranger = TestFleet.in(directory.resolve("other")).issue("gw-1");
    copy(stranger, node, "ca.crt");

    reading(node).hasMessageContaining("none of the CAs in ca.crt");
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    copy(fleet.issue("gw-2"), node, "node.key");

    reading(node)
        .hasMessageContaining("node.key")
        .hasMessageContaining("does not belong to")
        .hasMessageContaining("node.crt");
  }

  @Test
  void whatIsNoPemIsNamed() throws Exception {
    for (String file : List.of("ca.crt", "node.crt", "node.key", "fleet.secret")) {
      Path broken = fleet.issue("gw-1");
      Files.writeString(broken.resolve(file), "something else\n");

      reading(broken).hasMessageContaining(file);
    }
  }

  @Test
  void nothingOfABrokenKeyIsSaid() throws Exception {
    Files.writeString(
        node.resolve("node.key"),
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0bHk=\n-----END PRIVATE KEY-----\n");

    reading(node).hasMessageContaining("cannot be read").hasMessageNotContaining("c2VjcmV0bHk");
  }

  @Test
  void whileACaIsChangedBothAreTrusted() throws Exception {
    TestFleet next = TestFleet.in(directory.resolve("next"));
    Path renewed = next.issue("gw-1");
    String both =
        Files.readString(node.resolve("ca.crt")) + Files.readString(renewed.resolve("ca.crt"));
    Files.writeString(node.resolve("ca.crt"), both);
    LiveCredentials live = LiveCredentials.read(node, Clock.systemUTC());

    live.requireOfTheFleet(fleet.credentials("gw-2").current().chain());
    live.requireOfTheFleet(next.credentials("gw-3").current().chain());
  }
}
