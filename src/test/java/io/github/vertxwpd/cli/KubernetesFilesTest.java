package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests of hubs: what they name is defined in them, and their configuration is valid. */
class KubernetesFilesTest {
  private static final Path FILE = Path.of("deploy", "kubernetes", "hub.yaml");
  private static final Set<Integer> PORTS = Set.of(8443, 7800, 7801);

  @TempDir private Path directory;

  /** Returns the manifests by their kind and name. */
  private static Map<String, JsonObject> manifests() throws IOException {
    return YamlFile.readAll(FILE).stream()
        .collect(
            Collectors.toMap(
                each -> each.getString("kind") + "/" + metadata(each).getString("name"),
                each -> each,
                (a, b) -> a,
                TreeMap::new));
  }

  private static JsonObject metadata(JsonObject manifest) {
    return manifest.getJsonObject("metadata");
  }

  private static JsonObject spec(String name) throws IOException {
    return manifests().get(name).getJsonObject("spec");
  }

  private static JsonObject pod() throws IOException {
    return spec("StatefulSet/hub").getJsonObject("template").getJsonObject("spec");
  }

  private static JsonObject container() throws IOException {
    return pod().getJsonArray("containers").getJsonObject(0);
  }

  private static List<JsonObject> list(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  private static Map<String, String> environment(String pod) throws IOException {
    Map<String, String> environment = new LinkedHashMap<>();
    for (JsonObject variable : list(container().getJsonArray("env"))) {
      if (variable.containsKey("value")) {
        environment.put(
            variable.getString("name"), variable.getString("value").replace("$(POD_NAME)", pod));
      }
    }
    return environment;
  }

  @Test
  void thereIsAllThatHubsNeed() throws IOException {
    assertThat(manifests().keySet())
        .containsExactly(
            "NetworkPolicy/hub",
            "PodDisruptionBudget/hub",
            "Service/hub",
            "Service/members",
            "StatefulSet/hub");
    assertThat(manifests().values())
        .allMatch(each -> metadata(each).getString("namespace").equals("vertx-wpd"));
  }

  @Test
  void everySelectorFindsThePods() throws IOException {
    JsonObject labels =
        spec("StatefulSet/hub")
            .getJsonObject("template")
            .getJsonObject("metadata")
            .getJsonObject("labels");

    assertThat(spec("Service/hub").getJsonObject("selector")).isEqualTo(labels);
    assertThat(spec("Service/members").getJsonObject("selector")).isEqualTo(labels);
    for (String name : List.of("StatefulSet/hub", "PodDisruptionBudget/hub")) {
      assertThat(spec(name).getJsonObject("selector").getJsonObject("matchLabels"))
          .isEqualTo(labels);
    }
    assertThat(spec("NetworkPolicy/hub").getJsonObject("podSelector").getJsonObject("matchLabels"))
        .isEqualTo(labels);
  }

  @Test
  void everyPortIsOneOfThePodsByItsName() throws IOException {
    Map<String, Integer> ports =
        list(container().getJsonArray("ports")).stream()
            .collect(
                Collectors.toMap(
                    port -> port.getString("name"), port -> port.getInteger("containerPort")));

    assertThat(ports.values()).containsExactlyInAnyOrderElementsOf(PORTS);
    for (String service : List.of("Service/hub", "Service/members")) {
      for (JsonObject port : list(spec(service).getJsonArray("ports"))) {
        assertThat(ports).containsEntry(port.getString("targetPort"), port.getInteger("port"));
      }
    }
    for (JsonObject rule : list(spec("NetworkPolicy/hub").getJsonArray("ingress"))) {
      assertThat(list(rule.getJsonArray("ports")))
          .allMatch(port -> ports.containsKey(port.getString("port")));
    }
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      JsonObject get = container().getJsonObject(probe).getJsonObject("httpGet");
      assertThat(get.getString("path")).matches("/health/(live|ready)");
      assertThat(ports).containsKey(get.getString("port"));
    }
  }

  @Test
  void everyVolumeIsMountedAndEveryMountHasAVolume() throws IOException {
    Set<String> mounted =
        list(container().getJsonArray("volumeMounts")).stream()
            .map(mount -> mount.getString("name"))
            .collect(Collectors.toSet());
    Set<String> defined =
        list(pod().getJsonArray("volumes")).stream()
            .map(volume -> volume.getString("name"))
            .collect(Collectors.toSet());
    defined.add(
        metadata(spec("StatefulSet/hub").getJsonArray("volumeClaimTemplates").getJsonObject(0))
            .getString("name"));

    assertThat(mounted).isEqualTo(defined);
    assertThat(list(container().getJsonArray("volumeMounts")))
        .as("what is mounted in part is not renewed")
        .noneMatch(mount -> mount.containsKey("subPathExpr") || mount.containsKey("subPath"));
  }

  @Test
  void itsHeadMakesEverySecretThatIsNamed() throws IOException {
    String text = Files.readString(FILE);
    String head = text.substring(0, text.indexOf("\napiVersion:"));

    for (JsonObject volume : list(pod().getJsonArray("volumes"))) {
      if (volume.containsKey("secret")) {
        assertThat(head)
            .containsPattern(
                "secret (generic|tls) "
                    + volume.getJsonObject("secret").getString("secretName")
                    + "\\b");
      }
    }
  }

  @Test
  void nothingRunsAsRootOrWritesWhereItNeedNot() throws IOException {
    assertThat(pod().getBoolean("automountServiceAccountToken")).isFalse();
    assertThat(pod().getJsonObject("securityContext").getBoolean("runAsNonRoot")).isTrue();
    JsonObject context = container().getJsonObject("securityContext");
    assertThat(context.getBoolean("readOnlyRootFilesystem")).isTrue();
    assertThat(context.getBoolean("allowPrivilegeEscalation")).isFalse();
    assertThat(context.getJsonObject("capabilities").getJsonArray("drop")).containsExactly("ALL");
  }

  @Test
  void theConfigurationOfEveryHubIsValidAndItsCredentialsAreMounted() throws IOException {
    JsonObject fleet =
        list(pod().getJsonArray("volumes")).stream()
            .filter(volume -> volume.getString("name").equals("fleet"))
            .findFirst()
            .orElseThrow()
            .getJsonObject("secret");
    Set<String> files =
        list(fleet.getJsonArray("items")).stream()
            .map(item -> item.getString("path"))
            .collect(Collectors.toSet());
    for (int number = 0; number < spec("StatefulSet/hub").getInteger("replicas"); number++) {
      String pod = "hub-" + number;
      Map<String, String> environment = environment(pod);

      assertThat(environment.get("WPD_CLUSTER_CREDENTIALS")).isEqualTo("/run/hub/fleet/" + pod);
      assertThat(environment.get("WPD_CLUSTER_MEMBERS"))
          .contains("\"" + environment.get("WPD_CLUSTER_HOST") + ":7800\"");
      for (String file : List.of("ca.crt", "node.crt", "node.key", "fleet.secret")) {
        assertThat(files).contains(pod + "/" + file);
      }
      environment.put("WPD_DATA_DIR", directory.resolve(pod).toString());
      CommandRun check = CommandRun.with(environment, "config", "check");
      assertThat(check.exitCode()).as(check.err()).isZero();
    }
  }
}
