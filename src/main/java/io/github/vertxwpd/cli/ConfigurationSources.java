package io.github.vertxwpd.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where the configuration comes from. */
final class ConfigurationSources {
  @Option(
      names = "--config",
      paramLabel = "<file>",
      description =
          "The configuration's file; default: "
              + ConfigurationFile.DEFAULT
              + " where it exists, else every key has its default.")
  private String file;

  @Option(
      names = "--set",
      paramLabel = "<key>=<value>",
      description =
          "Set one key, such as http.port=0; overrides the environment (WPD_HTTP_PORT) and the"
              + " file. Can be given several times.")
  private List<String> assignments = new ArrayList<>();

  /** Returns the file that is read; empty where none was named, and the default one is missing. */
  Optional<Path> file() {
    Path path = Path.of(file == null ? ConfigurationFile.DEFAULT : file);
    return file != null || Files.exists(path) ? Optional.of(path) : Optional.empty();
  }

  /** Loads the configuration that the options and the environment name. */
  Configuration load(Map<String, String> environment) throws ConfigurationException {
    return new ConfigurationLoader(Path.of(""), environment)
        .load(Optional.ofNullable(file), assignments);
  }
}
