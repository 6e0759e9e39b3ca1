package io.github.vertxwpd;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.audit.AuditReport;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a whole gateway records, and what it does where it cannot. */
@ExtendWith(VertxExtension.class)
class AuditedGatewayTest {
  private Vertx vertx;
  private WpdClient client;
  @TempDir private Path data;
  private Path audit;

  @BeforeEach
  void useTheInjectedVertx(Vertx injected) {
    vertx = injected;
    client = WpdClient.create(vertx);
    audit = data.resolve("audit");
  }

  @Test
  void aGatewaysLifeIsRecordedFromItsStartToItsStop() throws Exception {
    WpdGateway gateway = deploy(new JsonObject());
    Operation ended = runToItsEnd();
    gateway.close().await(20, SECONDS);

    assertThat(actions())
        .containsExactlyInAnyOrder(
            "gateway.started",
            "command",
            "command.answered",
            "operation.ended",
            "gateway.stopping",
            "audit.checkpoint")
        .startsWith("gateway.started", "command")
        .endsWith("audit.checkpoint");
    JsonObject started = records().get(0);
    assertThat(started.getString("incarnation")).isEqualTo(gateway.info().incarnation());
    assertThat(started.getJsonObject("configuration").getInteger("simulated.latencyMs"))
        .isEqualTo(20);
    assertThat(started.getJsonObject("security").getString("host")).isEqualTo("127.0.0.1");
    assertThat(endedOperations()).containsExactly(ended.id());
    assertThat(AuditReport.of(audit, Optional.empty()).holds()).isTrue();
  }

  @Test
  void eachOutcomeIsRecordedOnceAcrossRestarts() throws Exception {
    List<String> ended = new ArrayList<>();
    for (int run = 0; run < 3; run++) {
      WpdGateway gateway = deploy(new JsonObject());
      ended.add(runToItsEnd().id());
      ended.add(runToItsEnd().id());
      gateway.close().await(20, SECONDS);
    }

    assertThat(endedOperations()).containsExactlyElementsOf(ended);
    assertThat(AuditReport.of(audit, Optional.empty()).holds()).isTrue();
  }

  @Test
  void whoAskedOverHttpIsRecordedWithTheirAddress() throws Exception {
    WpdGateway gateway = deploy(new JsonObject());
    HttpResponse<String> answer = post(gateway, deviceId());
    assertThat(answer.statusCode()).isEqualTo(202);
    gateway.close().await(20, SECONDS);

    JsonObject command = records("command").get(0);
    assertThat(command.getJsonObject("actor").getString("via")).isEqualTo("rest");
    assertThat(command.getJsonObject("actor").getString("address")).isEqualTo("127.0.0.1");
    assertThat(records("command.answered").get(0).getString("operation"))
        .isEqualTo(new JsonObject(answer.body()).getString("operation"));
  }

