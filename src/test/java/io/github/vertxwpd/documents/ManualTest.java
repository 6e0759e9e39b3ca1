package io.github.vertxwpd.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.Freshness;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.model.WireName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The manual leaves out nothing that the program has, and refers to nothing that is not there. */
class ManualTest {
  private static final Pattern CLOSE_CODE = Pattern.compile("(?m)^\\|(4\\d{3}) \\|");
  private static final Pattern EXAMPLE = Pattern.compile("tag::([a-z-]+)\\[\\]");

  @Test
  void everythingThatIsIncludedIsThere() {
    assertThat(Manual.includes()).isNotEmpty();
    for (Manual.Include include : Manual.includes()) {
      assertThat(include.file()).exists();
      if (!include.tag().isEmpty()) {
        assertThat(Manual.read(include.file()))
            .as(include.toString())
            .containsOnlyOnce("tag::" + include.tag() + "[]")
            .containsOnlyOnce("end::" + include.tag() + "[]");
      }
    }
  }

  @Test
  void everyChapterIsInTheBook() {
    assertThat(
            Manual.includes().stream()
                .map(include -> include.file().getFileName().toString())
                .filter(name -> name.endsWith(".adoc")))
        .containsExactlyInAnyOrderElementsOf(
            Manual.chapters().keySet().stream()
                .filter(name -> !name.equals("index.adoc"))
                .toList());
  }

  /** An example that nobody shows is not one. */
  @Test
  void everyExampleIsShown() {
    List<String> shown =
        Manual.includes().stream().map(one -> one.file() + " " + one.tag()).toList();
    Manual.includes().stream()
        .map(Manual.Include::file)
        .filter(file -> !file.toString().endsWith(".adoc"))
        .distinct()
        .forEach(
            file ->
                EXAMPLE
                    .matcher(Manual.read(file))
                    .results()
                    .forEach(tag -> assertThat(shown).contains(file + " " + tag.group(1))));
  }

  @Test
  void everyReferenceFindsItsPlace() {
    assertThat(Manual.anchors()).doesNotHaveDuplicates().containsAll(Manual.references());
  }

