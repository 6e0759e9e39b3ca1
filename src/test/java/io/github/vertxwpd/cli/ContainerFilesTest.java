package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.web.TestCertificate;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image and the compose file: what they name exists, and their gateways would start. */
class ContainerFilesTest {
  private static final Path DIRECTORY = Path.of("deploy", "docker");
  private static final String SECRETS = "/run/secrets/";

  @TempDir private Path directory;

  private static Dockerfile image() throws IOException {
    return Dockerfile.read(DIRECTORY.resolve("Dockerfile"));
  }

  private static JsonObject compose() throws IOException {
    return YamlFile.read(DIRECTORY.resolve("compose.yaml"));
  }

  private static Map<String, JsonObject> services() throws IOException {
    Map<String, JsonObject> services = new TreeMap<>();
    compose()
        .getJsonObject("services")
        .forEach(service -> services.put(service.getKey(), (JsonObject) service.getValue()));
    return services;
  }

  private static Map<String, String> environment(JsonObject service) {
    Map<String, String> environment = new LinkedHashMap<>();
    service
        .getJsonObject("environment")
        .forEach(
            variable -> environment.put(variable.getKey(), String.valueOf(variable.getValue())));
    return environment;
  }

  @Test
  void theImageRunsTheJarThatItsFirstStageBuildsAndNotAsRoot() throws IOException {
    List<String> entry = image().last("ENTRYPOINT").words();

    assertThat(image().last("COPY").arguments())
        .startsWith("--from=build ")
        .endsWith(" " + entry.get(entry.size() - 1));
    assertThat(entry.get(entry.size() - 2)).isEqualTo("-jar");
    assertThat(image().last("CMD").words()).containsExactly("run");
    assertThat(image().last("USER").arguments()).matches("[1-9][0-9]*:[1-9][0-9]*");
    assertThat(image().steps().stream().filter(step -> step.instruction().equals("FROM")))
        .hasSize(2)
        .allMatch(step -> step.arguments().matches("[a-z-]+:[a-z0-9.-]+( AS build)?"));
  }

  @Test
  void itsDataIsOnAVolumeThatItsUserOwns() throws IOException {
    String data = image().last("VOLUME").arguments();

    assertThat(image().last("ENV").arguments()).isEqualTo("WPD_DATA_DIR=" + data);
    assertThat(image().last("RUN").arguments())
        .contains("install -d -m 0700 -o 10001 -g 10001 " + data);
    assertThat(CommandRun.with(Map.of("WPD_DATA_DIR", data), "config", "check").exitCode())
        .isZero();
    for (JsonObject service : services().values()) {
      assertThat(service.getJsonArray("volumes").getString(0)).endsWith(":" + data);
    }
  }

  @Test
  void itsHealthIsAskedWithAProgramThatItHas() throws IOException {
    String check = image().last("HEALTHCHECK").arguments();

    assertThat(check)
        .contains("CMD curl ")
        .contains("/health/ready")
        .contains(GatewayAddress.DEFAULT_URL);
    assertThat(check).contains("$" + GatewayAddress.CACERT).contains("${" + GatewayAddress.URL);
    assertThat(image().last("RUN").arguments()).contains("--no-install-recommends curl");
  }

  @Test
  void whatTheBuildIsGivenIsThere() throws IOException {
    List<String> lines = Files.readAllLines(DIRECTORY.resolve("Dockerfile.dockerignore"));

    assertThat(lines).contains("*", "!pom.xml", "!mvnw", "!.mvn", "!src");
    assertThat(lines.stream().filter(line -> line.startsWith("!")).map(line -> line.substring(1)))
        .allMatch(file -> Files.exists(Path.of(file)));
  }

  @Test
  void theImageOfTheComposeFileIsTheOneThatIsBuiltHere() throws IOException {
    for (JsonObject service : services().values()) {
      JsonObject build = service.getJsonObject("build");
      Path context = DIRECTORY.resolve(build.getString("context")).normalize();

      assertThat(context.resolve(build.getString("dockerfile")))
          .isEqualTo(DIRECTORY.resolve("Dockerfile"));
      assertThat(service.getBoolean("read_only")).isTrue();
      assertThat(service.getJsonArray("cap_drop")).containsExactly("ALL");
    }
  }

