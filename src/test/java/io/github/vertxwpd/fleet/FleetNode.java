package io.github.vertxwpd.fleet;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.vertxwpd.WpdClient;
import io.github.vertxwpd.WpdGateway;
import io.github.vertxwpd.WpdOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.test.fakecluster.FakeClusterManager;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;

/** A node of a cluster in this process, with an event bus of its own over loopback. */
final class FleetNode implements AutoCloseable {
  static final long LIMIT_SECONDS = 30;

  final Vertx vertx;
  final WpdClient client;
  final BlockingQueue<JsonObject> events = new LinkedBlockingQueue<>();
  private Optional<WpdGateway> gateway = Optional.empty();

  private FleetNode() throws TimeoutException {
    VertxOptions options =
        new VertxOptions().setEventBusOptions(new EventBusOptions().setHost("127.0.0.1"));
    vertx =
        Vertx.builder()
            .with(options)
            .withClusterManager(new FakeClusterManager())
            .buildClustered()
            .await(LIMIT_SECONDS, SECONDS);
    client = WpdClient.create(vertx);
    client.onEvent(events::add).completion().await(LIMIT_SECONDS, SECONDS);
  }

  /** Starts a node that is no gateway: an application. */
  static FleetNode application() throws TimeoutException {
    return new FleetNode();
  }

  /**
   * Starts a gateway.
   *
   * @param firstDevice the number of the first of its two devices
   */
  static FleetNode gateway(Path data, String id, int firstDevice) throws TimeoutException {
    FleetNode node = new FleetNode();
    node.gateway =
        Optional.of(
            WpdGateway.deploy(node.vertx, options(data, id, firstDevice))
                .await(LIMIT_SECONDS, SECONDS));
    return node;
  }

  private static WpdOptions options(Path data, String id, int firstDevice) {
    return new WpdOptions(
        new JsonObject()
            .put("gateway", new JsonObject().put("id", id))
            .put("provider", "simulated")
            .put(
                "simulated",
                new JsonObject()
                    .put("devices", 2)
                    .put("firstDevice", firstDevice)
                    .put("latencyMs", 20))
            .put("data", new JsonObject().put("dir", data.resolve(id).toString()))
            .put("http", new JsonObject().put("port", 0))
            .put("shutdown", new JsonObject().put("drainMs", 1_000)));
  }

  /** Returns where the gateway serves. */
  URI address() {
    return URI.create("http://127.0.0.1:" + gateway.orElseThrow().httpPort().orElseThrow());
  }

  /** Takes events until one is of a type. */
  JsonObject next(String type) throws InterruptedException {
    JsonObject event = events.poll(LIMIT_SECONDS, SECONDS);
    while (event != null && !event.getString("type").equals(type)) {
      event = events.poll(LIMIT_SECONDS, SECONDS);
    }
    if (event == null) {
      throw new AssertionError("there was no " + type);
    }
    return event;
  }

  /** Stops as an administrator would stop it. */
  void stop() throws TimeoutException {
    if (gateway.isPresent()) {
      gateway.get().close().await(LIMIT_SECONDS, SECONDS);
    }
    close();
  }

  @Override
  public void close() throws TimeoutException {
    vertx.close().await(LIMIT_SECONDS, SECONDS);
  }
}
