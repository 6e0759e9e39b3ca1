package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  @Test
  void aCommandIsNeeded() {
    CommandRun run = CommandRun.of();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("a command is missing").contains("vertx-wpd --help");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void anUnknownCommandIsRefusedWithTheNearestOnes() {
    CommandRun run = CommandRun.of("devises");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("devises").contains("did you mean devices?");
  }

  @Test
  void theBeginningOfACommandIsNearEnough() {
    assertThat(CommandRun.of("dev").err()).contains("devices");
  }

  @Test
  void anUnknownOptionIsRefusedWithTheNearestOne() {
    CommandRun run = CommandRun.of("disconnect", "bt-a0b1c2d3e4f5", "--wiat");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--wiat")
        .contains("did you mean --wait?")
        .contains("disconnect --help");
  }

  @Test
  void aMissingDeviceIsRefused() {
    CommandRun run = CommandRun.of("disconnect");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("<device>");
  }

  @Test
  void aTimeNeedsAUnitThatIsKnown() {
    CommandRun run = CommandRun.of("disconnect", "bt-a0b1c2d3e4f5", "--timeout", "5 parsecs");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("90s, 2m or 1500ms");
  }

  @Test
  void aUsageErrorIsAProblemObjectInJson() {
    CommandRun run = CommandRun.of("devices", "--jsonn", "--json");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.json().getString("code")).isEqualTo("validation-failed");
    assertThat(run.json().getString("detail")).contains("--jsonn");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:8080", "ftp://localhost", "http://", "http://a b", "http://h?q"})
  void anAddressThatIsNoneOfHttpIsRefused(String url) {
    CommandRun run = CommandRun.of("devices", "--url", url);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--url takes an address").contains(url);
  }

  @Test
  void anAddressInTheEnvironmentIsRefusedByItsName() {
    CommandRun run = CommandRun.with(Map.of("WPD_URL", "nowhere"), "devices");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("WPD_URL takes an address").contains("nowhere");
  }

  @Test
  void aTokenThatNoHeaderCanCarryIsRefusedWithoutShowingIt() {
    CommandRun run = CommandRun.of("devices", "--token", "se\ncret");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--token").doesNotContain("cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "devices",
        "connect",
        "disconnect",
        "cancel",
        "operations",
        "watch",
        "gateways",
        "config",
        "doctor",
        "token",
        "version"
      })
  void everyCommandHasHelpWithItsOptionsAndTheExitCodes(String command) {
    CommandRun run = CommandRun.of(command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("vertx-wpd " + command).contains("--json");
    assertThat(run.out()).containsPattern("3 +the outcome is not known");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    CommandRun run = CommandRun.of("version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip()).matches("vertx-wpd [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
    assertThat(CommandRun.of("--version").out()).isEqualTo(run.out());
    assertThat("vertx-wpd " + CommandRun.of("version", "--json").json().getString("version"))
        .isEqualTo(run.out().strip());
  }
}
