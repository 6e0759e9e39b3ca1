package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCommandTest {
  @TempDir private Path directory;

  private String fleet() {
    return directory.resolve("fleet").toString();
  }

  @Test
  void twoCommandsMakeANodesCredentials() {
    assertThat(CommandRun.of("cluster", "init", fleet()).out()).contains("until", "cluster issue");

    CommandRun issued = CommandRun.of("cluster", "issue", fleet(), "gw-017");

    assertThat(issued.exitCode()).isZero();
    assertThat(issued.out()).contains("gw-017", "cluster.credentials");
    assertThat(directory.resolve("fleet/gw-017")).isDirectoryContaining("glob:**/node.key");
  }

  @Test
  void programsAreToldWhereAndUntilWhen() {
    JsonObject made = CommandRun.of("cluster", "init", fleet(), "--json").json();
    JsonObject issued =
        CommandRun.of("cluster", "issue", fleet(), "gw-1", "--expires", "90d", "--json").json();

    assertThat(made.getString("authority")).startsWith("CN=vertx-wpd fleet ");
    assertThat(Instant.parse(made.getString("endsAt"))).isAfter(Instant.now());
    assertThat(issued.getString("gateway")).isEqualTo("gw-1");
    assertThat(issued.getString("directory")).isEqualTo(directory.resolve("fleet/gw-1").toString());
    assertThat(Instant.parse(issued.getString("endsAt")))
        .isBefore(Instant.now().plus(Duration.ofDays(91)))
        .isAfter(Instant.now().plus(Duration.ofDays(89)));
  }

  @Test
  void aSecondCaInTheSamePlaceIsRefused() {
    CommandRun.of("cluster", "init", fleet());
    CommandRun second = CommandRun.of("cluster", "init", fleet());

    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.err().lines()).hasSize(1);
    assertThat(second.err()).contains("never overwritten");
  }

  @Test
  void withoutACaItSaysHowToMakeOne() {
    CommandRun run = CommandRun.of("cluster", "issue", fleet(), "gw-1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("vertx-wpd cluster init " + fleet());
  }

  @Test
  void anIdThatIsNoneIsUsage() {
    CommandRun run = CommandRun.of("cluster", "issue", fleet(), "GW 17");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("\"GW 17\" is no gateway's id");
  }

  @Test
  void noSecretIsPrinted() throws Exception {
    CommandRun.of("cluster", "init", fleet());
    CommandRun issued = CommandRun.of("cluster", "issue", fleet(), "gw-1", "--json");
    String secret = Files.readString(directory.resolve("fleet/fleet.secret")).strip();

    assertThat(issued.out() + issued.err()).doesNotContain(secret, "PRIVATE KEY");
  }

  @Test
  void clusterAloneSaysWhichCommandsThereAre() {
    assertThat(CommandRun.of("cluster").err()).contains("cluster init or issue");
  }
}
