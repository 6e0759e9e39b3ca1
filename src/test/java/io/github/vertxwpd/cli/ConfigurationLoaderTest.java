package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.cli.ConfigurationException.Fault;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationLoaderTest {
  @TempDir private Path directory;

  private Configuration load(Map<String, String> environment, String... assignments)
      throws ConfigurationException {
    return new ConfigurationLoader(directory, environment)
        .load(Optional.empty(), List.of(assignments));
  }

  private List<String> faults(Map<String, String> environment, String... assignments) {
    ConfigurationException invalid =
        catchThrowableOfType(ConfigurationException.class, () -> load(environment, assignments));
    return invalid.faults().stream().map(Fault::toString).toList();
  }

  private void writeDefaultFile(String yaml) throws IOException {
    Files.createDirectories(directory.resolve("conf"));
    Files.writeString(directory.resolve("conf/gateway.yaml"), yaml);
  }

  @Test
  void withoutAnySourceEveryKeyHasItsDefault() throws ConfigurationException {
    Configuration configuration = load(Map.of("PATH", "/bin", "WPD_URL", "http://x"));

    assertThat(configuration.document()).isEqualTo(new WpdOptions().toJson());
    assertThat(configuration.options().toJson()).isEqualTo(new WpdOptions().toJson());
    assertThat(configuration.origins()).isEmpty();
  }

  @Test
  void setOverridesTheEnvironmentWhichOverridesTheFile() throws Exception {
    writeDefaultFile("http:\n  port: 1\n  host: localhost\n  enabled: false\n");

    Configuration configuration =
        load(Map.of("WPD_HTTP_PORT", "2", "WPD_HTTP_HOST", "::1"), "http.port=3");

    assertThat(configuration.options().getHttp().getPort()).isEqualTo(3);
    assertThat(configuration.options().getHttp().getHost()).isEqualTo("::1");
    assertThat(configuration.options().getHttp().isEnabled()).isFalse();
    assertThat(configuration.origins())
        .isEqualTo(
            Map.of(
                "http.port", "--set http.port=3",
                "http.host", "WPD_HTTP_HOST",
                "http.enabled", "conf/gateway.yaml:4:3"));
  }

  @Test
  void theLastSetWins() throws ConfigurationException {
    assertThat(load(Map.of(), "http.port=1", "http.port=2").value("http.port")).isEqualTo(2);
  }

  @Test
  void theFileThatIsNamedIsReadInsteadOfTheDefault() throws Exception {
    writeDefaultFile("http: {port: 1}");
    Files.writeString(directory.resolve("mine.yaml"), "http: {host: localhost}");

    Configuration configuration =
        new ConfigurationLoader(directory, Map.of()).load(Optional.of("mine.yaml"), List.of());

    assertThat(configuration.value("http.port")).isEqualTo(8080);
    assertThat(configuration.value("http.host")).isEqualTo("localhost");
  }

  @Test
  void aSectionWhoseKeysAreAllCommentedOutSetsNothing() throws Exception {
    writeDefaultFile("http:\n  # port: 1\nevents:\n");

    assertThat(load(Map.of()).document()).isEqualTo(new WpdOptions().toJson());
  }

  @Test
  void whatTwoValuesMustKeepToTogetherIsCheckedToo() throws Exception {
    writeDefaultFile(
        """
        devices:
          aliases: {bt-a0b1c2d3e4f5: camera, bt-84248d721c6e: camera}
        http:
          origins: ["https://camera.example:443"]
        """);

    assertThat(faults(Map.of()))
        .satisfiesExactly(
            aliases ->
                assertThat(aliases)
                    .startsWith("conf/gateway.yaml:2:3: devices.aliases")
                    .contains("give each a name of its own"),
            origins ->
                assertThat(origins)
                    .startsWith("conf/gateway.yaml:4:3: http.origins")
                    .contains("write it like https://"));
  }

  @Test
  void theScriptIsPutTogetherFromAllSources() throws Exception {
    writeDefaultFile("simulated: {script: {1: never, 2: twice}}");

    Configuration configuration =
        load(
            Map.of("WPD_SIMULATED_SCRIPT", "{2: inline, 3: hang}"),
            "simulated.script.3=refuse:0x80070005",
            "simulated.script.*=late:5");

    assertThat(configuration.options().getSimulated().getScript())
        .isEqualTo(
            new JsonObject()
                .put("1", "never")
                .put("2", "inline")
                .put("3", "refuse:0x80070005")
                .put("*", "late:5"));
  }

  @Test
  void textIsTakenAsItIsWritten() throws ConfigurationException {
    Configuration configuration =
        load(Map.of("WPD_GATEWAY_ID", "017"), "addressPrefix=true", "http.host=[::1]");

    assertThat(configuration.value("gateway.id")).isEqualTo("017");
    assertThat(configuration.value("addressPrefix")).isEqualTo("true");
    assertThat(configuration.value("http.host")).isEqualTo("[::1]");
  }

  @ParameterizedTest
  @CsvSource({
    "http.port, WPD_HTTP_PORT",
    "wpd.callTimeoutMs, WPD_WPD_CALL_TIMEOUT_MS",
    "addressPrefix, WPD_ADDRESS_PREFIX",
    "gateway.id, WPD_GATEWAY_ID"
  })
  void aKeyHasItsVariable(String key, String variable) {
    assertThat(ConfigurationVariables.variable(key)).isEqualTo(variable);
  }

  @Test
  void anUnknownVariableIsRefusedWithTheNearestOne() {
    assertThat(faults(Map.of("WPD_HTTP_PRT", "1")))
        .containsExactly(
            "WPD_HTTP_PRT: unknown environment variable \"WPD_HTTP_PRT\"; did you mean"
                + " \"WPD_HTTP_PORT\"?");
  }

  @ParameterizedTest
  @CsvSource({
    "http.prt, http.prt, http.port",
    "htpp.port, htpp, http",
    "port, port, http.port",
    "Provider, Provider, provider",
    "shutdown.drain, shutdown.drain, shutdown.drainMs"
  })
  void anUnknownKeyIsRefusedWithTheNearestOne(String key, String wrong, String near) {
    assertThat(faults(Map.of(), key + "=1"))
        .containsExactly(
            "--set %s=1: unknown key \"%s\"; did you mean \"%s\"?".formatted(key, wrong, near));
  }

  /** A pointer is made of names, and a name may look like two. */
  @Test
  void aKeyWithASlashIsUnknown() throws IOException {
    writeDefaultFile("http/port: 1\nhttp: {port: 2, tls/key: x}\n");

    assertThat(faults(Map.of()))
        .hasSize(2)
        .anySatisfy(
            fault ->
                assertThat(fault).startsWith("conf/gateway.yaml:1:1: unknown key \"http/port\""))
        .anySatisfy(
            fault ->
                assertThat(fault)
                    .startsWith("conf/gateway.yaml:2:17: unknown key \"http.tls/key\""));
  }

  @Test
  void whatIsWrongIsToldInALineHoweverLongItIs() throws IOException {
    writeDefaultFile("http: {port: " + "9".repeat(50_000) + "}\n" + "k".repeat(900) + ": 1\n");

    assertThat(faults(Map.of()))
        .hasSize(2)
        .allSatisfy(fault -> assertThat(fault).hasSizeLessThan(3_000));
  }

  @Test
  void aKeyThatIsNearNothingIsRefusedWithAllThereAre() {
    assertThat(faults(Map.of(), "colour=red").get(0))
        .contains("unknown key \"colour\"")
        .contains("http.port")
        .contains("shutdown.drainMs");
  }

  @Test
  void everyErrorOfTheFileIsReportedWithLineAndColumn() throws IOException {
    writeDefaultFile(
        """
        http:
          port: 99999
          hots: localhost
        gateway:
          id: 17
        provider: windows
        simulated:
          script: {2: never, 3: nevr, first: hang}
        shutdown: 5
        """);

    assertThat(faults(Map.of()))
        .containsExactlyInAnyOrder(
            "conf/gateway.yaml:2:3: http.port takes an integer from 0 to 65535, not 99999",
            "conf/gateway.yaml:3:3: unknown key \"http.hots\"; did you mean \"http.host\"?",
            "conf/gateway.yaml:5:3: gateway.id takes a gateway id: up to 63 of a-z, 0-9, '.', '_'"
                + " and '-', the first a letter or a digit; empty for the host name, not 17; write"
                + " it in quotes",
            "conf/gateway.yaml:6:1: provider takes one of auto, wpd, simulated, none, not \"windows\"",
            "conf/gateway.yaml:8:22: simulated.script.3 takes one of never, twice, late, inline,"
                + " hang, refuse, flap, vanish, some with an argument, as in refuse:0x80070005, not"
                + " \"nevr\"",
            "conf/gateway.yaml:8:31: simulated.script.first: simulated.script takes a mapping from"
                + " a device's number (1 is the first, \"*\" every other one) to a fault, as in"
                + " {\"2\": never}",
            "conf/gateway.yaml:9:1: shutdown takes a section with drainMs, not 5");
  }

  @Test
  void everySourceIsCheckedThoughALaterOneOverridesIt() throws IOException {
    writeDefaultFile("http: {port: no}");

    assertThat(faults(Map.of("WPD_HTTP_PORT", "-1"), "http.port=80.5", "http.port=8080"))
        .containsExactly(
            "conf/gateway.yaml:1:8: http.port takes an integer from 0 to 65535, not \"no\"",
            "WPD_HTTP_PORT: http.port takes an integer from 0 to 65535, not -1",
            "--set http.port=80.5: http.port takes an integer from 0 to 65535, not 80.5");
  }

  @Test
  void aSetWithoutAValueIsRefused() {
    assertThat(faults(Map.of(), "http.port", "=1"))
        .containsExactly(
            "--set http.port: write it as --set key=value",
            "--set =1: write it as --set key=value");
  }

  @Test
  void aValueThatIsNotYamlIsRefused() {
    assertThat(faults(Map.of(), "http.port=[1").get(0)).contains("this is not YAML");
  }

  /** The validator's pointers have it as it is, among characters that are escaped. */
  @Test
  void aNameWithAPercentSignIsRefusedInWords() {
    assertThat(faults(Map.of(), "simulated.script={\"A%\": 7, \"%zz\": never}"))
        .isNotEmpty()
        .allMatch(fault -> fault.contains("simulated.script"));
  }
}
