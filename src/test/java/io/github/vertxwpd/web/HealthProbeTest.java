package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.operation.GatewayCondition;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a probe fails, and what it says then; time is what the test says it is. */
@ExtendWith(VertxExtension.class)
class HealthProbeTest {
  private Vertx vertx;
  private long nanos;
  private Duration silence = Duration.ZERO;
  private Duration journalBusy = Duration.ZERO;
  private boolean stopping;
  private boolean journalInTrouble;
  private boolean auditInTrouble;
  private List<String> degraded = List.of();

  @BeforeEach
  void useTheInjectedVertx(Vertx injected) {
    vertx = injected;
  }

  private GatewayCondition condition() {
    return new GatewayCondition(
        silence, journalBusy, stopping, journalInTrouble, auditInTrouble, degraded);
  }

  private HealthProbe probe(List<HealthCheck> checks) {
    return new HealthProbe(vertx, checks, this::condition, () -> nanos);
  }

  private static HealthReport ask(HealthProbe probe) throws TimeoutException {
    return probe.report().await(20, TimeUnit.SECONDS);
  }

  private HealthReport live() throws TimeoutException {
    return ask(probe(HealthCheck.LIVE));
  }

  private HealthReport ready() throws TimeoutException {
    return ask(probe(HealthCheck.READY));
  }

  /** Returns the checks that failed, each with its reason. */
  private static List<String> down(HealthReport report) {
    return report.body().getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("status").equals("DOWN"))
        .map(check -> check.getString("name") + ": " + check.getString("reason"))
        .toList();
  }

  private static String names(HealthReport report) {
    return report.body().getJsonArray("checks").stream()
        .map(check -> ((JsonObject) check).getString("name"))
        .collect(Collectors.joining(" "));
  }

  @Test
  void whereAllIsWellEveryCheckIsNamedAndUp() throws TimeoutException {
    assertThat(live().status()).isEqualTo(200);
    assertThat(names(live())).isEqualTo("event-loop journal");
    assertThat(names(ready())).isEqualTo("event-loop journal audit commands");
    assertThat(ready().body().getJsonArray("checks"))
        .allMatch(check -> ((JsonObject) check).fieldNames().size() == 2);
    assertThat(ready().body().getString("status")).isEqualTo("UP");
    assertThat(ready().body().getJsonArray("degraded")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4999, 200, 200", "5000, 200, 503", "29999, 200, 503", "30000, 503, 503"})
  void anEventLoopThatIsStuckIsNotReadySoonAndNotAliveLate(long ms, int live, int ready)
      throws TimeoutException {
    silence = Duration.ofMillis(ms);

    assertThat(live().status()).isEqualTo(live);
    assertThat(ready().status()).isEqualTo(ready);
    assertThat(down(ready()))
        .isEqualTo(ready == 200 ? List.of() : List.of("event-loop: event-loop-stuck"));
  }

  @ParameterizedTest
  @CsvSource({"4999, 200, 200", "5000, 200, 503", "29999, 200, 503", "30000, 503, 503"})
  void aJournalThatIsStuckIsNotReadySoonAndNotAliveLate(long ms, int live, int ready)
      throws TimeoutException {
    journalBusy = Duration.ofMillis(ms);

    assertThat(live().status()).isEqualTo(live);
    assertThat(ready().status()).isEqualTo(ready);
    assertThat(down(ready()))
        .isEqualTo(ready == 200 ? List.of() : List.of("journal: journal-stuck"));
  }

  @Test
  void aFullDiskIsNotReadyAndNoReasonToRestart() throws TimeoutException {
    journalInTrouble = true;
    degraded = List.of("journal-unavailable");

    assertThat(down(ready())).containsExactly("journal: journal-unavailable");
    assertThat(ready().status()).isEqualTo(503);
    assertThat(live().status()).isEqualTo(200);
    assertThat(live().body().getJsonArray("degraded"))
        .isEqualTo(JsonArray.of("journal-unavailable"));
  }

  @Test
  void anAuditLogThatCannotBeWrittenIsNotReadyAndNoReasonToRestart() throws TimeoutException {
    auditInTrouble = true;

    assertThat(down(ready())).containsExactly("audit: audit-unavailable");
    assertThat(live().status()).isEqualTo(200);
  }

  @Test
  void aGatewayThatIsStoppingIsNotReadyAndNoReasonToRestart() throws TimeoutException {
    stopping = true;

    assertThat(down(ready())).containsExactly("commands: gateway-stopping");
    assertThat(live().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"apartment-hung", "radio-unavailable", "wpd-not-installed", "certificate-expiring"})
  void whatOnlyDegradesTheGatewayIsNamedAndFailsNothing(String reason) throws TimeoutException {
    degraded = List.of(reason);

    for (HealthReport report : List.of(live(), ready())) {
      assertThat(report.status()).isEqualTo(200);
      assertThat(report.body().getJsonArray("degraded")).isEqualTo(JsonArray.of(reason));
    }
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnce() throws TimeoutException {
    silence = Duration.ofMinutes(1);
    journalInTrouble = true;
    auditInTrouble = true;
    stopping = true;

    assertThat(down(ready())).hasSize(4);
  }

  @Test
  void aReportIsKeptForASecondHoweverOftenItIsAskedFor() throws TimeoutException {
    HealthProbe probe = probe(HealthCheck.READY);
    assertThat(ask(probe).up()).isTrue();
    stopping = true;

    nanos += HealthProbe.KEPT.toNanos() - 1;
    assertThat(ask(probe).up()).isTrue();
    nanos += 1;
    assertThat(ask(probe).up()).isFalse();
  }

  @Test
  void aCheckThatBreaksIsDownAndTellsNothingOfTheMachine() throws TimeoutException {
    HealthCheck broken =
        new HealthCheck(
            "journal",
            condition -> {
              throw new IllegalStateException("/srv/secret is gone");
            });
    HealthReport report = ask(probe(List.of(broken)));

    assertThat(down(report)).containsExactly("journal: check-failed");
    assertThat(report.status()).isEqualTo(503);
    assertThat(report.body().encode()).doesNotContain("secret");
  }

  @Test
  void aFaultTellsWhatToDoAndNoPath() {
    for (HealthFault fault : HealthFault.values()) {
      assertThat(fault.toJson().getString("detail")).hasSizeGreaterThan(20).doesNotContain("/");
    }
    assertThat(Optional.of(HealthFault.EVENT_LOOP_STUCK).map(HealthFault::wireName))
        .contains("event-loop-stuck");
  }
}
