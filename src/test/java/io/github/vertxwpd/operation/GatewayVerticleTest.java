package io.github.vertxwpd.operation;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.ComOptions;
import io.github.vertxwpd.SimulatorOptions;
import io.github.vertxwpd.WpdClient;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.connector.simulated.SimulatedProvider;
import io.github.vertxwpd.documents.BusTraffic;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.stream.MemoryJournal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The event-bus contract, against the simulator. */
@ExtendWith(VertxExtension.class)
class GatewayVerticleTest {
  private final BlockingQueue<JsonObject> completions = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonObject> events = new LinkedBlockingQueue<>();

  private final MemoryJournal journal = MemoryJournal.empty("e1");

  private Vertx vertx;
  private BusTraffic traffic;
  private WpdClient client;

  @BeforeEach
  void deploy(Vertx injected) throws Exception {
    vertx = injected;
    traffic = BusTraffic.watch(vertx);
    client = WpdClient.create(vertx);
    client.onCompleted(Verb.DISCONNECT, completions::add).completion().await(20, SECONDS);
    client.onEvent(events::add).completion().await(20, SECONDS);
    JsonObject script = new JsonObject().put("2", "refuse:0x80070005").put("3", "vanish");
    ComOptions neverPolling = new ComOptions().setPollIntervalMs(3_600_000);
    SimulatedProvider provider =
        new SimulatedProvider(
            new SimulatorOptions().setDevices(3).setLatencyMs(20).setScript(script));
    vertx
        .deployVerticle(
            new GatewayVerticle(
                "gw-1",
                "1.0.0",
                provider,
                new WpdOptions().setWpd(neverPolling),
                journal,
                AuditTrail.NONE))
        .await(20, SECONDS);
  }

  @AfterEach
  void everythingIsAsDescribed() {
    traffic.check();
  }

  @Test
  void aDisconnectIsRepliedToWhenQueuedAndItsCompletionIsPublished() throws Exception {
    Device device = connected();
    Operation reply = client.disconnect(device.id().value()).await(20, SECONDS);
    assertThat(reply.state()).isEqualTo(OperationState.PENDING);
    assertThat(reply.gateway()).isEqualTo("gw-1");

    JsonObject event = completions.poll(20, SECONDS);
    assertThat(event.getString("type")).isEqualTo("wpd.operation.completed.v1");
    assertThat(event.getString("source")).isEqualTo("/gateways/gw-1");
    assertThat(event.getString("subject")).isEqualTo("devices/" + device.id());
    JsonObject data = event.getJsonObject("data");
    assertThat(data.getString("operation")).isEqualTo(reply.id());
    assertThat(data.getString("outcome")).isEqualTo("succeeded");
    assertThat(data.getBoolean("verified")).isTrue();
    assertThat(data.getString("after")).isEqualTo("disconnected");

    assertThat(client.devices().await(20, SECONDS))
        .filteredOn(d -> d.id().equals(device.id()))
        .extracting(Device::link)
        .containsExactly(LinkState.DISCONNECTED);
    assertThat(client.operation(reply.id()).await(20, SECONDS).state())
        .isEqualTo(OperationState.ENDED);
  }

  @Test
  void aGatewayThatHasStartedKeepsNothingForHavingStarted() {
    assertThat(journal.isForgotten()).isTrue();
  }

