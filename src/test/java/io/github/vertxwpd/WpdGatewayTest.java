package io.github.vertxwpd;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class WpdGatewayTest {
  private Vertx vertx;
  private WpdClient client;
  @TempDir private Path data;

  @BeforeEach
  void useTheInjectedVertx(Vertx injected) {
    vertx = injected;
    client = WpdClient.create(vertx);
  }

  @Test
  void aGatewayAnswersTheBusAndTheWebOnceItIsDeployed() throws Exception {
    WpdGateway gateway = deploy(new JsonObject());
    URI devices =
        URI.create("http://127.0.0.1:" + gateway.httpPort().orElseThrow() + "/api/v1/devices");
    String body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(devices).build(), BodyHandlers.ofString())
            .body();

    assertThat(new JsonObject(body).getJsonArray("devices"))
        .hasSameSizeAs(client.devices().await(20, SECONDS));
    assertThat(gateway.info().provider()).isEqualTo("simulated");
    assertThat(gateway.info().id()).isEqualTo("gw-test");
  }

  @Test
  void aCommandTakesADevicesAlias() throws Exception {
    JsonObject aliases = new JsonObject().put("bt-a0b1c2d3e4f5", "line-7-camera");
    deploy(new JsonObject().put("devices", new JsonObject().put("aliases", aliases)));

    Operation operation = client.disconnect("line-7-camera").await(20, SECONDS);

    assertThat(operation.device().value()).isEqualTo("bt-a0b1c2d3e4f5");
  }

  @Test
  void twoDevicesWithOneAliasAreRefused() {
    JsonObject aliases =
        new JsonObject().put("bt-a0b1c2d3e4f5", "camera").put("bt-84248d721c6e", "camera");

    assertThatThrownBy(
            () -> deploy(new JsonObject().put("devices", new JsonObject().put("aliases", aliases))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bt-a0b1c2d3e4f5 and bt-84248d721c6e");
  }

  @Test
  void withoutTheWebThereIsNoPort() throws Exception {
    WpdGateway gateway =
        deploy(new JsonObject().put("http", new JsonObject().put("enabled", false)));

    assertThat(gateway.httpPort()).isEmpty();
    assertThat(client.devices().await(20, SECONDS)).isNotEmpty();
  }

  @Test
  void closingLetsARunningOperationEndAndThenNobodyAnswers() throws Exception {
    WpdGateway gateway = deploy(new JsonObject());
    Device device = client.devices().await(20, SECONDS).get(0);
    BlockingQueue<JsonObject> ends = new LinkedBlockingQueue<>();
    client.onCompleted(Verb.DISCONNECT, ends::add).completion().await(20, SECONDS);
    client.disconnect(device.id().value()).await(20, SECONDS);
    gateway.close().await(20, SECONDS);

    assertThat(ends.poll(20, SECONDS).getJsonObject("data").getString("outcome"))
        .isEqualTo(Outcome.SUCCEEDED.wireName());
    assertThatThrownBy(() -> client.devices().await(20, SECONDS))
        .isInstanceOfSatisfying(
            WpdException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.GATEWAY_UNREACHABLE));
  }

  @Test
  void closingIsBoundedWhenANativeCallHangsAndTheNextStartEndsItsOperation() throws Exception {
    JsonObject hanging =
        new JsonObject()
            .put(
                "simulated",
                new JsonObject()
                    .put("devices", 2)
                    .put("script", new JsonObject().put("1", "hang:4000")))
            .put("shutdown", new JsonObject().put("drainMs", 1));
    WpdGateway gateway = deploy(hanging);
    BlockingQueue<JsonObject> events = new LinkedBlockingQueue<>();
    client.onEvent(events::add).completion().await(20, SECONDS);
    Device device = client.devices().await(20, SECONDS).get(0);
    client.disconnect(device.id().value(), new OperationOptions().setRequestId("hangs"));
    assertThat(next(events, "wpd.operation.accepted.v1").getString("correlationid"))
        .isEqualTo("hangs");
    gateway.close().await(20, SECONDS);
    deploy(new JsonObject());

    JsonObject end = next(events, "wpd.operation.completed.v1");
    assertThat(end.getString("correlationid")).isEqualTo("hangs");
    assertThat(end.getJsonObject("data").getString("outcome")).isEqualTo(Outcome.LOST.wireName());
  }

  private static JsonObject next(BlockingQueue<JsonObject> events, String type)
      throws InterruptedException {
    JsonObject event = events.poll(20, SECONDS);
    while (event != null && !event.getString("type").equals(type)) {
      event = events.poll(20, SECONDS);
    }
    assertThat(event).as(type).isNotNull();
    return event;
  }

  @Test
  void aDataDirectoryIsForOneGatewayAtATime() throws Exception {
    deploy(new JsonObject());

    assertThatThrownBy(() -> deploy(new JsonObject().put("addressPrefix", "other")))
        .hasMessageContaining(data.toString())
        .hasMessageContaining("data.dir");
  }

  @Test
  void aHungCallDoesNotKeepOtherDevicesWaiting() throws Exception {
    JsonObject hanging =
        new JsonObject()
            .put("wpd", new JsonObject().put("callTimeoutMs", 500))
            .put(
                "simulated",
                new JsonObject().put("script", new JsonObject().put("1", "hang:3000")));
    deploy(hanging);
    List<Device> devices = client.devices().await(20, SECONDS);
    Future<Operation> hung = client.disconnect(devices.get(0).id().value());
    Operation other =
        client
            .disconnect(devices.get(1).id().value(), new OperationOptions().setWait(true))
            .await(20, SECONDS);

    assertThat(other.end().orElseThrow().outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThatThrownBy(() -> hung.await(20, SECONDS))
        .isInstanceOfSatisfying(
            WpdException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.TIMED_OUT));
    assertThatThrownBy(() -> client.disconnect(devices.get(0).id().value()).await(20, SECONDS))
        .hasMessageContaining("left alone");
  }

  @Test
  void anOptionThatIsNotValidIsNamed() {
    assertThatThrownBy(() -> deploy(new JsonObject().put("provider", "usb")))
        .hasMessageContaining("usb")
        .hasMessageContaining("simulated");
    assertThatThrownBy(
            () -> deploy(new JsonObject().put("gateway", new JsonObject().put("id", "Über"))))
        .hasMessageContaining("gateway.id");
  }

  @Test
  void aFileOfTokensThatIsMissingIsRefusedBeforeAnythingIsServedAndNothingIsLeftRunning()
      throws Exception {
    JsonObject tokens =
        new JsonObject().put("security", new JsonObject().put("tokens", data + "/tokens.json"));

    assertThatThrownBy(() -> deploy(tokens))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("security.tokens")
        .hasMessageContaining("token create");
    assertThat(deploy(new JsonObject()).httpPort()).isPresent();
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
