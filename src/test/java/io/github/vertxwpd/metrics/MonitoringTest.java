package io.github.vertxwpd.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.fleet.FleetCondition;
import io.github.vertxwpd.fleet.Liveness;
import io.github.vertxwpd.metrics.Monitoring.Alert;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.operation.GatewayCondition;
import io.github.vertxwpd.stream.MemoryJournal;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The manual, the rules and the dashboard name the metrics that there are. */
class MonitoringTest {
  private static final Path MANUAL = Path.of("src", "main", "asciidoc", "monitoring.adoc");
  private static final Pattern ROW = Pattern.compile("(?m)^\\|`(wpd_[a-z_]+)` \\|([a-z]+) \\|");
  private static final String RUNBOOK = "src/main/asciidoc/monitoring.adoc#";

  private static final Gateway GATEWAY =
      new Gateway(
          "gw-017",
          "0198f3c2-7e1a-7c44-9d0e-2b1f5a7c9e10",
          "k3f9",
          "up",
          "simulated",
          "1.0.0",
          Instant.EPOCH,
          Instant.EPOCH,
          8,
          List.of());

  /** Says everything that there is to say, once. */
  private static Scrape everything() {
    PrometheusMetrics metrics = new PrometheusMetrics("simulated");
    metrics.gateway().commandRefused(ProblemCode.OPERATION_IN_PROGRESS);
    metrics.gateway().devicesCounted(Map.of(LinkState.CONNECTED, 8L));
    metrics.gateway().happened(new EventBody.GatewayStarted(GATEWAY));
    metrics.watch(
        () ->
            new GatewayCondition(
                Duration.ofMillis(1_500), Duration.ZERO, false, true, false, List.of("new-reason")),
        MemoryJournal.stream(GATEWAY.id(), "k3f9", Clock.systemUTC(), 10));
    metrics.watchCertificate(() -> Instant.now().plusSeconds(90));
    metrics.watchFleet(() -> new FleetCondition(Map.of(), 0));
    try {
      return new Scrape(metrics.page().orElseThrow().write());
    } finally {
      metrics.close();
    }
  }

