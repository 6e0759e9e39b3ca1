package io.github.vertxwpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.web.TestCertificate;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} on this machine. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "says what is found off Windows")
class DoctorCommandTest {
  @TempDir private Path directory;

  private CommandRun doctor(String... more) {
    List<String> args = new ArrayList<>(List.of("doctor"));
    Stream.of("http.port=0", "data.dir=" + directory.resolve("data"))
        .forEach(assignment -> args.addAll(List.of("--set", assignment)));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private static JsonObject check(CommandRun run, String name) {
    return run.json().getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("name").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(run.out()));
  }

  @Test
  void aGoodConfigurationIsOneLineForEachThingAndExitCode0() {
    CommandRun run = doctor();

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out())
        .containsPattern(
            "(?m)^ok    configuration +valid, from .*--set http.port=0, --set data.dir=")
        .containsPattern("(?m)^ok    java +Java [0-9]")
        .containsPattern("(?m)^ok    ports +http.port is 0")
        .containsPattern("(?m)^ok    exposure +127.0.0.1")
        .containsPattern("(?m)^skip  certificates +http.tls is not set")
        .containsPattern("(?m)^ok    sync +50 times 4 KiB written and synced: median [0-9.]+ ms")
        .containsPattern("(?m)^ok    journal +there is none")
        .containsPattern("(?m)^skip  cluster +cluster.enabled is false")
        .containsPattern("(?m)^skip  windows +this is .*on Windows alone$");
    assertThat(run.lines().get(run.lines().size() - 1))
        .matches("[0-9]+ ok, [0-9]+ warnings?, 0 errors, [0-9]+ skipped");
    assertThat(run.err()).isEmpty();
    assertThat(directory).as("nothing is left behind").isEmptyDirectory();
  }

  @Test
  void inJsonItIsOneObjectWithWhatWasMeasured() {
    CommandRun run = doctor("--json");

    assertThat(run.lines()).hasSize(1);
    assertThat(run.json().getString("status")).isIn("ok", "warn");
    assertThat(check(run, "sync").getJsonObject("details").getDouble("medianMs")).isPositive();
    JsonObject set = check(run, "configuration").getJsonObject("details").getJsonObject("set");
    assertThat(set.getString("http.port")).isEqualTo("--set http.port=0");
    assertThat(set.getString("data.dir")).isEqualTo("--set data.dir=" + directory.resolve("data"));
  }

  @Test
  void anErrorIsExitCode1AndItsFixStandsUnderIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      CommandRun run = doctor("--set", "http.port=" + port);

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out())
          .containsPattern(
              "(?m)^error ports +http.port "
                  + port
                  + " of 127.0.0.1 is taken by another program\\R      fix: end that program, or"
                  + " set http.port")
          .contains("1 error,");
    }
  }

  @Test
  void aGatewayThatRunsIsFoundAndNotDisturbed() throws Exception {
    Path data = directory.resolve("data");
    try (RunningGateway gateway = new RunningGateway(data, Map.of(), "--set", "http.port=0")) {
      String port = gateway.line().replaceFirst("^ready http://[^ ]*:([0-9]+) .*$", "$1");

      CommandRun run = doctor("--json", "--set", "http.port=" + port);

      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(check(run, "ports").getString("message"))
          .isEqualTo("http.port " + port + " is taken by a gateway that runs and is ready");
      assertThat(check(run, "journal").getJsonObject("details").getBoolean("inUse")).isTrue();
      assertThat(check(run, "audit").getString("status")).isEqualTo("ok");
      assertThat(CommandRun.of("devices", "--url", "http://127.0.0.1:" + port).exitCode()).isZero();
      assertThat(gateway.stop()).isZero();
    }
  }

  @Test
  void aCertificateThatCannotBeUsedIsAnErrorWithoutTheKeyInIt() throws Exception {
    TestCertificate certificate = TestCertificate.in(directory.resolve("tls"));
    TestCertificate other = TestCertificate.in(directory.resolve("tls"));

    CommandRun run =
        doctor(
            "--json",
            "--set",
            "http.tls.certificate=" + certificate.file(),
            "--set",
            "http.tls.key=" + other.key());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(check(run, "certificates").getString("message")).contains("does not belong to");
    assertThat(run.out()).doesNotContain(Files.readString(other.key()).lines().toList().get(1));
  }

  @Test
  void everythingThatIsWrongWithAConfigurationIsAFindingAndTheRestIsLookedAt() throws Exception {
    Path file =
        Files.writeString(directory.resolve("gateway.yaml"), "http: {port: x, hots: a}\nprot: 1\n");

    CommandRun run = doctor("--json", "--config", file.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    List<JsonObject> faults =
        run.json().getJsonArray("checks").stream()
            .map(JsonObject.class::cast)
            .filter(check -> check.getString("name").equals("configuration"))
            .toList();
    assertThat(faults)
        .hasSize(3)
        .allSatisfy(fault -> assertThat(fault.getString("status")).isEqualTo("error"))
        .allSatisfy(fault -> assertThat(fault.getString("fix")).isNotEmpty())
        .anySatisfy(fault -> assertThat(fault.getString("message")).contains("gateway.yaml:1:8"));
    assertThat(check(run, "ports").getString("status")).isEqualTo("skip");
    assertThat(check(run, "java").getString("status")).isEqualTo("ok");
    assertThat(check(run, "clock").getString("status")).isEqualTo("ok");
  }

  @Test
  void whatIsNoOptionIsAUsageError() {
    assertThat(doctor("--fix").exitCode()).isEqualTo(2);
  }
}