  @Test
  void whoStillAsksWhenTheEventLoopHasEndedIsToldThatTheGatewayIsStopping() throws Exception {
    Vertx closing = Vertx.vertx();
    GatewayVerticle gateway =
        new GatewayVerticle(
            "gw-2",
            "1.0.0",
            new SimulatedProvider(new SimulatorOptions()),
            new WpdOptions(),
            MemoryJournal.empty("e1"),
            AuditTrail.NONE);
    closing.deployVerticle(gateway).await(20, SECONDS);
    closing.close().await(20, SECONDS);

    Future<?> refused = gateway.service().operation("any");
    assertThat(refused.cause())
        .isInstanceOfSatisfying(
            WpdException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.GATEWAY_STOPPING));
  }

  @Test
  void aGatewayWhoseStartCannotBeRecordedDoesNotStartAndSaysWhatToDo() throws Exception {
    ScriptedTrail trail = new ScriptedTrail();
    trail.setFailing(true);
    GatewayVerticle gateway =
        new GatewayVerticle(
            "gw-2",
            "1.0.0",
            new SimulatedProvider(new SimulatorOptions()),
            new WpdOptions().setAddressPrefix("other"),
            MemoryJournal.empty("e1"),
            trail);

    Problem problem = failure(vertx.deployVerticle(gateway)).problem();

    assertThat(problem.detail()).contains("does not start").contains("the disk is full");
    assertThat(problem.hint().orElseThrow()).contains("audit.dir").contains("audit.enabled");
  }

  @Test
  void theStreamBeginsWithTheStartAndTheDevicesThatWereFound() throws Exception {
    assertThat(events.poll(20, SECONDS).getString("type")).isEqualTo("wpd.gateway.started.v1");
    for (int i = 0; i < 3; i++) {
      JsonObject added = events.poll(20, SECONDS);
      assertThat(added.getString("type")).isEqualTo("wpd.device.added.v1");
      assertThat(added.getJsonObject("data").getString("cause")).isEqualTo("startup");
    }
  }

  @Test
  void aChangeThatTheProviderTellsIsNoticedWithoutWaitingForTheNextPoll() throws Exception {
    client.disconnect(client.devices().await(20, SECONDS).get(2).id().value()).await(20, SECONDS);

    JsonObject event = events.poll(20, SECONDS);
    while (!event.getString("type").equals("wpd.device.removed.v1")) {
      event = events.poll(20, SECONDS);
    }
    assertThat(event.getJsonObject("data").getString("cause")).isEqualTo("external");
    assertThat(client.devices().await(20, SECONDS)).hasSize(2);
  }

  @Test
  void aRefusalCrossesTheBusWithEveryField() throws Exception {
    Device refusing = client.devices().await(20, SECONDS).get(1);
    Verb verb = refusing.link() == LinkState.CONNECTED ? Verb.DISCONNECT : Verb.CONNECT;
    WpdException refusal =
        failure(
            verb == Verb.CONNECT
                ? client.connect(refusing.id().value())
                : client.disconnect(refusing.id().value()));

    Problem problem = refusal.problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.ACCESS_DENIED);
    assertThat(problem.hresult().orElseThrow().hex()).isEqualTo("0x80070005");
    assertThat(problem.operation()).isPresent();
    assertThat(refusal.failureCode()).isEqualTo(403);
    assertThat(refusal.getMessage()).startsWith("access-denied: ");
  }

  @Test
  void anUnknownDeviceIsRefused() throws Exception {
    assertThat(failure(client.disconnect("bt-000000000000")).problem().code())
        .isEqualTo(ProblemCode.DEVICE_NOT_FOUND);
  }

  @Test
  void aBodyThatIsNoJsonObjectIsMalformed() throws Exception {
    assertThat(failure(vertx.eventBus().request("wpd.disconnect", "please")).problem().code())
        .isEqualTo(ProblemCode.MALFORMED);
    assertThat(failure(vertx.eventBus().request("wpd.devices", null)).problem().code())
        .isEqualTo(ProblemCode.MALFORMED);
  }

  @Test
  void aBodyWithAnUnknownMemberIsRefused() throws Exception {
    JsonObject body = new JsonObject().put("devise", "x");

    assertThat(failure(vertx.eventBus().request("wpd.disconnect", body)).problem().detail())
        .contains("did you mean \"device\"?");
  }

  @Test
  void aCommandForAnotherGatewayIsRefused() throws Exception {
    JsonObject body =
        new JsonObject().put("device", connected().id().value()).put("gateway", "gw-2");

    assertThat(failure(vertx.eventBus().request("wpd.disconnect", body)).problem().code())
        .isEqualTo(ProblemCode.GATEWAY_NOT_FOUND);
  }

  @Test
  void whereNoGatewayAnswersTheClientSaysSo() throws Exception {
    assertThat(failure(WpdClient.create(vertx, "elsewhere").devices()).problem().code())
        .isEqualTo(ProblemCode.GATEWAY_UNREACHABLE);
  }

  private Device connected() throws Exception {
    List<Device> devices = client.devices().await(20, SECONDS);
    return devices.stream().filter(d -> d.link() == LinkState.CONNECTED).findFirst().orElseThrow();
  }

  private static WpdException failure(Future<?> future) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    future.onComplete(result -> done.countDown());
    assertThat(done.await(20, SECONDS)).isTrue();
    assertThat(future.cause()).isInstanceOf(WpdException.class);
    return (WpdException) future.cause();
  }
}
