package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.operation.RequestSchema;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file, the schema and the options name the same keys, with the same defaults. */
class GatewayYamlTest {
  private static final Path FILE = Path.of(ConfigurationFile.DEFAULT);
  private static final JsonObject DEFAULTS = new WpdOptions().toJson();

  @Test
  void theFileHasEveryKeyWithItsDefault() throws Exception {
    assertThat(ConfigurationFile.read(FILE, "gateway.yaml").document()).isEqualTo(DEFAULTS);
  }

  @Test
  void theSchemaHasEveryKeyWithItsDefault() {
    assertThat(defaults(new RequestSchema("gateway-configuration").schema())).isEqualTo(DEFAULTS);
  }

  @Test
  void theFileIsValid() throws Exception {
    Configuration configuration =
        new ConfigurationLoader(Path.of(""), Map.of())
            .load(Optional.of(ConfigurationFile.DEFAULT), List.of());

    assertThat(configuration.options().toJson()).isEqualTo(DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource({"conf/cluster-gateway.yaml, auto", "conf/cluster-hub.yaml, none"})
  void theExamplesOfAFleetAreValid(String example, String provider) throws Exception {
    WpdOptions options =
        new ConfigurationLoader(Path.of(""), Map.of())
            .load(Optional.of(example), List.of())
            .options();

    assertThat(options.getProvider()).isEqualTo(provider);
    assertThat(options.getCluster().isEnabled()).isTrue();
    assertThat(options.getCluster().getMembers())
        .hasSize(3)
        .contains(options.getCluster().getHost() + ":" + options.getCluster().getPort());
  }

  @Test
  void everyKeyOfTheFileHasASentenceAboveIt() throws Exception {
    List<String> lines = Files.readAllLines(FILE);
    for (int i = 1; i < lines.size(); i++) {
      boolean hasValue = lines.get(i).matches(" *[A-Za-z]+: .+");
      if (hasValue) {
        assertThat(lines.get(i - 1)).as("above " + lines.get(i)).matches(" *# .+[.}]");
      }
    }
  }

  private static JsonObject defaults(JsonObject schema) {
    JsonObject defaults = new JsonObject();
    for (String name : schema.getJsonObject("properties").fieldNames()) {
      JsonObject property = schema.getJsonObject("properties").getJsonObject(name);
      defaults.put(
          name,
          property.containsKey("properties") ? defaults(property) : property.getValue("default"));
    }
    return defaults;
  }
}
