package io.github.vertxwpd.operation;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vertxwpd.SimulatorOptions;
import io.github.vertxwpd.WpdClient;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.connector.simulated.SimulatedProvider;
import io.github.vertxwpd.documents.BusTraffic;
import io.github.vertxwpd.model.HistoryPage;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.stream.MemoryJournal;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands and queries as bare messages, answered by a whole gateway. */
@ExtendWith(VertxExtension.class)
class BusEndpointTest {
  private final BlockingQueue<JsonObject> ends = new LinkedBlockingQueue<>();

  private final ScriptedTrail trail = new ScriptedTrail();

  private Vertx vertx;
  private BusTraffic traffic;
  private String silent;

  /** The first device's requests are never called back. */
  @BeforeEach
  void deploy(Vertx injected) throws Exception {
    vertx = injected;
    traffic = BusTraffic.watch(vertx);
    SimulatedProvider provider =
        new SimulatedProvider(
            new SimulatorOptions()
                .setDevices(2)
                .setLatencyMs(1)
                .setScript(new JsonObject().put("1", "never")));
    vertx
        .deployVerticle(
            new GatewayVerticle(
                "gw-1", "1.0.0", provider, new WpdOptions(), MemoryJournal.empty("e1"), trail))
        .await(20, SECONDS);
    WpdClient client = WpdClient.create(vertx);
    client.onCompleted(Verb.DISCONNECT, ends::add).completion().await(20, SECONDS);
    silent = client.devices().await(20, SECONDS).get(0).id().value();
  }

  @AfterEach
  void everythingIsAsDescribed() {
    assertThat(traffic.replied()).contains("wpd.devices");
    traffic.check();
  }

  @Test
  void gatewaysAreListedWithTheCursorOfThatMoment() throws Exception {
    JsonObject reply = request("wpd.gateways", new JsonObject());
    JsonObject gateway = reply.getJsonArray("gateways").getJsonObject(0);

    assertThat(reply.getJsonArray("gateways")).hasSize(1);
    assertThat(gateway.getString("gateway")).isEqualTo("gw-1");
    assertThat(gateway.getString("provider")).isEqualTo("simulated");
    assertThat(gateway.getString("epoch")).isEqualTo("e1");
    assertThat(gateway.getInteger("devices")).isEqualTo(2);
    assertThat(reply.getString("cursor"))
        .isEqualTo(request("wpd.devices", new JsonObject()).getString("cursor"));
  }

  @Test
  void aCancellationIsRepliedToAtOnceAndItsEndIsPublished() throws Exception {
    String operation = disconnect();
    JsonObject reply = request("wpd.cancel", new JsonObject().put("operation", operation));
    assertThat(reply.getString("operation")).isEqualTo(operation);

    JsonObject end = ends.poll(20, SECONDS).getJsonObject("data");
    assertThat(end.getString("operation")).isEqualTo(operation);
    assertThat(end.getString("outcome")).isEqualTo("cancelled");
    Problem again = refusal("wpd.cancel", new JsonObject().put("operation", operation));
    assertThat(again.code()).isEqualTo(ProblemCode.OPERATION_ENDED);
    assertThat(again.operation()).contains(operation);
    assertThat(again.detail()).contains("cancelled");
  }

  @Test
  void whatIsNotKnownCannotBeCancelled() {
    Problem problem = refusal("wpd.cancel", new JsonObject().put("operation", "nothing"));

    assertThat(problem.code()).isEqualTo(ProblemCode.OPERATION_NOT_FOUND);
  }

  @Test
  void operationsAreListedAsTheQuerySays() throws Exception {
    String operation = disconnect();

    assertThat(operations(new JsonObject())).containsExactly(operation);
    assertThat(operations(new JsonObject().put("device", silent).put("state", "pending")))
        .containsExactly(operation);
    assertThat(operations(new JsonObject().put("operation", operation))).containsExactly(operation);
    assertThat(operations(new JsonObject().put("state", "ended"))).isEmpty();
    assertThat(operations(new JsonObject().put("gateway", "another"))).isEmpty();
  }

  @Test
  void historyIsReadInPagesFromTheOldestEventOn() throws Exception {
    disconnect();
    JsonObject all = request("wpd.history", new JsonObject());
    assertThat(all.getBoolean("more")).isFalse();
    assertThat(all.containsKey("reset")).isFalse();
    assertThat(ids(all)).startsWith("e1:1").hasSizeGreaterThan(2);

    JsonObject first = request("wpd.history", new JsonObject().put("limit", 1));
    JsonObject rest =
        request("wpd.history", new JsonObject().put("cursor", first.getString("cursor")));
    assertThat(first.getBoolean("more")).isTrue();
    assertThat(ids(first)).containsExactly("e1:1");
    assertThat(ids(rest)).isEqualTo(ids(all).subList(1, ids(all).size()));
    assertThat(rest.getString("cursor")).isEqualTo(all.getString("cursor"));
  }

