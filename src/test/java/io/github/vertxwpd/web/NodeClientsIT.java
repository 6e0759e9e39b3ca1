package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real gateway and the published client, with Node and its libraries. */
class NodeClientsIT {
  private static final Path TESTS = Path.of("src/test/js");

  private NodePackages packages;

  /** Before each test and not before all, so that each one that is skipped is reported. */
  @BeforeEach
  void install() throws Exception {
    packages = NodePackages.install();
  }

  @Test
  void thePublishedClientAndThePagesModulesKeepTheirPromises() throws Exception {
    assertSucceeds(packages.node(Map.of(), arguments()));
  }

  @Test
  void thePublishedTypesAreThoseOfTheClient() throws Exception {
    assertSucceeds(packages.node(Map.of(), "node_modules/typescript/bin/tsc", "-p", "."));
  }

  @Test
  void theScriptsOfTheWindowsServiceArePowerShell() throws Exception {
    Path scripts = Path.of("deploy", "windows").toAbsolutePath();

    assertSucceeds(
        packages.node(Map.of("SCRIPTS", scripts.toString()), "--test", "scripts.test.mjs"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws.test.mjs", "published-client.test.mjs"})
  void theGatewayServes(String client, @TempDir Path data) throws Exception {
    GatewayJar gateway =
        GatewayJar.start(GatewayJar.path(Lane.NODE), "http.port=0", "data.dir=" + data);
    try {
      assertSucceeds(packages.node(Map.of("GATEWAY_URL", gateway.url()), "--test", client));
    } finally {
      gateway.close();
    }
  }

  private static String[] arguments() throws IOException {
    try (Stream<Path> files = Files.list(TESTS)) {
      Stream<String> tests =
          files
              .filter(file -> file.toString().endsWith(".test.mjs"))
              .map(file -> file.toAbsolutePath().toString())
              .sorted();
      return Stream.concat(Stream.of("--test"), tests).toArray(String[]::new);
    }
  }

  private static void assertSucceeds(NodePackages.Run run) {
    assertThat(run.status()).as(run.output()).isZero();
  }
}