  @Test
  void everyKeyIsExplained() {
    List<String> keys = keys("", Documents.schema("schemas/gateway-configuration.json"));
    String section = Manual.section("operating", "configuration");

    assertThat(Pattern.compile("(?m)^\\|`([^`]+)` \\|").matcher(section).results())
        .extracting(row -> row.group(1))
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void everyProblemHasItsStatus() {
    String section = Manual.section("problems", "codes");

    for (ProblemCode code : ProblemCode.values()) {
      String retryable =
          code == ProblemCode.WPD_ERROR ? "by its HRESULT" : code.retryable() ? "yes" : "no";
      assertThat(section)
          .contains("|`%s` |%d |%s |".formatted(code.wireName(), code.status(), retryable));
    }
    assertThat(section.split("\n\\|`", -1)).hasSize(ProblemCode.values().length + 2);
  }

  @Test
  void everyCloseCodeIsExplained() {
    assertThat(CLOSE_CODE.matcher(Manual.section("web", "close-codes")).results())
        .extracting(row -> Integer.valueOf(row.group(1)))
        .containsExactlyElementsOf(AsyncApi.closeCodes("/api/v1/ws"));
  }

  @Test
  void everyAddressIsThere() {
    assertThat(Manual.words(Manual.chapter("bus")))
        .containsAll(AsyncApi.busAddresses("receive"))
        .containsAll(AsyncApi.busAddresses("send"));
  }

  @ParameterizedTest
  @CsvSource({
    "bus, commands, operation-request",
    "bus, commands, cancel-request",
    "bus, queries, device-query",
    "bus, queries, operation-query",
    "bus, queries, history-request",
    "bus, queries, history-page",
    "bus, operation, operation",
    "bus, device, device",
    "bus, gateway, gateway",
    "events, types, operation-end",
    "problems, problems, problem",
    "web, sse, event-stream-query"
  })
  void everyMemberIsExplained(String chapter, String anchor, String schema) {
    JsonObject properties =
        Documents.schema("schemas/" + schema + ".json").getJsonObject("properties");

    assertThat(Manual.words(Manual.section(chapter, anchor))).containsAll(properties.fieldNames());
  }

  @Test
  void everyMessageOfTheWebSocketIsThere() {
    String section = Manual.section("web", "websocket");
    Documents.ASYNCAPI
        .getJsonObject("channels")
        .getJsonObject("webSocket")
        .getJsonObject("messages")
        .fieldNames()
        .forEach(message -> assertThat(section).contains("\n|`" + message + "` |"));
  }

  @Test
  void everyEventTypeIsThere() {
    JsonArray types =
        Documents.schema("schemas/cloud-event.json")
            .getJsonObject("properties")
            .getJsonObject("type")
            .getJsonArray("enum");

    assertThat(Manual.words(Manual.section("events", "types")))
        .containsAll(types.stream().map(String.class::cast).toList());
  }

  @Test
  void everyPathIsThere() {
    String section = Manual.section("web", "rest");
    for (Map.Entry<String, Object> path : Documents.OPENAPI.getJsonObject("paths")) {
      assertThat(section).containsPattern("[ `]" + Pattern.quote(path.getKey()) + "`");
    }
  }

  @Test
  void everyCheckAndReasonOfAProbeIsThere() {
    JsonObject check =
        Documents.schema("schemas/health.json")
            .getJsonObject("properties")
            .getJsonObject("checks")
            .getJsonObject("items")
            .getJsonObject("properties");
    Set<String> words = Manual.words(Manual.section("operating", "health"));

    for (String member : List.of("name", "reason")) {
      assertThat(words)
          .containsAll(
              check.getJsonObject(member).getJsonArray("enum").stream()
                  .map(String.class::cast)
                  .toList());
    }
  }

  static Stream<WireName> namesOfTheContract() {
    return Stream.<WireName[]>of(
            Cause.values(),
            Freshness.values(),
            LinkState.values(),
            OperationState.values(),
            Outcome.values(),
            ResetReason.values(),
            Role.values(),
            Verb.values(),
            AuditAction.values())
        .flatMap(Arrays::stream);
  }

  @ParameterizedTest
  @MethodSource("namesOfTheContract")
  void everyNameIsExplained(WireName name) {
    assertThat(Manual.words()).contains(name.wireName());
  }

  @Test
  void everyFaultOfTheSimulatorIsThere() {
    String pattern =
        Documents.schema("schemas/gateway-configuration.json")
            .getJsonObject("properties")
            .getJsonObject("simulated")
            .getJsonObject("properties")
            .getJsonObject("script")
            .getJsonObject("additionalProperties")
            .getString("pattern");
    String faults = pattern.substring(pattern.indexOf('(') + 1, pattern.indexOf(')'));

    assertThat(Manual.words(Manual.section("simulator", "script")))
        .contains("never")
        .containsAll(List.of(faults.split("\\|", -1)));
  }

  @Test
  void everyPackageHasItsRow() throws Exception {
    Set<String> words = Manual.words(Manual.section("architecture", "packages"));
    Path root = Path.of("src/main/java/io/github/vertxwpd");
    try (Stream<Path> directories = Files.walk(root)) {
      assertThat(words)
          .containsAll(
              directories
                  .filter(Files::isDirectory)
                  .map(root::relativize)
                  .map(path -> path.toString().replace(File.separatorChar, '.'))
                  .filter(name -> !name.isEmpty())
                  .toList());
    }
  }

  private static List<String> keys(String prefix, JsonObject schema) {
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, Object> member : schema.getJsonObject("properties")) {
      JsonObject node = (JsonObject) member.getValue();
      String key = prefix + member.getKey();
      if (node.containsKey("properties")) {
        keys.addAll(keys(key + ".", node));
      } else {
        keys.add(key);
      }
    }
    return keys;
  }
}