  @Test
  void theEventsOfAnOperationAreThoseSinceItsCursor() throws Exception {
    JsonObject operation =
        request("wpd.disconnect", new JsonObject().put("device", silent).put("requestId", "r-1"));
    HistoryPage page =
        WpdClient.create(vertx).history(operation.getString("cursor"), 1).await(20, SECONDS);

    assertThat(page.reset()).isEmpty();
    assertThat(page.events())
        .singleElement()
        .satisfies(event -> assertThat(event.getString("correlationid")).isEqualTo("r-1"));
  }

  @Test
  void aCursorOfAnotherJournalIsAnsweredWithAResetAndNoEvent() throws Exception {
    WpdClient client = WpdClient.create(vertx);
    HistoryPage all = client.history().await(20, SECONDS);
    HistoryPage page = client.history("zzzz.1").await(20, SECONDS);

    assertThat(page)
        .isEqualTo(new HistoryPage(List.of(), all.cursor(), false, Optional.of(ResetReason.EPOCH)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wpd.gateways|{\"gateway\":\"gw-1\"}|none is known",
        "wpd.cancel|{\"opration\":\"x\"}|did you mean \"operation\"",
        "wpd.cancel|{}|operation is required",
        "wpd.history|{\"limit\":0}|limit must be at least 1",
        "wpd.history|{\"limit\":1001}|limit must be at most 1000",
        "wpd.history|{\"cursr\":\"e1.1\"}|did you mean \"cursor\"",
        "wpd.history|{\"cursor\":7}|cursor must be of type string",
        "wpd.operations|{\"limit\":0}|limit must be at least 1",
        "wpd.operations|{\"stat\":\"ended\"}|did you mean \"state\""
      })
  void aBodyThatIsNotValidIsRefused(String address, String body, String detail) {
    Problem problem = refusal(address, new JsonObject(body));

    assertThat(problem.code()).isEqualTo(ProblemCode.VALIDATION_FAILED);
    assertThat(problem.detail()).contains(detail);
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("events").stream()
        .map(event -> ((JsonObject) event).getString("id"))
        .toList();
  }

  private String disconnect() throws TimeoutException {
    return request("wpd.disconnect", new JsonObject().put("device", silent)).getString("operation");
  }

  private List<String> operations(JsonObject query) throws TimeoutException {
    return request("wpd.operations", query).getJsonArray("operations").stream()
        .map(operation -> ((JsonObject) operation).getString("operation"))
        .toList();
  }

  @Test
  void aCommandIsRecordedWithItsOutcomeAndAQueryIsNot() throws Exception {
    String operation = disconnect();
    request("wpd.cancel", new JsonObject().put("operation", operation));
    assertThat(ends.poll(20, SECONDS)).isNotNull();
    request("wpd.operations", new JsonObject());

    assertThat(trail.recorded())
        .extracting(AuditEntry::action)
        .startsWith(
            AuditAction.GATEWAY_STARTED,
            AuditAction.COMMAND,
            AuditAction.COMMAND_ANSWERED,
            AuditAction.COMMAND)
        .containsOnlyOnce(AuditAction.OPERATION_ENDED)
        .hasSize(6);
    assertThat(trail.recorded().get(1).caller()).isEqualTo(Caller.BUS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wpd.disconnect|disconnect|{\"device\":\"bt-1\",\"hold\":7}|bt-1",
        "wpd.connect|connect|{\"device\":\"bt-1\",\"hold\":true}|bt-1",
        "wpd.disconnect|disconnect|{\"device\":7}|",
        "wpd.cancel|cancel|{}|"
      })
  void aCommandThatIsNotValidIsRecordedAsDenied(
      String address, String verb, String body, String device) {
    refusal(address, new JsonObject(body));

    AuditEntry denial = trail.recorded().get(trail.recorded().size() - 1);
    assertThat(denial.action()).isEqualTo(AuditAction.COMMAND);
    assertThat(denial.decision()).contains(AuditEntry.Decision.DENY);
    assertThat(denial.reason()).contains(ProblemCode.VALIDATION_FAILED);
    assertThat(denial.details().getString("verb")).isEqualTo(verb);
    assertThat(denial.details().getString("device")).isEqualTo(device);
  }

  @Test
  void whileNothingCanBeRecordedCommandsAreRefusedAndQueriesAnswered() throws Exception {
    trail.setFailing(true);

    assertThat(refusal("wpd.disconnect", new JsonObject().put("device", silent)).code())
        .isEqualTo(ProblemCode.JOURNAL_UNAVAILABLE);
    assertThat(request("wpd.devices", new JsonObject()).getJsonArray("devices")).hasSize(2);
    assertThat(operations(new JsonObject())).isEmpty();
    assertThat(
            request("wpd.gateways", new JsonObject())
                .getJsonArray("gateways")
                .getJsonObject(0)
                .getJsonArray("degraded"))
        .containsExactly("audit-unavailable");
  }

  private JsonObject request(String address, JsonObject body) throws TimeoutException {
    return vertx.eventBus().<JsonObject>request(address, body).await(20, SECONDS).body();
  }

  private Problem refusal(String address, JsonObject body) {
    return catchThrowableOfType(WpdException.class, () -> request(address, body)).problem();
  }
}
