package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The workflow: it runs what `.ci/run` runs, and names nothing that is not there. */
class WorkflowTest {
  private static JsonObject jobs() throws IOException {
    return YamlFile.read(Path.of(".github", "workflows", "ci.yml")).getJsonObject("jobs");
  }

  private static Stream<JsonObject> steps(String job) throws IOException {
    return jobs().getJsonObject(job).getJsonArray("steps").stream().map(JsonObject.class::cast);
  }

  private static List<String> commands(String job) throws IOException {
    return steps(job).map(step -> step.getString("run", "")).toList();
  }

  @Test
  void onLinuxItRunsTheScriptWithBothOfItsJdks() throws IOException {
    String script = Files.readString(Path.of(".ci", "run"));

    assertThat(jobs().getJsonObject("linux").getString("runs-on")).startsWith("ubuntu-");
    assertThat(commands("linux")).anyMatch(command -> command.endsWith(" .ci/run"));
    for (String version : List.of("17", "25")) {
      assertThat(script).contains("find_jdk " + version);
      assertThat(commands("linux"))
          .anyMatch(command -> command.contains("JAVA_HOME_" + version + "="));
      assertThat(steps("linux").map(step -> step.getJsonObject("with", new JsonObject())))
          .anyMatch(with -> with.getString("java-version", "").contains(version));
    }
  }

  @Test
  void onWindowsItRunsTheWrapperOfThisProject() throws IOException {
    JsonObject windows = jobs().getJsonObject("windows");

    assertThat(windows.getString("runs-on")).isEqualTo("windows-latest");
    assertThat(windows.getJsonObject("strategy").getJsonObject("matrix").getJsonArray("java"))
        .containsExactly("17", "25");
    assertThat(commands("windows")).contains("mvnw.cmd -B -ntp verify");
    assertThat(Path.of("mvnw.cmd")).isRegularFile();
  }

  @Test
  void everyActionIsPinnedToAMajorVersionAndEveryJobEnds() throws IOException {
    for (String job : jobs().fieldNames()) {
      assertThat(jobs().getJsonObject(job).getInteger("timeout-minutes")).isPositive();
      assertThat(steps(job).map(step -> step.getString("uses", "actions/none@v0")))
          .allMatch(action -> action.matches("actions/[a-z-]+@v[0-9]+"));
      assertThat(steps(job)).allMatch(step -> step.containsKey("uses") != step.containsKey("run"));
    }
  }
}
