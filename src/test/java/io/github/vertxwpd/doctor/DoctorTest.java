package io.github.vertxwpd.doctor;

import static io.github.vertxwpd.doctor.Findings.assertError;
import static io.github.vertxwpd.doctor.Findings.assertOk;
import static io.github.vertxwpd.doctor.Findings.assertWarning;
import static io.github.vertxwpd.doctor.Findings.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.WpdOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which checks there are, and the smallest of them. */
class DoctorTest {
  private final FakeWindowsSystem windows = new FakeWindowsSystem();

  private List<String> names(Optional<WpdOptions> options) {
    return checks(options).stream().map(Check::name).toList();
  }

  private List<Check> checks(Optional<WpdOptions> options) {
    return new Doctor(windows).checks(options, Optional.empty());
  }

  @Test
  void onWindowsItLooksAtWindowsToo() {
    assertThat(names(Optional.of(new WpdOptions())))
        .containsExactly(
            "java",
            "provider",
            "ports",
            "exposure",
            "certificates",
            "tokens",
            "audit",
            "disk",
            "sync",
            "journal",
            "clock",
            "cluster",
            "edition",
            "wpd",
            "services",
            "radio",
            "session",
            "enumerate",
            "callback",
            "changes",
            "search-interval");
  }

  @Test
  void elsewhereItSaysInOneLineThatItDoesNot() throws Exception {
    windows.windows = false;

    List<Check> checks = checks(Optional.of(new WpdOptions()));

    Finding last = only(checks.get(checks.size() - 1));
    assertThat(names(Optional.of(new WpdOptions()))).hasSize(13).doesNotContain("edition");
    assertThat(last.name()).isEqualTo("windows");
    assertThat(last.status()).isEqualTo(Status.SKIP);
    assertThat(last.message()).contains("on Windows alone");
  }

  @Test
  void withoutAConfigurationWhatItConfiguresIsSkippedAndTheRestIsLookedAt() throws Exception {
    for (Check check : checks(Optional.empty())) {
      if (List.of("ports", "disk", "journal", "audit", "certificates").contains(check.name())) {
        assertThat(only(check).status()).isEqualTo(Status.SKIP);
      }
    }
    assertThat(names(Optional.empty())).containsAll(names(Optional.of(new WpdOptions())));
  }

  @Test
  void aDataDirectoryThatCannotBeNamedSoIsAnError() throws Exception {
    WpdOptions options = new WpdOptions(new JsonObject().put("data", dir("a\0b")));

    List<Check> checks = checks(Optional.of(options));

    assertError(only(checks.get(1)), "data.dir");
    assertThat(names(Optional.of(options))).contains("clock", "edition").doesNotContain("sync");
  }

  private static JsonObject dir(String name) {
    return new JsonObject().put("dir", name);
  }

  @Test
  void aJavaFrom17OnIsGoodEnough() throws Exception {
    assertOk(only(JavaCheck.ofThisProcess(windows)), System.getProperty("java.version"));
    assertOk(only(new JavaCheck(17, "Java 17", Optional.empty())));
    assertError(only(new JavaCheck(11, "Java 11", Optional.empty())), "Java 17 or newer");
  }

  @Test
  void aJavaThatCannotCallComIsAnErrorOnWindows() throws Exception {
    windows.obstacle = Optional.of("a 64-bit Java is needed");
    assertError(only(JavaCheck.ofThisProcess(windows)), "64-bit");

    windows.windows = false;
    assertOk(only(JavaCheck.ofThisProcess(windows)));
  }

  @Test
  void theProviderOfRealDevicesNeedsWindows() throws Exception {
    assertError(only(new ProviderCheck("wpd", false)), "\"simulated\"");
    assertOk(only(new ProviderCheck("wpd", true)), "Windows Portable Devices");
    assertOk(only(new ProviderCheck("auto", true)), "Windows Portable Devices");
  }

  @Test
  void thatDevicesAreSimulatedIsSaidAndOnWindowsAWarning() throws Exception {
    assertOk(only(new ProviderCheck("auto", false)), "simulated");
    assertOk(only(new ProviderCheck("simulated", false)), "simulated");
    assertWarning(only(new ProviderCheck("simulated", true)), "\"wpd\"");
  }
}
