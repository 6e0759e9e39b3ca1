package io.github.vertxwpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recipe for a Java runtime of its own: the fat jar runs on what the documented command makes.
 */
@Timeout(120)
class RuntimeImageIT {
  private static final Path RECIPE = Path.of("deploy", "windows", "README.md");
  private static final Path FAT_JAR = Path.of(System.getProperty("fat.jar", ""));

  @TempDir private Path directory;

  private static List<String> command() throws IOException {
    return Files.readAllLines(RECIPE).stream()
        .filter(line -> line.startsWith("jlink "))
        .map(line -> List.of(line.split(" ", -1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theFatJarRunsOnTheRuntimeOfTheRecipe() throws Exception {
    List<String> jlink = new ArrayList<>(command().subList(1, command().size()));
    assertThat(jlink).endsWith("--output", "runtime");
    Path runtime = directory.resolve("runtime");
    jlink.set(jlink.size() - 1, runtime.toString());
    assertThat(tool("jlink", jlink)).isZero();

    Process process =
        new ProcessBuilder(
                runtime.resolve("bin/java").toString(),
                "-jar",
                FAT_JAR.toAbsolutePath().toString(),
                "run",
                "--until-ready",
                "--set",
                "provider=simulated",
                "--set",
                "http.port=0")
            .directory(directory.toFile())
            .redirectError(directory.resolve("err").toFile())
            .redirectOutput(directory.resolve("out").toFile())
            .start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(directory.resolve("err"))).isZero();
    assertThat(Files.readString(directory.resolve("out"))).startsWith("ready http://");
  }

  private static int tool(String name, List<String> arguments) {
    return ToolProvider.findFirst(name)
        .orElseThrow()
        .run(System.out, System.err, arguments.toArray(String[]::new));
  }
}
