package io.github.vertxwpd.web;

import io.github.vertxwpd.Lane;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Node, with the packages of {@code src/test/node} and the published client beside them. They are
 * installed below {@code target}: the source tree stays as it is.
 */
final class NodePackages {
  private static final Path SOURCE = Path.of("src/test/node");
  private static final Path CLIENT = Path.of("src/main/resources/webroot/assets");
  private static final Path HOME = Path.of("target", "node-" + Lane.FORK);
  private static final long LIMIT_SECONDS = 300;

  private static Optional<NodePackages> installed = Optional.empty();

  private NodePackages() {}

  /** How a program ended, and what it printed. */
  record Run(int status, String output) {}

  /** Installs the packages, once; skips the test where that cannot be. */
  static synchronized NodePackages install() throws Exception {
    if (installed.isEmpty()) {
      Lane.NODE.requireOrSkip(
          Lane.onPath("node").isPresent() && Lane.onPath("npm").isPresent(),
          "Node is missing: apt-get install nodejs npm");
      copyAll();
      Run npm = execute(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      Lane.NODE.requireOrSkip(
          npm.status() == 0, "the packages of " + SOURCE + " cannot be installed: " + npm.output());
      installed = Optional.of(new NodePackages());
    }
    return installed.get();
  }

  private static void copyAll() throws IOException {
    Files.createDirectories(HOME);
    try (Stream<Path> sources = Files.list(SOURCE);
        Stream<Path> client = Files.list(CLIENT)) {
      Stream<Path> published =
          client.filter(file -> file.getFileName().toString().startsWith("wpd-client."));
      for (Path file : Stream.concat(sources.filter(Files::isRegularFile), published).toList()) {
        Files.copy(file, HOME.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Returns a file of an installed package. */
  Path file(String path) {
    return HOME.resolve("node_modules").resolve(path);
  }

  /**
   * Runs Node where the packages are.
   *
   * @param environment what it sees besides this process' own
   */
  Run node(Map<String, String> environment, String... arguments) throws Exception {
    return execute(
        environment, Stream.concat(Stream.of("node"), Stream.of(arguments)).toArray(String[]::new));
  }

  private static Run execute(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    File output = HOME.resolve(command[0] + ".log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return new Run(process.exitValue(), Files.readString(output.toPath()));
  }
}