  @Test
  void whileTheLogCannotBeWrittenCommandsAreRefusedAndReadsGoOn() throws Exception {
    WpdGateway gateway = deploy(new JsonObject());
    String device = deviceId();
    Path away = data.resolve("away");
    Files.move(audit, away);

    assertThatThrownBy(() -> client.disconnect(device).await(20, SECONDS))
        .isInstanceOfSatisfying(
            WpdException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ProblemCode.JOURNAL_UNAVAILABLE);
              assertThat(e.problem().detail()).contains(audit.toString()).contains("is gone");
            });
    HttpResponse<String> refused = post(gateway, device);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(client.devices().await(20, SECONDS)).hasSize(3);
    assertThat(client.history().await(20, SECONDS).events()).isNotEmpty();
    assertThat(degraded()).containsExactly("audit-unavailable");

    Files.move(away, audit);
    while (!degraded().isEmpty()) {
      Thread.onSpinWait();
    }
    Operation ended = runToItsEnd();
    gateway.close().await(20, SECONDS);
    assertThat(actions()).contains("audit.resumed");
    assertThat(endedOperations()).containsExactly(ended.id());
  }

  @Test
  void aGatewayThatCannotRecordDoesNotStartAndSaysWhatToDo() throws Exception {
    Files.createFile(audit);

    assertThatThrownBy(() -> deploy(new JsonObject()))
        .isInstanceOf(WpdException.class)
        .hasMessageContaining("journal-unavailable")
        .hasMessageContaining(audit.toString())
        .satisfies(
            e ->
                assertThat(((WpdException) e).problem().hint().orElseThrow())
                    .contains("audit.dir")
                    .contains("data.dir")
                    .contains("audit.enabled"));
    Files.delete(audit);
    deploy(new JsonObject());
  }

  @Test
  void whereItIsDisabledNothingIsRecorded() throws Exception {
    Files.createFile(audit);
    WpdGateway gateway =
        deploy(new JsonObject().put("audit", new JsonObject().put("enabled", false)));
    runToItsEnd();
    gateway.close().await(20, SECONDS);

    assertThat(audit).isEmptyFile();
  }

  @Test
  void theRecordsMayBeElsewhere() throws Exception {
    audit = data.resolve("elsewhere");
    WpdGateway gateway =
        deploy(new JsonObject().put("audit", new JsonObject().put("dir", audit.toString())));
    gateway.close().await(20, SECONDS);

    assertThat(actions())
        .containsExactly("gateway.started", "gateway.stopping", "audit.checkpoint");
    assertThat(data.resolve("audit")).doesNotExist();
  }

  private Operation runToItsEnd() throws Exception {
    Device device = client.devices().await(20, SECONDS).get(0);
    OperationOptions waiting = new OperationOptions().setWait(true);
    return switch (device.link()) {
      case DISCONNECTED -> client.connect(device.id().value(), waiting).await(20, SECONDS);
      default -> client.disconnect(device.id().value(), waiting).await(20, SECONDS);
    };
  }

  private String deviceId() throws Exception {
    return client.devices().await(20, SECONDS).get(0).id().value();
  }

  private List<Object> degraded() throws Exception {
    return vertx
        .eventBus()
        .<JsonObject>request("wpd.gateways", new JsonObject())
        .await(20, SECONDS)
        .body()
        .getJsonArray("gateways")
        .getJsonObject(0)
        .getJsonArray("degraded")
        .stream()
        .toList();
  }

  private static HttpResponse<String> post(WpdGateway gateway, String device) throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:"
                + gateway.httpPort().orElseThrow()
                + "/api/v1/devices/"
                + device
                + "/disconnect");
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());
  }

  private List<JsonObject> records() throws Exception {
    List<JsonObject> records = new ArrayList<>();
    try (var files = Files.list(audit)) {
      for (Path file :
          files.filter(name -> name.toString().endsWith(".ndjson")).sorted().toList()) {
        Files.readAllLines(file).forEach(line -> records.add(new JsonObject(line)));
      }
    }
    return records;
  }

  private List<JsonObject> records(String action) throws Exception {
    return records().stream().filter(record -> record.getString("action").equals(action)).toList();
  }

  private List<String> actions() throws Exception {
    return records().stream().map(record -> record.getString("action")).toList();
  }

  private List<String> endedOperations() throws Exception {
    return records("operation.ended").stream()
        .map(record -> record.getString("operation"))
        .toList();
  }

  private WpdGateway deploy(JsonObject configuration) throws Exception {
    JsonObject defaults =
        new JsonObject()
            .put("provider", "simulated")
            .put("gateway", new JsonObject().put("id", "gw-test"))
            .put("http", new JsonObject().put("port", 0))
            .put("data", new JsonObject().put("dir", data.toString()))
            .put("simulated", new JsonObject().put("devices", 3).put("latencyMs", 20));
    WpdOptions options = new WpdOptions(defaults.mergeIn(configuration, true));
    return WpdGateway.deploy(vertx, options).await(20, SECONDS);
  }
}
