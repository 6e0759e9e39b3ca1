package io.github.vertxwpd.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of the README say what the documents say. */
class ReadmeTablesTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern MEMBER = Pattern.compile("([a-zA-Z]+)(\\?)?(?:=([a-z0-9]+))?");

  @Test
  void theAddressesAreThoseOfTheDocument() {
    List<String> described = new ArrayList<>(AsyncApi.busAddresses("receive"));
    described.addAll(AsyncApi.busAddresses("send"));

    assertThat(busTable().keySet()).containsExactlyInAnyOrderElementsOf(described);
  }

  @ParameterizedTest
  @CsvSource({
    "wpd.disconnect, operation-request",
    "wpd.cancel, cancel-request",
    "wpd.devices, device-query",
    "wpd.operations, operation-query",
    "wpd.gateways, gateway-query",
    "wpd.history, history-request"
  })
  void theMembersOfRequestsAreThoseOfTheirSchemas(String address, String name) {
    JsonObject schema = Documents.schema("schemas/" + name + ".json");
    String shown = codes(busTable().get(address)).get(0);
    Set<String> members = new TreeSet<>();
    Set<String> required = new TreeSet<>();
    MEMBER
        .matcher(shown)
        .results()
        .forEach(
            member -> {
              members.add(member.group(1));
              if (member.group(2) == null) {
                required.add(member.group(1));
              }
            });

    assertThat(members).isEqualTo(new TreeSet<>(schema.getJsonObject("properties").fieldNames()));
    assertThat(required)
        .containsExactlyElementsOf(
            schema.getJsonArray("required", new JsonArray()).stream()
                .map(String.class::cast)
                .toList());
  }

  @Test
  void thePathsAreThoseOfTheDocument() {
    Map<String, Set<String>> shown = new TreeMap<>();
    rows("## Over HTTP").forEach((cell, rest) -> shown.putAll(paths(cell)));

    assertThat(shown).isNotEmpty();
    shown.forEach(
        (path, methods) -> {
          JsonObject item = Documents.OPENAPI.getJsonObject("paths").getJsonObject(path);
          assertThat(item).as(path).isNotNull();
          assertThat(item.fieldNames()).as(path).containsAll(methods);
        });
    assertThat(shown.keySet())
        .containsAll(
            Documents.OPENAPI.getJsonObject("paths").fieldNames().stream()
                .filter(path -> path.matches("/api/v1/(devices|operations|gateways|events|ws).*"))
                .toList());
  }

  /** A path after the first of a cell begins where that one does. */
  private static Map<String, Set<String>> paths(String cell) {
    Map<String, Set<String>> paths = new LinkedHashMap<>();
    Set<String> methods = new TreeSet<>();
    String first = "";
    for (String code : codes(cell)) {
      Matcher method = Pattern.compile("(GET|POST|DELETE)\\b ?").matcher(code);
      String path = code;
      if (method.lookingAt()) {
        methods.add(method.group(1).toLowerCase(Locale.ROOT));
        path = code.substring(method.end());
      }
      if (path.startsWith("/api/v1")) {
        first = path;
      } else if (path.startsWith("/") && !first.isEmpty()) {
        path = sibling(first, path);
      }
      if (path.startsWith("/api/v1")) {
        paths.put(path, methods);
      }
    }
    return paths;
  }

  private static String sibling(String first, String path) {
    String start =
        path.substring(0, path.indexOf('/', 1) < 0 ? path.length() : path.indexOf('/', 1));
    int at = first.indexOf(start + "/") < 0 ? first.lastIndexOf(start) : first.indexOf(start + "/");
    return (at < 0 ? first.substring(0, first.lastIndexOf('/')) : first.substring(0, at)) + path;
  }

  private static Map<String, String> busTable() {
    Map<String, String> table = new LinkedHashMap<>();
    rows("| address | body → reply |")
        .forEach((cell, rest) -> codes(cell).forEach(address -> table.put(address, rest)));
    return table;
  }

  /** Returns the first cells, with what follows them, of the first table after a line. */
  private static Map<String, String> rows(String after) {
    Map<String, String> rows = new LinkedHashMap<>();
    String readme = readme();
    boolean inTable = false;
    for (String line : readme.substring(readme.indexOf(after) + after.length()).split("\n", -1)) {
      if (line.startsWith("| `")) {
        String[] cells = line.split("\\|", 3);
        rows.put(cells[1], cells[2]);
        inTable = true;
      } else if (inTable && !line.startsWith("|")) {
        break;
      }
    }
    return rows;
  }

  private static List<String> codes(String text) {
    return CODE.matcher(text).results().map((MatchResult one) -> one.group(1)).toList();
  }

  private static String readme() {
    try {
      return Files.readString(Path.of("README.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
