package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionCommandTest {
  private static final String WHY = "runs bash, which Windows does not come with";

  /** What bash itself does when Tab is pressed after the words; {@code compopt} is for it alone. */
  private static final String TAB =
      """
      compopt() { :; }
      source "$1"; shift
      function=$(complete -p "$1" | sed 's/.*-F \\([^ ]*\\).*/\\1/')
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
      "$function" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir private Path directory;

  private Path script(String... more) throws Exception {
    String[] args = new String[more.length + 1];
    args[0] = "completion";
    System.arraycopy(more, 0, args, 1, more.length);
    CommandRun run = CommandRun.of(args);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    return Files.writeString(directory.resolve("completion.sh"), run.out());
  }

  private static List<String> bash(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash"));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(out).isZero();
    return out.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private List<String> tab(Path script, String... words) throws Exception {
    String[] args = new String[words.length + 4];
    args[0] = "-c";
    args[1] = TAB;
    args[2] = "bash";
    args[3] = script.toString();
    System.arraycopy(words, 0, args, 4, words.length);
    return bash(args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = WHY)
  void theScriptIsValid(String shell) throws Exception {
    assertThat(bash("-n", script(shell).toString())).isEmpty();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = WHY)
  void commandsOptionsAndValuesAreCompleted() throws Exception {
    Path script = script("bash");

    assertThat(tab(script, "vertx-wpd", "disc")).containsExactly("disconnect");
    assertThat(tab(script, "vertx-wpd", "")).contains("devices", "watch", "token", "completion");
    assertThat(tab(script, "vertx-wpd", "token", "re")).containsExactly("revoke");
    assertThat(tab(script, "vertx-wpd", "watch", "--cur")).containsExactly("--cursor-file");
    assertThat(tab(script, "vertx-wpd", "operations", "--state", "pen")).containsExactly("pending");
    assertThat(tab(script, "vertx-wpd", "watch", "--type", "device.r"))
        .containsExactly("device.removed");
    assertThat(tab(script, "vertx-wpd", "devices", "--color", "al")).containsExactly("always");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = WHY)
  void anAliasIsCompletedByItsName() throws Exception {
    assertThat(tab(script("bash", "--name", "wpd"), "wpd", "gatew")).containsExactly("gateways");
  }

  @Test
  void inJsonTheScriptIsAText() {
    CommandRun run = CommandRun.of("completion", "zsh", "--json");

    assertThat(run.json().getString("shell")).isEqualTo("zsh");
    assertThat(run.json().getString("script")).contains("vertx-wpd");
  }

  @ParameterizedTest
  @CsvSource({
    "fish, wpd, unknown shell",
    "bash, 'wpd; date', --name takes the name of a command",
    "bash, '', --name takes the name of a command"
  })
  void whatIsNoShellOrNoNameIsRefused(String shell, String name, String said) {
    CommandRun run = CommandRun.of("completion", shell, "--name", name);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(said);
    assertThat(run.out()).isEmpty();
  }
}