  private static Set<String> families(Scrape scrape) {
    return scrape.families().stream()
        .filter(name -> name.startsWith("wpd_") && !name.endsWith("_seconds_max"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String manual() throws Exception {
    return Files.readString(MANUAL);
  }

  @Test
  void everyMetricIsInTheManualWithItsKind() throws Exception {
    Scrape scrape = everything();
    List<MatchResult> rows = ROW.matcher(manual()).results().toList();

    assertThat(rows)
        .extracting(row -> row.group(1))
        .containsExactlyInAnyOrderElementsOf(families(scrape));
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(scrape.text())
                    .contains("# TYPE " + row.group(1) + " " + row.group(2) + "\n"));
  }

  @Test
  void aReasonThatNobodyThoughtOfIsSeenAllTheSame() {
    Scrape scrape = everything();

    assertThat(scrape.value("wpd_degraded{reason=\"other\"}")).isEqualTo(1);
    assertThat(scrape.value("wpd_journal_trouble")).isEqualTo(1);
    assertThat(scrape.value("wpd_event_loop_silence_seconds")).isEqualTo(1.5);
    assertThat(scrape.value("wpd_certificate_expiry_seconds")).isBetween(80.0, 90.0);
  }

  @Test
  void everyReasonOfTheManualHasItsGauge() throws Exception {
    String operating = Files.readString(Path.of("src", "main", "asciidoc", "operating.adoc"));
    String section =
        operating.substring(operating.indexOf("[[degraded]]"), operating.indexOf("[[logging]]"));

    for (MatchResult row :
        Pattern.compile("(?m)^\\|(`.*`) \\|").matcher(section).results().toList()) {
      for (String reason : row.group(1).replace("`", "").split(", ", -1)) {
        assertThat(ConditionMeters.REASONS).contains(reason);
      }
    }
  }

  @Test
  void theRulesNameMetricsThatThereAre() {
    Set<String> named =
        Monitoring.metricsIn(Monitoring.alerts().stream().map(Alert::expression).toList());

    assertThat(named).hasSizeGreaterThan(15);
    assertThat(known()).containsAll(named);
  }

  @Test
  void theDashboardNamesMetricsThatThereAreAndShowsAllOfOurs() {
    Set<String> named = Monitoring.metricsIn(Monitoring.dashboardQueries());

    assertThat(known()).containsAll(named);
    assertThat(named.stream().map(name -> name.replaceFirst("_bucket$", "")).toList())
        .containsAll(families(everything()));
  }

  /** Prometheus itself adds {@code up}. */
  private static Set<String> known() {
    Set<String> known = new HashSet<>(everything().names());
    known.add("up");
    return known;
  }

  @Test
  void everyRuleHasARunbookASeverityAndATest() throws Exception {
    List<Alert> alerts = Monitoring.alerts();

    assertThat(alerts).extracting(Alert::name).doesNotHaveDuplicates();
    assertThat(Monitoring.firedAlerts())
        .containsExactlyInAnyOrderElementsOf(alerts.stream().map(Alert::name).toList());
    for (Alert alert : alerts) {
      assertThat(alert.severity()).isIn("critical", "warning");
      assertThat(alert.runbook()).startsWith(RUNBOOK);
      assertThat(manual())
          .contains(
              "[[%s]]\n=== %s\n"
                  .formatted(alert.runbook().substring(RUNBOOK.length()), alert.name()));
    }
    assertThat(manual().split("\n=== ", -1)).hasSize(alerts.size() + 1);
  }

  @Test
  void theDashboardsQueriesAreOfTheGatewaysThatAreChosen() {
    assertThat(Monitoring.dashboardQueries())
        .hasSizeGreaterThan(30)
        .allSatisfy(
            query -> assertThat(query).contains("job=~\"$job\"", "instance=~\"$instance\""));
  }

  @Test
  void theDashboardsPanelsHaveAPlaceOfTheirOwn() {
    Set<Integer> ids = new HashSet<>();
    List<JsonObject> places = new ArrayList<>();
    for (Object one : Monitoring.dashboard().getJsonArray("panels")) {
      JsonObject panel = (JsonObject) one;
      JsonObject place = panel.getJsonObject("gridPos");
      assertThat(ids.add(panel.getInteger("id"))).isTrue();
      assertThat(place.getInteger("x") + place.getInteger("w")).isLessThanOrEqualTo(24);
      assertThat(places).noneMatch(other -> overlap(other, place));
      places.add(place);
    }
  }

  private static boolean overlap(JsonObject one, JsonObject other) {
    return overlap(one, other, "x", "w") && overlap(one, other, "y", "h");
  }

  private static boolean overlap(JsonObject one, JsonObject other, String start, String length) {
    int first = one.getInteger(start);
    int second = other.getInteger(start);
    return first < second + other.getInteger(length) && second < first + one.getInteger(length);
  }

  @Test
  void aClusterIsShownOnceThereIsOne() {
    PrometheusMetrics metrics = new PrometheusMetrics("simulated");
    metrics.watchFleet(() -> new FleetCondition(Map.of(Liveness.UP, 3L, Liveness.LOST, 1L), 2));
    Scrape scrape = new Scrape(metrics.page().orElseThrow().write());
    metrics.close();

    assertThat(scrape.value("wpd_cluster_members{state=\"up\"}")).isEqualTo(3);
    assertThat(scrape.value("wpd_cluster_members{state=\"lost\"}")).isEqualTo(1);
    assertThat(scrape.value("wpd_cluster_members{state=\"suspected\"}")).isZero();
    assertThat(scrape.value("wpd_cluster_gaps_total")).isEqualTo(2);
  }
}
