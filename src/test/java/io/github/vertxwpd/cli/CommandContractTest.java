package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The commands are those of the contract, with one for a shell to complete them, and a running
 * gateway answers each of them.
 */
@Timeout(60)
class CommandContractTest {
  private static final List<String> COMMANDS =
      List.of(
          "run",
          "devices",
          "connect",
          "disconnect",
          "cancel",
          "operations",
          "watch",
          "gateways",
          "config check",
          "doctor",
          "token create",
          "token list",
          "token revoke",
          "audit verify",
          "cluster init",
          "cluster issue",
          "completion",
          "version");

  private static final String DEVICE = "bt-a0b1c2d3e4f5";

  @TempDir private static Path directory;
  private static RunningGateway gateway;
  private static Map<String, String> environment;

  @BeforeAll
  static void start() throws Exception {
    Path data = directory.resolve("data");
    gateway =
        new RunningGateway(
            data,
            Map.of(),
            "--set",
            "http.port=0",
            "--set",
            "simulated.latencyMs=10",
            "--set",
            "simulated.script.2=never",
            "--set",
            "shutdown.drainMs=0");
    environment =
        Map.of(
            "WPD_URL",
            gateway.line().split(" ", -1)[1],
            "WPD_DATA_DIR",
            data.toString(),
            "WPD_SECURITY_TOKENS",
            directory.resolve("tokens.json").toString());
  }

  /** The one command that this gateway is the good call of. */
  @AfterAll
  static void stop() throws Exception {
    assertThat(gateway.stop()).isZero();
  }

  private static CommandRun run(String... args) {
    return CommandRun.with(environment, args);
  }

  /** A device whose operations come to no end, so that there is one to cancel. */
  private static String pendingOperation() {
    String device =
        run("devices", "--json")
            .json()
            .getJsonArray("devices")
            .getJsonObject(1)
            .getString("device");
    return run("disconnect", device, "--json").json().getString("operation");
  }

  private static String expanded(String word) {
    return switch (word) {
      case "<operation>" -> pendingOperation();
      case "<cursor>" -> run("disconnect", DEVICE, "--wait", "--json").json().getString("cursor");
      case "<token>" ->
          run("token", "create", "--name", "line 8", "--role", "viewer", "--json")
              .json()
              .getString("id");
      case "<directory>" -> newDirectory();
      case "<fleet>" -> fleet();
      default -> word;
    };
  }

  private static String newDirectory() {
    return directory.resolve("fleet-" + UUID.randomUUID()).toString();
  }

  private static String fleet() {
    String made = newDirectory();
    run("cluster", "init", made);
    return made;
  }

  static Stream<String> commands() {
    return COMMANDS.stream();
  }

  @Test
  void theCommandsAreThoseOfTheContract() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    Set<String> found = new TreeSet<>();
    collect("", Main.commandLine(new Console(nowhere, nowhere, Map.of(), Terminal.NONE)), found);

    assertThat(found).containsExactlyInAnyOrderElementsOf(COMMANDS);
  }

  private static void collect(String prefix, CommandLine command, Set<String> found) {
    command
        .getSubcommands()
        .forEach(
            (name, subcommand) -> {
              if (subcommand.getSubcommands().isEmpty()) {
                found.add(prefix + name);
              } else {
                collect(prefix + name + " ", subcommand, found);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithItsOptionsAndTheExitCodes(String command) {
    CommandRun run = run((command + " --help").split(" ", -1));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("vertx-wpd " + command).contains("--json", "--color");
    assertThat(run.out()).containsPattern("3 +the outcome is not known");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "devices",
        "devices --link connected --search camera",
        "connect bt-a0b1c2d3e4f5 --wait",
        "disconnect bt-a0b1c2d3e4f5 --wait --hold --timeout 30s",
        "disconnect bt-a0b1c2d3e4f5 --dry-run",
        "cancel <operation>",
        "operations --state ended --limit 5",
        "watch --count 1 --from <cursor> --type operation.completed",
        "gateways",
        "config check",
        "token create --name line-7 --role operator --expires 90d",
        "token list",
        "token revoke <token>",
        "audit verify",
        "cluster init <directory>",
        "cluster issue <fleet> gw-017 --expires 90d",
        "completion bash",
        "version"
      })
  void aGoodCallEndsWellForPeopleAndForPrograms(String call) {
    for (List<String> form : List.of(List.<String>of(), List.of("--json"))) {
      String[] args =
          Stream.concat(
                  Arrays.stream(call.split(" ", -1)).map(CommandContractTest::expanded),
                  form.stream())
              .toArray(String[]::new);
      CommandRun run = run(args);

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).isNotBlank().doesNotContain("\u001b");
      assertThat(run.err()).doesNotContain("error:").doesNotContain("Exception");
      if (!form.isEmpty()) {
        assertThat(run.json().isEmpty()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --set",
        "devices --link up",
        "connect",
        "disconnect bt-a0b1c2d3e4f5 --timeout soon",
        "cancel",
        "operations --state running",
        "watch --type operation.complete",
        "gateways --url nowhere",
        "config check --config",
        "doctor --config",
        "token create --role operator",
        "token list all",
        "token revoke",
        "audit verify --dir",
        "cluster init",
        "cluster issue fleet GW-17",
        "completion fish",
        "version --lang"
      })
  void aBadCallIsOneLineThatNamesTheHelpAndExitCode2(String call) {
    CommandRun run = run(call.split(" ", -1));
    String command = COMMANDS.stream().filter(call::startsWith).findFirst().orElseThrow();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err())
        .startsWith("error: ")
        .contains("(try `vertx-wpd " + command + " --help`)")
        .doesNotContain("Exception");
  }

  @Test
  void whatTheGatewayDoesNotKnowIsExitCode1WithoutAStackTrace() {
    for (String call :
        List.of(
            "disconnect bt-000000000000",
            "connect bt-000000000000 --wait",
            "cancel 0198f3c2-7e1a-7c44-9d0e-2b1f5a7c9e10",
            "token revoke aaaaaaaa")) {
      CommandRun run = run(call.split(" ", -1));

      assertThat(run.exitCode()).as(call).isEqualTo(1);
      assertThat(run.err().lines()).as(call).hasSize(1);
      assertThat(run.err()).startsWith("error: ").doesNotContain("Exception");
      assertThat(run.out()).isEmpty();
    }
  }
}
