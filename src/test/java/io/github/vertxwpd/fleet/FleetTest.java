package io.github.vertxwpd.fleet;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.OperationOptions;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.test.fakecluster.FakeClusterManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways and an application in one cluster, all of which see and command everything. */
class FleetTest {
  private static final Duration LIMIT = Duration.ofSeconds(FleetNode.LIMIT_SECONDS);

  @TempDir private static Path data;
  private static FleetNode east;
  private static FleetNode west;
  private static FleetNode application;

  @BeforeAll
  static void start() throws TimeoutException {
    FakeClusterManager.reset();
    application = FleetNode.application();
    east = FleetNode.gateway(data, "gw-east", 1);
    west = FleetNode.gateway(data, "gw-west", 2);
  }

  @AfterAll
  static void stop() throws TimeoutException {
    west.stop();
    east.stop();
    application.close();
    FakeClusterManager.reset();
  }

  @Test
  void everyNodeShowsTheDevicesOfAllGateways() throws Exception {
    for (FleetNode node : List.of(east, west, application)) {
      assertThat(await(node.client.devices()))
          .extracting(Device::gateway)
          .containsExactlyInAnyOrder("gw-east", "gw-east", "gw-west", "gw-west");
    }
  }

  @Test
  void aNodeShowsItsPrometheusHowManyGatewaysThereAre() throws Exception {
    URI metrics = east.address().resolve("/metrics");
    HttpRequest request = HttpRequest.newBuilder(metrics).build();
    String text;
    do {
      text = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    } while (!text.contains("wpd_cluster_members{state=\"up\"} 2.0"));

    assertThat(text).contains("wpd_cluster_members{state=\"lost\"} 0.0", "wpd_cluster_gaps_total ");
  }

  @Test
  void aCommandReachesTheGatewayThatHasTheDevice() throws Exception {
    Device device = only("gw-west");

    Operation ended =
        await(east.client.disconnect(device.id().value(), new OperationOptions().setWait(true)));

    assertThat(ended.gateway()).isEqualTo("gw-west");
    assertThat(ended.end().orElseThrow().outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(await(application.client.operation(ended.id()))).isEqualTo(ended);
  }

  @Test
  void anApplicationIsToldOfTheEndsOnAllGateways() throws Exception {
    Device device = only("gw-east");
    application.events.clear();

    Operation accepted = await(application.client.connect(device.id().value()));

    JsonObject end = application.next("wpd.operation.completed.v1");
    while (!end.getJsonObject("data").getString("operation").equals(accepted.id())) {
      // Of an operation before.
      end = application.next("wpd.operation.completed.v1");
    }
    assertThat(end.getString("source")).isEqualTo("/gateways/gw-east");
  }

  @Test
  void aDeviceOnSeveralGatewaysIsToBeNamedWithOne() throws Exception {
    String shared =
        await(application.client.devices()).stream()
            .map(device -> device.id().value())
            .filter(id -> onHowManyGateways(id) == 2)
            .findFirst()
            .orElseThrow();

    assertThatThrownBy(disconnecting(shared, new OperationOptions()))
        .isInstanceOfSatisfying(
            WpdException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ProblemCode.DEVICE_AMBIGUOUS);
              assertThat(e.problem().detail()).contains("gw-east", "gw-west");
            });
    Operation named =
        await(
            application.client.disconnect(
                shared, new OperationOptions().setGateway("gw-east").setWait(true)));
    assertThat(named.gateway()).isEqualTo("gw-east");
    assertThat(named.state()).isEqualTo(OperationState.ENDED);
  }

  @Test
  void whatNoGatewayHasIsRefusedAtOnce() {
    assertThatThrownBy(disconnecting("bt-000000000000", new OperationOptions()))
        .isInstanceOfSatisfying(
            WpdException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.DEVICE_NOT_FOUND));
    assertThatThrownBy(
            disconnecting("bt-000000000000", new OperationOptions().setGateway("gw-north")))
        .isInstanceOfSatisfying(
            WpdException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.GATEWAY_NOT_FOUND));
  }

  @Test
  void theSameRequestIdIsTheSameOperationOnEveryNode() throws Exception {
    String device = only("gw-west").id().value();
    OperationOptions once = new OperationOptions().setRequestId("order-1");

    Operation first = await(east.client.connect(device, once));
    Operation again = await(application.client.connect(device, once));

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.duplicate()).isTrue();
  }

  @Test
  void aClientThatMovesToAnotherNodeMissesNothingAndBeginsNothingAnew() throws Exception {
    String device = only("gw-west").id().value();
    try (FleetFollower follower = new FleetFollower("the one who moves")) {
      follower.follow(() -> east.address());
      follower.awaitSubscribed(LIMIT);
      follower.awaitEnds(Set.of(ended(device).id()), LIMIT);
      follower.disconnect();
      Set<String> meanwhile = new HashSet<>();
      meanwhile.add(ended(device).id());
      meanwhile.add(ended(device).id());
      follower.follow(() -> west.address());
      follower.awaitEnds(meanwhile, LIMIT);

      assertThat(follower.recoveries()).isEqualTo(1);
      assertThat(follower.resets()).isEqualTo(1);
      assertThat(follower.violations()).isEmpty();
      assertThat(follower.ends().values()).containsOnly(1);
    }
  }

  /** Takes a device to where it is not, and waits for that. */
  private static Operation ended(String device) throws TimeoutException {
    OperationOptions waiting = new OperationOptions().setWait(true);
    LinkState link =
        await(application.client.devices()).stream()
            .filter(each -> each.id().value().equals(device))
            .findFirst()
            .orElseThrow()
            .link();
    return await(
        link == LinkState.CONNECTED
            ? application.client.disconnect(device, waiting)
            : application.client.connect(device, waiting));
  }

  private static long onHowManyGateways(String id) {
    try {
      return await(application.client.devices()).stream()
          .filter(device -> device.id().value().equals(id))
          .count();
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** The device that this gateway has and the other one has not. */
  private static Device only(String gateway) throws TimeoutException {
    return await(application.client.devices()).stream()
        .filter(device -> device.gateway().equals(gateway))
        .filter(device -> onHowManyGateways(device.id().value()) == 1)
        .findFirst()
        .orElseThrow();
  }

  private static ThrowingCallable disconnecting(String device, OperationOptions options) {
    return () -> await(application.client.disconnect(device, options));
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(FleetNode.LIMIT_SECONDS, SECONDS);
  }
}
