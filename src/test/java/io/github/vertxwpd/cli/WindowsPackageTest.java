package io.github.vertxwpd.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.WpdOptions;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The package for Windows: what its files name exists, and its service is one that procrun runs.
 */
class WindowsPackageTest {
  private static final Path DIRECTORY = Path.of("deploy", "windows");

  /** Returns the arguments of {@code service.conf} by their name. */
  private static Map<String, List<String>> service() throws IOException {
    return Files.readAllLines(DIRECTORY.resolve("service.conf")).stream()
        .filter(line -> line.startsWith("--"))
        .map(line -> line.substring(2).split("=", 2))
        .collect(groupingBy(word -> word[0], mapping(word -> word[1], toList())));
  }

  private static String one(String name) throws IOException {
    assertThat(service().get(name)).as(name).hasSize(1);
    return service().get(name).get(0);
  }

  private static String read(String name) throws IOException {
    return Files.readString(DIRECTORY.resolve(name));
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult one) -> one.group(1))
        .distinct()
        .toList();
  }

  static Stream<String> scripts() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".ps1"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Start", "Stop"})
  void procrunFindsTheMethodsThatItCallsInItsOwnProcess(String what) throws Exception {
    Method method =
        Class.forName(one(what + "Class")).getMethod(one(what + "Method"), String[].class);

    assertThat(one(what + "Mode")).isEqualTo("jvm");
    assertThat(Modifier.isStatic(method.getModifiers())).isTrue();
    assertThat(method.getReturnType()).isEqualTo(void.class);
  }

  @Test
  void itIsGivenTheTimeThatAStopMayTake() throws IOException {
    long drainMs = new WpdOptions().getShutdown().getDrainMs();

    assertThat(Long.parseLong(one("StopTimeout"))).isGreaterThan(drainMs / 1_000 + 5);
  }

  @Test
  void itRunsTheProgramWithTheConfigurationThatIsInstalled() throws IOException {
    assertThat(service().get("StartParams"))
        .containsExactly("run", "--config", "{data}\\conf\\gateway.yaml");
    assertThat(service().get("JvmOptions"))
        .contains("-Xrs", "-Dlogback.configurationFile={data}\\conf\\logback.xml");
    assertThat(one("ServiceUser")).isEqualTo("{account}");
    assertThat(read("install.ps1"))
        .contains("'gateway.yaml', 'logback.xml'")
        .contains("$Identity = \"NT SERVICE\\$ServiceName\"");
  }

  @Test
  void everythingInBracesIsPutIn() throws IOException {
    List<String> names = found("\\{([a-z]+)}", read("service.conf"));
    String values =
        read("install.ps1").split("function Set-Gateway", -1)[1].split("\\$arguments", -1)[0];

    assertThat(names).containsExactlyInAnyOrder("home", "data", "jvm", "account", "archive");
    assertThat(names)
        .allSatisfy(name -> assertThat(values).containsPattern("(?m)^ +" + name + " += "));
  }

  @Test
  void everyFileOfTheZipIsThereOrMadeByTheBuild() throws IOException {
    assertThat(found("<source>(?!\\$)([^<]+)</source>", read("package.xml")))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(Path.of(file)).isRegularFile());
    assertThat(read("package.xml")).contains("<include>*.ps1</include>");
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void aScriptReadsTheSameInEveryPowerShell(String name) throws IOException {
    String text = read(name);

    assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(text)).isTrue();
    assertThat(text.lines()).noneMatch(line -> line.contains("\t") || line.endsWith(" "));
    if (!name.equals("common.ps1")) {
      assertThat(text).contains(". (Join-Path $PSScriptRoot 'common.ps1')").contains(".SYNOPSIS");
    }
  }

  @Test
  void aScriptEndsWithTheExitCodesThatItsHelpNames() throws IOException {
    String common = read("common.ps1");
    for (String name : List.of("install.ps1", "uninstall.ps1", "status.ps1")) {
      String text = read(name);
      String help = text.substring(0, text.indexOf("#>")).split("Exit codes:", -1)[1];
      for (String code :
          found("Stop-Script (\\d)", name.equals("install.ps1") ? text + common : text)) {
        assertThat(help).as(name).containsPattern("\\b" + code + " ");
      }
    }
  }

  @Test
  void aProgramThatFailsEndsTheScript() throws IOException {
    for (String name : List.of("install.ps1", "uninstall.ps1")) {
      assertThat(read(name).lines().filter(line -> line.strip().matches("(sc|icacls)\\.exe .*")))
          .as("each goes through Invoke-Program")
          .isEmpty();
    }
    assertThat(read("common.ps1")).contains("if ($LASTEXITCODE -ne 0)");
  }

  @Test
  void whatItsReaderIsToldToRunIsInTheZip() throws IOException {
    assertThat(found("([a-z]+\\.ps1)", read("README.txt")))
        .isNotEmpty()
        .allMatch(name -> Files.isRegularFile(DIRECTORY.resolve(name)));
  }
}
