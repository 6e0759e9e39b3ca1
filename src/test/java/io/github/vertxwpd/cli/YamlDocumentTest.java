package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlDocumentTest {
  @TempDir private Path directory;

  private static ConfigurationLayer read(String yaml) throws ConfigurationException {
    return YamlDocument.read("g.yaml", yaml);
  }

  @Test
  void valuesKeepTheirTypesAndTheirPlaces() throws ConfigurationException {
    ConfigurationLayer layer = read("a:\n  b: 1\n  c: [true, x]\n'2': \"3\"\n");

    assertThat(layer.document())
        .isEqualTo(new JsonObject("{\"a\":{\"b\":1,\"c\":[true,\"x\"]},\"2\":\"3\"}"));
    assertThat(layer.originOf("/a/b")).isEqualTo("g.yaml:2:3");
    assertThat(layer.originOf("/a/c/0")).isEqualTo("g.yaml:3:3");
    assertThat(layer.originOf("/2")).isEqualTo("g.yaml:4:1");
    assertThat(layer.originOf("/elsewhere")).isEqualTo("g.yaml");
  }

  @Test
  void aFileOfCommentsSetsNothing() throws ConfigurationException {
    assertThat(read("# nothing\n").document()).isEqualTo(new JsonObject());
  }

  @ParameterizedTest
  @CsvSource({
    "'a: 1\nb: 2\na: 3', g.yaml:3:1, stands here twice; first at g.yaml:1:1",
    "'a: [1', g.yaml:1:6, this is not YAML",
    "'a:\n\tb: 1', g.yaml:2:1, this is not YAML",
    "'a: &x {b: 1}', g.yaml:1:4, anchors",
    "'a: !!binary AA==', g.yaml:1:4, is not supported",
    "'a: !thing 1', g.yaml:1:4, is not supported",
    "'a: !thing {b: 1}', g.yaml:1:4, is not supported",
    "'a: !thing [1]', g.yaml:1:4, is not supported",
    "'a: !!set {b}', g.yaml:1:4, is not supported",
    "'!thing a: 1', g.yaml:1:1, is not supported",
    "'&x a: 1', g.yaml:1:1, anchors",
    "'a: !!int one', g.yaml:1:4, is not of the type",
    "'a: !!float one', g.yaml:1:4, is not of the type",
    "'a: !!bool one', g.yaml:1:4, is not of the type",
    "'a: !!null one', g.yaml:1:4, is not of the type",
    "'? [1]\n: 2', g.yaml:1:3, a key must be a word",
    "'- 1', g.yaml, must be a mapping",
    "'just text', g.yaml, must be a mapping",
    "'a: 1\n---\nb: 2', g.yaml, this is not YAML"
  })
  void whatNoConfigurationNeedsIsRefusedWithItsPlace(String yaml, String place, String reason) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(place)
        .hasMessageContaining(reason);
  }

  @Test
  void aTypeThatIsGivenIsTaken() throws ConfigurationException {
    assertThat(read("a: !!str 5\nb: !!int \"5\"\nc: !!float 1\nd: !!null ~\n").document())
        .isEqualTo(new JsonObject("{\"a\":\"5\",\"b\":5,\"c\":1.0,\"d\":null}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  void whatIsNestedTooDeepIsRefusedHoweverDeepItIs(String level) {
    assertThatThrownBy(() -> read(level.repeat(50_000)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("g.yaml:1:")
        .hasMessageContaining("nested deeper than 32 levels");
  }

  @Test
  void aNameOrAValueWithASlashKeepsItsPlace() throws ConfigurationException {
    assertThat(read("a/b~c:\n  d: 1\n").originOf("/a~1b~0c/d")).isEqualTo("g.yaml:2:3");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> ConfigurationFile.read(directory.resolve("no.yaml"), "no.yaml"))
        .hasMessage("no.yaml: there is no such file");
  }

  @Test
  void aDirectoryIsNoFile() {
    assertThatThrownBy(() -> ConfigurationFile.read(directory, "conf"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("conf: the file cannot be read");
  }

  @Test
  void aFileThatIsTooLongIsRefused() throws Exception {
    Path file = directory.resolve("long.yaml");
    Files.writeString(file, "#".repeat(ConfigurationFile.MAX_BYTES + 1));

    assertThatThrownBy(() -> ConfigurationFile.read(file, "long.yaml"))
        .hasMessageContaining("more than 262144 bytes");
  }

  @Test
  void aFileThatIsNotUtf8IsRefused() throws Exception {
    Path file = directory.resolve("latin.yaml");
    Files.write(file, "a: é".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> ConfigurationFile.read(file, "latin.yaml"))
        .hasMessage("latin.yaml: the file is not UTF-8");
  }
}
