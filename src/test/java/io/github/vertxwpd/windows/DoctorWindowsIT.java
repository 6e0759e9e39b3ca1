package io.github.vertxwpd.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * {@code doctor} on a Windows JVM: first where the COM class is not registered, then against a
 * server that checks its caller. Wine has no Bluetooth and no WPD, so that it never finds all well.
 */
@TestMethodOrder(OrderAnnotation.class)
class DoctorWindowsIT {
  private static final String PROBED = "bt-a0b1c2d3e401";

  private static WindowsTools tools;
  private static WineSession session;

  @BeforeAll
  static void makeAWindows() throws Exception {
    tools = WindowsTools.requireOrSkip();
    session = WineSession.start("doctor");
  }

  @AfterAll
  static void endEverything() throws Exception {
    if (session != null) {
      session.end();
    }
  }

  /** What doctor said, and with which exit code. */
  private record Visit(int exitCode, JsonObject report) {
    JsonObject check(String name) {
      return all(name).get(0);
    }

    List<JsonObject> all(String name) {
      List<JsonObject> found =
          report.getJsonArray("checks").stream()
              .map(JsonObject.class::cast)
              .filter(check -> check.getString("name").equals(name))
              .toList();
      assertThat(found).as("%s in %s", name, report.encodePrettily()).isNotEmpty();
      return found;
    }

    String status(String name) {
      return check(name).getString("status");
    }
  }

  private static Visit doctor(Path log, String script, String... more) throws Exception {
    String data = WineSession.windowsPath(session.directory().resolve("data"));
    List<String> command = new ArrayList<>(List.of("wine", tools.java().toString(), "-jar"));
    command.addAll(List.of(WineSession.windowsPath(tools.fatJar()), "doctor", "--json"));
    command.addAll(List.of("--set", "http.port=0", "--set", "data.dir=" + data));
    command.addAll(List.of(more));
    WineSession.Ended ended =
        session.complete(
            Map.of("STAND_IN_LOG", WineSession.windowsPath(log), "STAND_IN_SCRIPT", script),
            command.toArray(String[]::new));
    String json =
        ended.printed().lines().filter(line -> line.startsWith("{")).findFirst().orElse("");
    assertThat(json).as(ended.printed()).contains("\"checks\"");
    return new Visit(ended.exitCode(), new JsonObject(json));
  }

  private static Path log(String name) {
    return session.directory().resolve(name + ".log");
  }

  @Test
  @Order(1)
  void aClassThatIsNotRegisteredIsAnErrorWithTheFix() throws Exception {
    Visit visit = doctor(log("unregistered"), "");

    assertThat(visit.exitCode()).isEqualTo(1);
    assertThat(visit.report().getString("status")).isEqualTo("error");
    assertThat(visit.status("wpd")).isEqualTo("error");
    assertThat(visit.check("wpd").getString("message")).contains("is not registered");
    assertThat(visit.check("wpd").getString("fix")).isNotEmpty();
    assertThat(visit.status("enumerate")).isEqualTo("error");
    assertThat(visit.check("enumerate").getJsonObject("details").getString("hresult"))
        .isEqualTo("0x80040154");
    assertThat(visit.check("enumerate").getString("fix")).contains("Media Feature Pack");
    assertThat(visit.status("callback")).isEqualTo("skip");
  }

  @Test
  @Order(2)
  void theRegisteredClassIsDescribedAndItsDevicesAreListedWithoutTouchingThem() throws Exception {
    session.register(StandInServer.build());
    Path log = log("registered");

    Visit visit = doctor(log, "");

    assertThat(visit.status("wpd")).isEqualTo("ok");
    JsonObject wpd = visit.check("wpd").getJsonObject("details");
    assertThat(wpd.getString("threadingModel")).isEqualTo("Both");
    assertThat(wpd.getString("dll")).endsWith("wpd_stand_in.dll");
    assertThat(visit.status("wpd-manager")).isEqualTo("ok");
    assertThat(visit.status("enumerate")).isEqualTo("ok");
    assertThat(visit.check("enumerate").getJsonObject("details").getInteger("paired"))
        .isEqualTo(10);
    assertThat(visit.check("pnp-id").getString("message"))
        .contains("a device instance id BTHENUM\\... with the Bluetooth address")
        .contains("a device-interface path \\\\?\\BTHENUM#...")
        .contains("without a Bluetooth address");
    assertThat(visit.status("callback")).isEqualTo("skip");
    StandInLog seen = StandInLog.read(log);
    assertThat(seen.violations()).isEmpty();
    assertThat(seen.requests()).isEmpty();
  }

  @Test
  @Order(3)
  void theCallbackIsMeasuredOnTheDeviceThatWasNamed() throws Exception {
    session.register(StandInServer.build());
    Path log = log("probed");

    Visit visit = doctor(log, "", "--probe-callback", PROBED);

    List<JsonObject> calls = visit.all("callback");
    assertThat(calls).hasSize(2);
    assertThat(calls)
        .allSatisfy(
            call -> {
              JsonObject details = call.getJsonObject("details");
              assertThat(call.getString("status")).isEqualTo("ok");
              assertThat(details.getString("hresult")).isEqualTo("0x00000000");
              assertThat(details.getBoolean("callingThread")).isFalse();
              assertThat(details.getInteger("thread")).isPositive();
              assertThat(details.getString("apartment"))
                  .isIn("none", "multi-threaded, without having entered it");
            });
    StandInLog seen = StandInLog.read(log);
    assertThat(seen.violations()).isEmpty();
    assertThat(seen.requests())
        .extracting(request -> request.get("verb") + " " + request.get("device"))
        .containsExactly("disconnect 1", "connect 1");
    assertThat(seen.summary().get("references")).as("every object was released").isEqualTo("0");
  }

  @Test
  @Order(4)
  void aCallbackThatComesInlineIsTold() throws Exception {
    session.register(StandInServer.build());

    Visit visit = doctor(log("inline"), "1=inline", "--probe-callback", PROBED);

    JsonObject details = visit.check("callback").getJsonObject("details");
    assertThat(details.getBoolean("beforeReturn")).isTrue();
    assertThat(details.getBoolean("callingThread")).isTrue();
    assertThat(details.getString("apartment")).isEqualTo("multi-threaded");
  }

  @Test
  @Order(5)
  void whatWineDoesNotHaveIsAFindingAndNoFailure() throws Exception {
    Visit visit = doctor(log("wine"), "");

    assertThat(visit.report().getJsonArray("checks"))
        .allSatisfy(
            check ->
                assertThat(((JsonObject) check).getString("message"))
                    .doesNotContain("the check itself failed", "no answer in"));
    assertThat(visit.check("edition").getJsonObject("details").getInteger("build")).isPositive();
    assertThat(visit.status("service-bthserv")).isIn("error", "warn", "skip");
    assertThat(visit.status("radio")).isIn("error", "warn", "skip");
    assertThat(visit.status("changes")).isEqualTo("warn");
    assertThat(visit.check("session").getString("message")).contains("session ");
    assertThat(visit.check("search-interval").getString("message")).contains("every 120 s");
    assertThat(visit.status("java")).isEqualTo("ok");
    assertThat(visit.status("journal")).isEqualTo("ok");
  }
}
