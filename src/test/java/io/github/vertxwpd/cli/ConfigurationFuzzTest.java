package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.cli.ConfigurationException.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whatever a configuration's file or a {@code --set} says, it is refused with its places and in
 * lines that can be read, or it makes the options that a gateway starts with.
 */
class ConfigurationFuzzTest {
  private static final int LONGEST_LINE = 4_000;
  private static final Path DIRECTORY = Path.of("target", "fuzzed-configuration");
  private static final String FILE = "gateway.yaml";

  private final ConfigurationLoader loader = new ConfigurationLoader(DIRECTORY, Map.of());

  @FuzzTest
  void load(byte[] data) throws IOException {
    Files.write(Files.createDirectories(DIRECTORY).resolve(FILE), data);
    check(Optional.of(FILE), List.of());
    check(Optional.empty(), List.of(new String(data, StandardCharsets.UTF_8)));
  }

  private void check(Optional<String> file, List<String> assignments) {
    try {
      Configuration configuration = loader.load(file, assignments);
      assertThat(new WpdOptions(configuration.document()).toJson())
          .isEqualTo(configuration.options().toJson());
    } catch (ConfigurationException e) {
      assertThat(e.faults()).isNotEmpty();
      for (Fault fault : e.faults()) {
        assertThat(fault.detail()).isNotBlank().hasSizeLessThan(LONGEST_LINE);
      }
    }
  }
}
