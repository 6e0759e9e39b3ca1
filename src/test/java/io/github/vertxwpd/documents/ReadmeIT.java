package io.github.vertxwpd.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.Lane;
import io.github.vertxwpd.web.TestCertificate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows the README: executes its commands one after the other, as they stand there, with the real
 * fat jar. Only this is replaced:
 *
 * <ul>
 *   <li>the port 8080, and 8443, by a free one, and the address 0.0.0.0 by loopback's;
 *   <li>{@code <operation>} by an operation that is pending, and {@code <id>} by a token's id;
 *   <li>the directory of the journal, for each further gateway, by one of its own.
 * </ul>
 *
 * <p>And this is configured: {@code WPD_URL}, and for {@code wpd token} the file of the tokens.
 */
class ReadmeIT {
  private static final String START = "java -jar ";
  private static final String URL = "http://127.0.0.1:8080";

  /** The second device; its requests stay pending. */
  private static final String SILENT = "TC57";

  /** What is to be in the output of some commands; of all others something. The first counts. */
  private static final List<Map.Entry<String, String>> PRINTED =
      List.of(
          Map.entry("curl http://127.0.0.1:8080/api/v1/devices", "\"devices\":["),
          Map.entry("curl -X POST", "\"outcome\":\"succeeded\""),
          Map.entry("curl http://127.0.0.1:8080/api/v1/operations/", "\"state\":\"pending\""),
          Map.entry("wpd devices --", "DEVICE"),
          Map.entry("wpd devices", "bt-a0b1c2d3e4f5"),
          Map.entry("wpd gateways", "simulated"),
          Map.entry("wpd config check", "http.port"),
          Map.entry("wpd token create", "wpd_"),
          Map.entry("wpd token list", "line 7"),
          Map.entry("wpd token revoke", "revoked"),
          Map.entry("wpd audit verify", "gateway: "),
          Map.entry("wpd version", "1.0.0"));

  /** How the first line begins of what does not end by itself. */
  private static final List<Map.Entry<String, String>> ENDLESS =
      List.of(
          Map.entry("wpd run", "ready "),
          Map.entry("wpd watch", ""),
          Map.entry("curl -N", "data: "));

  /** A program's way to say that nothing is to be printed. */
  private static final List<String> SILENT_COMMANDS = List.of("alias ", "source ", ". ");

  @TempDir private Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private ReadmeShell shell;
  private String url = "";
  private int further;

  @BeforeEach
  void prepare() throws Exception {
    Path jar = Path.of(System.getProperty("fat.jar", "")).toAbsolutePath();
    Lane.BROWSER.requireOrSkip(Files.isRegularFile(jar), "the fat jar is not built: " + jar);
    Lane.BROWSER.requireOrSkip(
        Lane.onPath("bash").isPresent() && Lane.onPath("curl").isPresent(),
        "bash or curl is missing: apt-get install bash curl");
    Path target = Files.createDirectories(directory.resolve("target"));
    Files.copy(jar, target.resolve(jar.getFileName()));
    Path conf = Files.createDirectories(directory.resolve("conf"));
    Files.writeString(conf.resolve("gateway.yaml"), configuration());
    TestCertificate made = TestCertificate.in(directory.resolve("tls"));
    Files.copy(made.file(), conf.resolve("gateway.crt"));
    Files.copy(made.key(), conf.resolve("gateway.key"));
    String alias =
        ReadmeCommands.all().stream()
            .filter(command -> command.startsWith("alias "))
            .findFirst()
            .orElseThrow();
    shell = new ReadmeShell(directory, alias);
  }

  /** The one that the README links to, on a free port, and with a device that does not answer. */
  private static String configuration() throws IOException {
    String text = Files.readString(Path.of("conf/gateway.yaml"));
    String changed =
        text.replace("\n  port: 8080\n", "\n  port: 0\n")
            .replace("\n  script: {}\n", "\n  script: {\"2\": never}\n");
    assertThat(changed).contains("port: 0").contains("never}");
    return changed;
  }

  @AfterEach
  void close() throws Exception {
    if (shell != null) {
      shell.close();
    }
  }

  @Test
  void everyCommandDoesWhatIsSaidOfIt() throws Exception {
    for (String command : ReadmeCommands.executed()) {
      if (command.startsWith(START)) {
        ReadmeShell.Running gateway = shell.start(command, Map.of());
        url = gateway.lineThatBeginsWith("ready ", () -> {}).split(" ", 3)[1];
      } else {
        execute(command);
      }
    }
  }

  private void execute(String command) throws Exception {
    assertThat(url).as("the gateway is started before %s", command).isNotEmpty();
    Optional<String> endless = entry(ENDLESS, command);
    if (endless.isPresent()) {
      ReadmeShell.Running running = shell.start(replaced(command), environment(command));
      running.lineThatBeginsWith(endless.get(), this::stir);
      running.end();
      return;
    }
    if (command.contains("--state pending")) {
      pendingOperation();
    }
    ReadmeShell.Result result = shell.run(replaced(command), environment(command));
    assertThat(result.exitCode()).as("%s: %s", command, shell.errors()).isZero();
    if (SILENT_COMMANDS.stream().noneMatch(command::startsWith)) {
      assertThat(result.output()).as(command).isNotBlank();
    }
    entry(PRINTED, command).ifPresent(text -> assertThat(result.output()).contains(text));
  }

  private String replaced(String command) throws Exception {
    String replaced =
        command
            .replace(URL, url)
            .replace("http.port=8443", "http.port=0")
            .replace("http.host=0.0.0.0", "http.host=127.0.0.1");
    if (replaced.contains("<operation>")) {
      replaced = replaced.replace("<operation>", pendingOperation());
    }
    if (replaced.contains("<id>")) {
      replaced = replaced.replace("<id>", tokenId());
    }
    assertThat(replaced).as("a placeholder that this test knows").doesNotContainPattern("<[a-z]");
    return replaced;
  }

  private Map<String, String> environment(String command) {
    Map<String, String> environment = new LinkedHashMap<>(Map.of("WPD_URL", url));
    if (command.startsWith("wpd token")) {
      environment.put("WPD_SECURITY_TOKENS", "conf/tokens.json");
    }
    if (command.startsWith("wpd run")) {
      further++;
      environment.put("WPD_DATA_DIR", "data-" + further);
    }
    return environment;
  }

  private String pendingOperation() throws Exception {
    JsonArray found = send("GET", "/api/v1/devices?q=" + SILENT).getJsonArray("devices");
    String device = found.getJsonObject(0).getString("device");
    return send("POST", "/api/v1/devices/" + device + "/disconnect").getString("operation");
  }

  private String tokenId() throws Exception {
    ReadmeShell.Result listed =
        shell.run("wpd token list --json", environment("wpd token list --json"));
    JsonArray tokens = new JsonObject(listed.output()).getJsonArray("tokens");
    return tokens.getJsonObject(0).getString("id");
  }

  /** Makes something happen that can be watched. */
  private void stir() {
    try {
      for (String verb : List.of("connect", "disconnect")) {
        send("POST", "/api/v1/devices/bt-a0b1c2d3e4f5/" + verb);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonObject send(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Prefer", "wait=1")
            .method(method, BodyPublishers.noBody())
            .build();
    return new JsonObject(http.send(request, BodyHandlers.ofString()).body());
  }

  private static Optional<String> entry(List<Map.Entry<String, String>> table, String command) {
    return table.stream()
        .filter(entry -> command.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
