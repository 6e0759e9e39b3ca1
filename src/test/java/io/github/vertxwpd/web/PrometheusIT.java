package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.Lane;
import io.github.vertxwpd.metrics.Monitoring;
import io.github.vertxwpd.metrics.Monitoring.Alert;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process, scraped by a real Prometheus that evaluates the rules: all that the rules and
 * the dashboard ask for is there.
 */
@Timeout(120)
class PrometheusIT {
  /** This gateway is alone. */
  private static final String OF_A_CLUSTER = "wpd_cluster_";

  @TempDir private static Path directory;
  private static GatewayJar gateway;
  private static PrometheusServer prometheus;

  @BeforeAll
  static void start() throws Exception {
    Path jar = GatewayJar.path(Lane.PROMETHEUS);
    PrometheusServer.requireTools();
    TestCertificate certificate = TestCertificate.in(directory);
    gateway =
        GatewayJar.start(
            jar,
            "http.port=0",
            "data.dir=" + directory.resolve("data"),
            "simulated.latencyMs=20",
            "http.tls.certificate=" + certificate.file(),
            "http.tls.key=" + certificate.key());
    use(certificate);
    prometheus = PrometheusServer.start(directory, gateway.port(), certificate.file());
  }

  /** What is counted by what somebody does is there once somebody has done it. */
  private static void use(TestCertificate certificate) throws Exception {
    HttpClient client = HttpClient.newBuilder().sslContext(certificate.trusted()).build();
    for (String path : List.of("bt-nobody/disconnect", device(client) + "/disconnect")) {
      HttpRequest command =
          HttpRequest.newBuilder(URI.create(gateway.url() + "/api/v1/devices/" + path))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"wait\":true}"))
              .build();
      client.send(command, BodyHandlers.ofString());
    }
  }

  private static String device(HttpClient client) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway.url() + "/api/v1/devices")).build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    return new JsonObject(answer.body())
        .getJsonArray("devices")
        .getJsonObject(0)
        .getString("device");
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (prometheus != null) {
      prometheus.close();
    }
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void theFilesAreWhatPrometheusTakes() throws Exception {
    PrometheusServer.promtool("check", "config", "prometheus.yml");
    PrometheusServer.promtool("check", "rules", "alerts.yaml");
    PrometheusServer.promtool("test", "rules", "alerts-test.yaml");
  }

  @Test
  void everyMetricThatTheRulesAndTheDashboardNameIsInTheScrape() throws Exception {
    Set<String> named =
        Monitoring.metricsIn(Monitoring.alerts().stream().map(Alert::expression).toList());
    named.addAll(Monitoring.metricsIn(Monitoring.dashboardQueries()));

    Set<String> scraped = new TreeSet<>();
    prometheus
        .query("count by (__name__) ({job=\"vertx-wpd\"})")
        .forEach(
            one -> scraped.add(((JsonObject) one).getJsonObject("metric").getString("__name__")));

    named.removeIf(name -> name.startsWith(OF_A_CLUSTER));
    assertThat(scraped).containsAll(named);
  }

  @Test
  void everyRuleIsEvaluatedAndNoneIsReasonForAlarm() throws Exception {
    List<JsonObject> rules = prometheus.rules();

    assertThat(rules)
        .extracting(rule -> rule.getString("name"))
        .containsExactlyInAnyOrderElementsOf(
            Monitoring.alerts().stream().map(Alert::name).toList());
    assertThat(rules)
        .allSatisfy(
            rule -> {
              assertThat(rule.getString("health")).isEqualTo("ok");
              assertThat(rule.getJsonArray("alerts").encode()).doesNotContain("firing");
            });
  }

  @Test
  void everyQueryOfTheDashboardCanBeAsked() throws Exception {
    for (String query : Monitoring.dashboardQueries()) {
      JsonArray answer =
          prometheus.query(
              query
                  .replace("$__rate_interval", "1m")
                  .replace("$job", ".+")
                  .replace("$instance", ".+"));
      assertThat(answer).as(query).isNotNull();
    }
  }
}
