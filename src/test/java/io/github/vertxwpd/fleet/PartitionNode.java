package io.github.vertxwpd.fleet;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.vertxwpd.ClusterOptions;
import io.github.vertxwpd.WpdFleet;
import io.github.vertxwpd.WpdGateway;
import io.github.vertxwpd.WpdOptions;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A gateway in a namespace of the network: tells on standard output what it sees of the fleet
 * whenever that is something else, and disconnects its device once there is a file {@code change}.
 */
final class PartitionNode {
  private static final long LIMIT_SECONDS = 60;
  private static final long LOOK_MS = 200;
  private static final DeliveryOptions HERE = new DeliveryOptions().setLocalOnly(true);

  private final Vertx vertx;
  private final String id;
  private final Map<String, String> told = new HashMap<>();
  private boolean changed;

  private PartitionNode(Vertx vertx, String id) {
    this.vertx = vertx;
    this.id = id;
  }

  /**
   * Runs until it is killed: its id, its address, the other's address, its number. Where it cannot
   * start in time it ends, to be started again as by a service manager.
   */
  public static void main(String[] args) {
    try {
      run(args);
    } catch (Exception e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void run(String[] args) throws Exception {
    ClusterOptions cluster =
        new ClusterOptions()
            .setEnabled(true)
            .setHost(args[1])
            .setMembers(List.of(args[1] + ":7800", args[2] + ":7800"))
            .setCredentials("fleet/" + args[0]);
    Vertx vertx = WpdFleet.join(cluster, args[0]).await(LIMIT_SECONDS, SECONDS).vertx();
    WpdOptions options =
        new WpdOptions(
            new JsonObject()
                .put("gateway", new JsonObject().put("id", args[0]))
                .put("provider", "simulated")
                .put(
                    "simulated",
                    new JsonObject()
                        .put("devices", 1)
                        .put("firstDevice", Integer.parseInt(args[3]))
                        .put("latencyMs", 10))
                .put("data", new JsonObject().put("dir", "data-" + args[0]))
                .put("http", new JsonObject().put("enabled", false)));
    WpdGateway.deploy(vertx, options).await(LIMIT_SECONDS, SECONDS);
    PartitionNode node = new PartitionNode(vertx, args[0]);
    vertx.setPeriodic(LOOK_MS, timer -> node.look());
  }

  private void look() {
    ask("wpd.gateways", new JsonObject(), this::tellGateways);
    ask("wpd.devices", new JsonObject(), this::tellDevices);
    if (!changed && Files.exists(Path.of("change"))) {
      changed = true;
      ask(
          "wpd.devices",
          new JsonObject().put("gateway", id),
          own ->
              ask(
                  "wpd.disconnect",
                  new JsonObject()
                      .put("gateway", id)
                      .put(
                          "device",
                          own.getJsonArray("devices").getJsonObject(0).getString("device")),
                  accepted -> {}));
    }
  }

  /** Asks this node, and not the one that the event bus would take next. */
  private void ask(String address, JsonObject body, Consumer<JsonObject> answer) {
    vertx
        .eventBus()
        .<JsonObject>request(address, body, HERE)
        .onSuccess(reply -> answer.accept(reply.body()));
  }

  private void tellGateways(JsonObject reply) {
    reply.getJsonArray("gateways").stream()
        .map(JsonObject.class::cast)
        .forEach(
            gateway ->
                tell("sees " + gateway.getString("gateway") + " is", gateway.getString("state")));
  }

  private void tellDevices(JsonObject reply) {
    JsonArray devices = reply.getJsonArray("devices");
    tell(
        "shows",
        devices.stream()
            .map(JsonObject.class::cast)
            .map(d -> d.getString("gateway") + "=" + d.getString("link"))
            .sorted()
            .collect(Collectors.joining(" ")));
  }

  private void tell(String what, String now) {
    if (!now.equals(told.put(what, now))) {
      System.out.println(id + " " + what + " " + now);
    }
  }
}
