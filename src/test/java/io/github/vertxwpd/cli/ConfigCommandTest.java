package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.WpdOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
  @TempDir private Path directory;

  private String file(String yaml) throws Exception {
    return Files.writeString(directory.resolve("gateway.yaml"), yaml).toString();
  }

  @Test
  void theConfigurationInEffectIsPrintedWithWhereEachValueIsFrom() throws Exception {
    String file = file("http: {port: 1}");

    CommandRun run =
        CommandRun.with(
            Map.of("WPD_GATEWAY_ID", "gw-017"),
            "config",
            "check",
            "--config",
            file,
            "--set",
            "provider=simulated");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern("gateway.id +\"gw-017\" +WPD_GATEWAY_ID\\R")
        .containsPattern("provider +\"simulated\" +--set provider=simulated\\R")
        .containsPattern("http.port +1 +\\S+gateway.yaml:1:8\\R")
        .containsPattern("http.host +\"127.0.0.1\" +default\\R");
  }

  @Test
  void inJsonItIsTheWholeConfiguration() throws Exception {
    CommandRun run = CommandRun.of("config", "check", "--json", "--config", file(""));

    assertThat(run.json()).isEqualTo(new WpdOptions().toJson());
  }

  @Test
  void whatIsWrongIsALineEachAndExitCode2() throws Exception {
    CommandRun run =
        CommandRun.of("config", "check", "--config", file("a: 1\nhttp: {port: x}"), "--json");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(2).allMatch(line -> line.startsWith("error: "));
    assertThat(run.json().getString("code")).isEqualTo("validation-failed");
    assertThat(run.json().getJsonArray("errors").getJsonObject(1).getString("pointer"))
        .isEqualTo("/http/port");
  }

  @Test
  void configAloneIsNoCommand() {
    CommandRun run = CommandRun.of("config");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("config check");
  }
}
