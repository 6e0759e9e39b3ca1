package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.vertxwpd.WpdOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit of systemd: what it names exists, and its command line starts a gateway. */
class UnitFileTest {
  private static final Path DIRECTORY = Path.of("deploy", "systemd");
  private static final String JAR = "/opt/vertx-wpd/vertx-wpd.jar";
  private static final String CONFIGURATION = "/etc/vertx-wpd/gateway.yaml";

  @TempDir private Path directory;

  private static UnitFile unit() throws IOException {
    return UnitFile.read(DIRECTORY.resolve("vertx-wpd.service"));
  }

  @Test
  void itsDirectoriesAreThoseOfItsCommandLine() throws IOException {
    UnitFile unit = unit();

    assertThat(unit.get("Service.WorkingDirectory"))
        .isEqualTo("/var/lib/" + unit.get("Service.StateDirectory"));
    assertThat(CONFIGURATION)
        .startsWith("/etc/" + unit.get("Service.ConfigurationDirectory") + "/");
    assertThat(unit.command()).contains(CONFIGURATION).containsSequence("-jar", JAR, "run");
    assertThat(unit.comments()).anyMatch(line -> line.endsWith(JAR));
    assertThat(unit.comments()).anyMatch(line -> line.endsWith(CONFIGURATION));
  }

  @Test
  void whatIsInstalledIsThere() throws IOException {
    String comments = String.join("\n", unit().comments());
    List<String> files =
        Pattern.compile("\\b(conf|deploy)/[a-z./-]+[a-z]")
            .matcher(comments)
            .results()
            .map(found -> found.group())
            .toList();

    assertThat(files).hasSize(3).allMatch(file -> Files.isRegularFile(Path.of(file)));
  }

  @Test
  void itsUserIsTheOneThatIsMade() throws IOException {
    String made =
        Files.readAllLines(DIRECTORY.resolve("vertx-wpd.sysusers")).stream()
            .filter(line -> line.startsWith("u "))
            .findFirst()
            .orElseThrow();

    assertThat(made.split(" ", -1)[1])
        .isEqualTo(unit().get("Service.User"))
        .isEqualTo(unit().get("Service.Group"));
    assertThat(made).contains(unit().get("Service.WorkingDirectory"));
  }

  @Test
  void itIsGivenTheTimeThatAStopMayTake() throws IOException {
    long drainMs = new WpdOptions().getShutdown().getDrainMs();

    assertThat(unit().get("Service.TimeoutStopSec")).matches("[0-9]+s");
    assertThat(Long.parseLong(unit().get("Service.TimeoutStopSec").replace("s", "")))
        .isGreaterThan(drainMs / 1_000 + 5);
  }

  /** The command line as it stands, but for where things are, and a port that is free. */
  private Process start() throws IOException {
    Path configuration = directory.resolve("gateway.yaml");
    String shipped = Files.readString(Path.of(ConfigurationFile.DEFAULT));
    assertThat(shipped).contains("port: 8080");
    Files.writeString(configuration, shipped.replace("port: 8080", "port: 0"));
    List<String> command = new ArrayList<>();
    for (String word : unit().command()) {
      switch (word) {
        case "/usr/bin/java" ->
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        case "-jar" -> command.add("-cp");
        case JAR ->
            command.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
        case CONFIGURATION -> command.add(configuration.toString());
        default -> command.add(word);
      }
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Files.createDirectory(directory.resolve("state")).toFile())
            .redirectError(directory.resolve("err").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("WPD_"));
    return builder.start();
  }

  @Test
  void itsCommandLineStartsAGatewayThatIsReadyAndStops() throws Exception {
    Process process = start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String ready = out.readLine();
      assertThat(ready).startsWith("ready http://127.0.0.1:");
      URI probe = URI.create(ready.split(" ", -1)[1] + "/health/ready");
      assertThat(
              HttpClient.newHttpClient()
                  .send(HttpRequest.newBuilder(probe).build(), BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
      assertThat(directory.resolve("state").resolve("data")).isDirectory();
      assumeThat(process.supportsNormalTermination()).as("signals, as Windows has none").isTrue();

      process.toHandle().destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(unit().get("Service.SuccessExitStatus").split(" ", -1))
          .contains(Integer.toString(process.exitValue()));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void itIsNotStartedAgainAndAgainWhereTheConfigurationIsNotValid() throws IOException {
    Path configuration = directory.resolve("gateway.yaml");
    Files.writeString(configuration, "http:\n  prot: 8080\n");

    CommandRun run = CommandRun.of("run", "--config", configuration.toString());

    assertThat(unit().get("Service.RestartPreventExitStatus"))
        .isEqualTo(Integer.toString(run.exitCode()));
  }
}
