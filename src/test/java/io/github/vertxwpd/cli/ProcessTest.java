package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: its streams, its signals, its exit code. */
class ProcessTest {
  @TempDir private Path directory;

  private Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(nativeAccess());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(directory.resolve("err").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("WPD_"));
    return builder.start();
  }

  /** What the fat jar's manifest asks for, a class path has to be given. */
  private static List<String> nativeAccess() {
    return Runtime.version().feature() < 22
        ? List.of()
        : List.of("--enable-native-access=ALL-UNNAMED");
  }

  private String log() throws IOException {
    return Files.readString(directory.resolve("err"));
  }

  @Test
  void aSignalDrainsTheGatewayAndItsLogIsOnStandardError() throws Exception {
    Process process = start("run", "--set", "http.port=0", "--set", "provider=simulated");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).startsWith("ready http://127.0.0.1:");
      assumeThat(process.supportsNormalTermination()).as("signals, as Windows has none").isTrue();

      process.toHandle().destroy();

      assertThat(out.readLine()).isNull();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(log())
        .contains("The devices are simulated")
        .contains("Stopping: no more commands")
        .contains("Stopped")
        .doesNotContain("Exception")
        .doesNotContain("DEBUG");
    assertThat(log().lines()).allMatch(line -> line.matches("[0-9-]+T[0-9:.]+\\S+ (INFO|WARN) .*"));
  }

  @Test
  void theExitCodeIsTheProcesss() throws Exception {
    Process process = start("devises");

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(log().lines()).hasSize(1);
  }
}
