package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
  @TempDir private Path data;

  private static final Pattern READY =
      Pattern.compile(
          "ready (http://127\\.0\\.0\\.1:[1-9][0-9]*) gateway=gw-017"
              + " provider=simulated epoch=[0-9a-z]+");

  private CommandRun run(String... more) {
    return CommandRun.of(
        Stream.concat(
                Stream.of("run", "--set", "provider=simulated", "--set", "data.dir=" + data),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void itPrintsOneLineOnceItServesAndTheOtherCommandsTalkToIt() throws Exception {
    try (RunningGateway gateway =
        new RunningGateway(data, Map.of("WPD_HTTP_PORT", "0"), "--set", "simulated.latencyMs=10")) {
      Matcher ready = READY.matcher(gateway.line());
      assertThat(ready.matches()).isTrue();
      Map<String, String> environment = Map.of("WPD_URL", ready.group(1));

      CommandRun devices = CommandRun.with(environment, "devices");
      String device = devices.lines().get(1).replaceFirst(" .*", "");
      CommandRun disconnect =
          CommandRun.with(environment, "disconnect", device, "--wait", "--json");
      CommandRun again = CommandRun.with(environment, "disconnect", device);

      assertThat(devices.lines()).hasSize(9);
      assertThat(devices.err()).contains("gw-017 are simulated");
      assertThat(disconnect.exitCode()).isZero();
      assertThat(disconnect.json().getString("outcome")).isEqualTo("succeeded");
      assertThat(disconnect.json().getBoolean("verified")).isTrue();
      assertThat(again.out()).contains("it was disconnected already");
      assertThat(gateway.stop()).isZero();
      assertThat(gateway.line()).isNull();
      assertThat(CommandRun.with(environment, "devices").exitCode()).isEqualTo(4);
    }
  }

  @Test
  void aDeviceThatNeverAnswersLeavesTheOutcomeUnknown() throws Exception {
    try (RunningGateway gateway =
        new RunningGateway(
            data,
            Map.of(),
            "--set",
            "http.port=0",
            "--set",
            "simulated.script.1=never",
            "--json")) {
      String url = new JsonObject(gateway.line()).getString("ready");

      CommandRun run =
          CommandRun.of(
              "disconnect", "bt-a0b1c2d3e4f5", "--wait", "--timeout", "1s", "--url", url, "--json");

      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.json().getString("outcome")).isEqualTo("timed-out");
      assertThat(gateway.stop()).isZero();
    }
  }

  @Test
  void whatIsHeldIsLetGoByAConnectAndWhatIsPendingCanBeCancelled() throws Exception {
    try (RunningGateway gateway =
        new RunningGateway(
            data,
            Map.of(),
            "--set",
            "http.port=0",
            "--set",
            "simulated.latencyMs=10",
            "--set",
            "simulated.script.1=never",
            "--json")) {
      String url = new JsonObject(gateway.line()).getString("ready");
      Map<String, String> environment = Map.of("WPD_URL", url);
      String never = "bt-a0b1c2d3e4f5";
      String other =
          CommandRun.with(environment, "devices", "--json")
              .json()
              .getJsonArray("devices")
              .getJsonObject(1)
              .getString("device");

      CommandRun dryRun = CommandRun.with(environment, "disconnect", other, "--hold", "--dry-run");
      CommandRun hold = CommandRun.with(environment, "disconnect", other, "--hold", "--wait");
      CommandRun held = CommandRun.with(environment, "devices");
      CommandRun connect = CommandRun.with(environment, "connect", other, "--wait");
      CommandRun released = CommandRun.with(environment, "devices");
      String pending =
          CommandRun.with(environment, "disconnect", never, "--json").json().getString("operation");
      CommandRun cancel = CommandRun.with(environment, "cancel", pending);
      CommandRun operations = CommandRun.with(environment, "operations", "--device", other);
      CommandRun gateways = CommandRun.with(environment, "gateways");

      assertThat(dryRun.out()).contains("nothing was done");
      assertThat(hold.exitCode()).isZero();
      assertThat(hold.out()).contains("disconnect succeeded").contains("held until a connect");
      assertThat(held.out()).contains("disconnected (held)");
      assertThat(connect.exitCode()).isZero();
      assertThat(connect.out()).contains("disconnected -> connected, verified");
      assertThat(released.out()).doesNotContain("(held)");
      assertThat(cancel.exitCode()).isZero();
      assertThat(cancel.out()).contains("operation " + pending + " is pending");
      assertThat(operations.lines()).hasSize(3);
      assertThat(operations.lines().get(1)).contains("connect").contains("succeeded");
      assertThat(operations.lines().get(2)).contains("disconnect").contains("succeeded");
      assertThat(gateways.lines().get(1)).startsWith("gw-017   up     simulated");
      assertThat(gateway.stop()).isZero();
    }
  }

  @Test
  void withoutTheWebTheLineNamesNoAddress() throws Exception {
    try (RunningGateway gateway =
        new RunningGateway(data, Map.of(), "--set", "http.enabled=false")) {

      assertThat(gateway.line()).startsWith("ready - gateway=gw-017 provider=simulated epoch=");
      assertThat(gateway.stop()).isZero();
    }
  }

  @Test
  void untilReadyIsAStartThatIsSeenAndNoMore() {
    CommandRun run = run("--set", "http.port=0", "--until-ready");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).singleElement().asString().startsWith("ready http://127.0.0.1:");
  }

  @Test
  void aSecondGatewayInTheSameDirectoryDoesNotStartAndSaysWhatToDo() throws Exception {
    try (RunningGateway gateway = new RunningGateway(data, Map.of(), "--set", "http.port=0")) {
      assertThat(gateway.line()).startsWith("ready ");

      CommandRun second = run("--set", "http.port=0");

      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.err().lines()).hasSize(1);
      assertThat(second.err())
          .startsWith("error: another gateway uses the data directory " + data.toRealPath())
          .contains("stop it, or set data.dir to another directory");
      assertThat(second.out()).isEmpty();
      assertThat(gateway.stop()).isZero();
    }
  }

  @Test
  void aPortInUseIsNamedWithTheKeyToSet() throws Exception {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      int port = taken.getLocalPort();

      CommandRun run = run("--set", "http.port=" + port);

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().strip())
          .isEqualTo(
              "error: port "
                  + port
                  + " of 127.0.0.1 is in use; set http.port to another one, or to 0 for a free one");
      assertThat(run.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http.host=10.0.0.1, http.host",
    "http.host=example.org, http.host",
    "simulated.script.9=never, simulated.script",
    "simulated.script.1=late:soon, simulated.script",
    "http.port=none, http.port",
    "gateway.id=Gateway, gateway.id"
  })
  void whatIsConfiguredWronglyIsNamedWithItsKeyAndExitCode2(String assignment, String key) {
    CommandRun run = run("--set", assignment, "--json");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("error: ").contains(key);
    assertThat(run.json().getString("code")).isEqualTo("validation-failed");
  }
}