  @Test
  void everySecretAndVolumeOfAServiceIsDefined() throws IOException {
    JsonObject compose = compose();
    Set<String> used = new TreeSet<>();
    for (JsonObject service : services().values()) {
      Set<String> given = new TreeSet<>();
      service.getJsonArray("secrets").forEach(name -> given.add((String) name));
      environment(service).values().stream()
          .filter(value -> value.startsWith(SECRETS))
          .forEach(file -> assertThat(given).contains(file.substring(SECRETS.length())));
      used.addAll(given);
      assertThat(compose.getJsonObject("volumes").fieldNames())
          .contains(service.getJsonArray("volumes").getString(0).split(":", 2)[0]);
    }
    assertThat(compose.getJsonObject("secrets").fieldNames())
        .containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  void theCommandsAtItsHeadMakeEverySecret() throws IOException {
    String text = Files.readString(DIRECTORY.resolve("compose.yaml"));
    String head = text.substring(0, text.indexOf("\nname: "));

    compose()
        .getJsonObject("secrets")
        .forEach(
            secret -> {
              String file = ((JsonObject) secret.getValue()).getString("file");
              assertThat(head).contains(file.replaceFirst("secrets/tokens", "/secrets/tokens"));
            });
    assertThat(head)
        .contains(
            "chown "
                + image().last("USER").arguments()
                + " secrets/gateway.key secrets/tokens.json");
  }

  @Test
  void theCertificateIsForEveryNameThatAServiceIsCalledBy() throws IOException {
    String text = Files.readString(DIRECTORY.resolve("compose.yaml"));
    for (Map.Entry<String, JsonObject> service : services().entrySet()) {
      Map<String, String> environment = environment(service.getValue());
      String url = "https://" + service.getKey() + ":8443";
      String published = service.getValue().getJsonArray("ports").getString(0);

      assertThat(text).contains("DNS:" + service.getKey());
      assertThat(service.getValue().getString("hostname")).isEqualTo(service.getKey());
      assertThat(environment).containsEntry("WPD_URL", url).containsEntry("WPD_HTTP_PORT", "8443");
      assertThat(published).startsWith("127.0.0.1:").endsWith(":8443");
      assertThat(environment.get("WPD_HTTP_ORIGINS"))
          .contains("\"" + url + "\"")
          .contains("\"https://localhost:" + published.split(":", -1)[1] + "\"");
    }
  }

  @Test
  void everyServiceIsAMemberOfTheFleetWithCredentialsThatTheHeadMakes() throws IOException {
    String text = Files.readString(DIRECTORY.resolve("compose.yaml"));
    for (Map.Entry<String, JsonObject> service : services().entrySet()) {
      String name = service.getKey();
      Map<String, String> environment = environment(service.getValue());

      assertThat(environment)
          .containsEntry("WPD_GATEWAY_ID", name)
          .containsEntry("WPD_CLUSTER_HOST", name)
          .containsEntry("WPD_CLUSTER_ENABLED", "true");
      assertThat(environment.get("WPD_CLUSTER_MEMBERS")).contains("\"" + name + ":7800\"");
      assertThat(service.getValue().getJsonArray("volumes").getString(1))
          .isEqualTo(
              "./secrets/fleet/" + name + ":" + environment.get("WPD_CLUSTER_CREDENTIALS") + ":ro");
      assertThat(text).contains(" secrets/fleet/" + name);
    }
    assertThat(text).contains("for node in " + String.join(" ", services().keySet()) + "; do");
  }

  /**
   * All as it stands, but for where the files are, for an address that is this test's own, and for
   * the fleet, whose names are the containers'.
   */
  @Test
  void everyGatewayOfTheComposeFileStartsWithACertificateAndATokenAndNotWithout() throws Exception {
    TestCertificate certificate = TestCertificate.in(directory);
    Path tokens = directory.resolve("tokens.json");
    CommandRun made =
        CommandRun.of(
            "token",
            "create",
            "--name",
            "me",
            "--role",
            "operator",
            "--set",
            "security.tokens=" + tokens,
            "--set",
            "data.dir=" + directory.resolve("made"));
    assertThat(made.exitCode()).isZero();

    for (Map.Entry<String, JsonObject> service : services().entrySet()) {
      Map<String, String> environment = environment(service.getValue());
      environment.keySet().removeIf(name -> name.startsWith("WPD_CLUSTER"));
      CommandRun refused = CommandRun.with(without(environment), "run");
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err()).contains("http.tls.certificate").contains("security.tokens");

      environment.replaceAll(
          (name, value) ->
              switch (value) {
                case SECRETS + "certificate" -> certificate.file().toString();
                case SECRETS + "key" -> certificate.key().toString();
                case SECRETS + "tokens" -> tokens.toString();
                case "0.0.0.0" -> "127.0.0.1";
                case "8443" -> "0";
                default -> value;
              });
      Path data = directory.resolve(service.getKey());
      try (RunningGateway gateway = new RunningGateway(data, environment)) {
        assertThat(gateway.line()).startsWith("ready https://127.0.0.1:");
        assertThat(gateway.stop()).isZero();
      }
    }
  }

  /** Returns the variables of a service to which no secret is given. */
  private Map<String, String> without(Map<String, String> environment) {
    Map<String, String> open = new LinkedHashMap<>(environment);
    open.values().removeIf(value -> value.startsWith(SECRETS));
    open.put("WPD_DATA_DIR", directory.resolve("open").toString());
    open.put("WPD_HTTP_PORT", "0");
    return open;
  }
}
