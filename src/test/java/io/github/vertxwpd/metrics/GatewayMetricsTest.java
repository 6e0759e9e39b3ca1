package io.github.vertxwpd.metrics;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a whole gateway says at {@code /metrics}. */
@ExtendWith(VertxExtension.class)
@Timeout(60)
class GatewayMetricsTest {
  /** What may be told apart: each has a few values, whatever the fleet and however it is used. */
  private static final Set<String> LABELS =
      Set.of(
          "action",
          "area",
          "call",
          "cause",
          "code",
          "gc",
          "id",
          "kind",
          "le",
          "link",
          "outcome",
          "provider",
          "reason",
          "state",
          "type",
          "verb",
          "version");

  @TempDir private Path data;

  private MeasuredGateway deploy(Vertx vertx, JsonObject configuration) throws Exception {
    return MeasuredGateway.deploy(vertx, data, configuration);
  }

  private static JsonObject script(String second, String third) {
    return new JsonObject()
        .put(
            "simulated",
            new JsonObject().put("script", new JsonObject().put("2", second).put("3", third)));
  }

  @Test
  void whatBecomesOfOperationsIsCounted(Vertx vertx) throws Exception {
    MeasuredGateway gateway = deploy(vertx, script("twice", "never"));
    gateway.client.disconnect(gateway.device(1)).await(20, SECONDS);
    gateway.client.disconnect(gateway.device(2)).await(20, SECONDS);
    gateway.client.disconnect(gateway.device(3)).await(20, SECONDS);
    gateway.client.disconnect("bt-nobody").otherwiseEmpty().await(20, SECONDS);

    Scrape scrape =
        gateway.until(
            now ->
                now.value("wpd_operations_ended_total{outcome=\"succeeded\",verb=\"disconnect\"}")
                        == 2
                    && now.value("wpd_callbacks_ignored_total{kind=\"repeated\"}") == 1
                    && now.value("wpd_devices{link=\"disconnected\"}") == 2);

    assertThat(scrape.value("wpd_operations_accepted_total{verb=\"disconnect\"}")).isEqualTo(3);
    assertThat(scrape.value("wpd_operations_running{verb=\"disconnect\"}")).isEqualTo(1);
    assertThat(scrape.value("wpd_operation_oldest_seconds")).isPositive();
    assertThat(
            scrape.value(
                "wpd_operation_duration_seconds_count{outcome=\"succeeded\",verb=\"disconnect\"}"))
        .isEqualTo(2);
    assertThat(scrape.value("wpd_operations_ended_total{outcome=\"lost\",verb=\"connect\"}"))
        .isZero();
    assertThat(scrape.value("wpd_commands_refused_total{code=\"device-not-found\"}")).isEqualTo(1);
    assertThat(scrape.value("wpd_native_call_duration_seconds_count{call=\"disconnect\"}"))
        .isEqualTo(3);
    assertThat(scrape.value("wpd_native_call_duration_seconds_count{call=\"list\"}")).isPositive();
    assertThat(scrape.value("wpd_events_appended_total{type=\"operation.accepted\"}")).isEqualTo(3);
    assertThat(scrape.value("wpd_stream_head")).isGreaterThanOrEqualTo(9);
    assertThat(scrape.value("wpd_journal_sync_seconds_count")).isPositive();
    assertThat(scrape.value("wpd_journal_size_bytes")).isPositive();
    assertThat(scrape.value("wpd_journal_free_bytes")).isPositive();
  }

  @Test
  void noNumberIsOfADeviceAUserOrAGateway(Vertx vertx) throws Exception {
    MeasuredGateway gateway = deploy(vertx, new JsonObject());
    String device = gateway.device(1);
    gateway.client.disconnect(device).await(20, SECONDS);

    Scrape scrape = gateway.scrape();

    assertThat(LABELS).containsAll(scrape.labels());
    assertThat(scrape.text())
        .doesNotContain(device, MeasuredGateway.GATEWAY, data.getFileName().toString());
  }

  @Test
  void aCallThatHangsIsCountedAndTheReasonIsAGauge(Vertx vertx) throws Exception {
    JsonObject configuration =
        script("hang:6000", "flap").put("wpd", new JsonObject().put("callTimeoutMs", 300));
    MeasuredGateway gateway = deploy(vertx, configuration);
    gateway.client.disconnect(gateway.device(2)).otherwiseEmpty().await(20, SECONDS);

    Scrape scrape = gateway.until(now -> now.value("wpd_degraded{reason=\"apartment-hung\"}") == 1);

    assertThat(scrape.value("wpd_native_calls_hanging")).isEqualTo(1);
    assertThat(scrape.value("wpd_native_calls_abandoned_total{call=\"disconnect\"}")).isEqualTo(1);
    assertThat(scrape.value("wpd_degraded{reason=\"journal-unavailable\"}")).isZero();
    assertThat(scrape.value("wpd_degraded{reason=\"other\"}")).isZero();
  }

  @Test
  void itIsTextThatPrometheusReadsAndNobodyKeeps(Vertx vertx) throws Exception {
    HttpResponse<String> answer = deploy(vertx, new JsonObject()).get("/metrics");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    assertThat(answer.body()).contains("\nwpd_build_info{provider=\"simulated\",version=\"");
  }

  @Test
  void whereItIsSwitchedOffThereIsNothing(Vertx vertx) throws Exception {
    JsonObject off = new JsonObject().put("http", new JsonObject().put("metrics", false));

    HttpResponse<String> answer = deploy(vertx, off).get("/metrics");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("not-found");
  }
}
