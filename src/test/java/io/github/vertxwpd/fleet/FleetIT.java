package io.github.vertxwpd.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.ClusterOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways and a hub, each a process of its own, with commands on their way and clients that
 * follow, while one after the other is killed, halted and restarted. With {@code
 * -Dfleet.gateways=5} there are as many gateways, with 100 devices each.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FleetIT {
  private static final int GATEWAYS = Integer.getInteger("fleet.gateways", 2);
  private static final int DEVICES = 100;
  private static final int COMMANDED = 12;
  private static final long COMMAND_EVERY_MS = 60;
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final long LOOK_MS = 200;

  @TempDir private static Path directory;
  private static final List<FleetProcess> NODES = new ArrayList<>();
  private static final List<FleetFollower> FOLLOWERS = new ArrayList<>();

  /** The devices that never call back: the first of each gateway. */
  private static final Set<String> FIRST = ConcurrentHashMap.newKeySet();

  private static FleetProcess east;
  private static FleetProcess west;
  private static FleetProcess hub;
  private static FleetFollower wanderer;

  @BeforeAll
  static void start() throws Exception {
    List<String> names = new ArrayList<>(List.of("gw-east", "gw-west", "hub"));
    for (int number = 3; number <= GATEWAYS; number++) {
      names.add("gw-" + number);
    }
    List<ClusterOptions> options =
        TestFleet.in(directory.resolve("fleet")).nodes(names.toArray(String[]::new));
    east = gateway("gw-east", options.get(0), 1);
    west = gateway("gw-west", options.get(1), 1_001);
    hub = new FleetProcess("hub", directory, options.get(2), "provider=none");
    NODES.addAll(List.of(east, west, hub));
    for (int number = 3; number <= GATEWAYS; number++) {
      NODES.add(gateway("gw-" + number, options.get(number), number * 1_000));
    }
    for (FleetProcess node : NODES) {
      node.launch();
    }
    for (FleetProcess node : NODES) {
      node.awaitReady();
    }
    everybodyIs("up");
    for (FleetProcess node : NODES) {
      FleetFollower follower = new FleetFollower("the one on " + node.id());
      FOLLOWERS.add(follower);
      follower.follow(node::address);
    }
    wanderer = new FleetFollower("the wanderer");
    wanderer.follow(hub::address);
    FOLLOWERS.add(wanderer);
    for (FleetFollower follower : FOLLOWERS) {
      follower.awaitSubscribed(LIMIT);
    }
  }

  private static FleetProcess gateway(String id, ClusterOptions cluster, int firstDevice) {
    return new FleetProcess(
        id,
        directory,
        cluster,
        "provider=simulated",
        "simulated.devices=" + DEVICES,
        "simulated.firstDevice=" + firstDevice,
        "simulated.latencyMs=30",
        "simulated.script.1=never",
        "wpd.pollIntervalMs=500");
  }

  @AfterAll
  static void stop() {
    FOLLOWERS.forEach(FleetFollower::close);
    NODES.forEach(FleetProcess::close);
  }

  @Test
  @Order(1)
  void allDevicesDisconnectedAtOnceAreToldOnEveryNodeOnceEach() throws Exception {
    List<CompletableFuture<JsonObject>> answers = new ArrayList<>();
    for (JsonObject device : devices(hub)) {
      if (device.getString("link").equals("connected") && !isFirst(device)) {
        answers.add(hub.command(device.getString("device"), "disconnect", new JsonObject()));
      }
    }
    Set<String> operations = new HashSet<>();
    for (CompletableFuture<JsonObject> answer : answers) {
      JsonObject operation = answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertThat(operation.getString("operation")).as(operation.encode()).isNotNull();
      operations.add(operation.getString("operation"));
    }

    assertThat(operations).hasSizeGreaterThan(DEVICES);
    for (FleetFollower follower : FOLLOWERS) {
      follower.awaitEnds(operations, LIMIT);
      assertThat(follower.ends()).as(follower.toString()).containsOnlyKeys(operations);
      assertThat(follower.ends().values()).as(follower.toString()).containsOnly(1);
    }
  }

  @Test
  @Order(2)
  void whateverBreaksNothingIsDoneTwiceOrLateAndNobodyMissesAnything() throws Exception {
    Load load = new Load();
    Thread sending = new Thread(load, "load");
    sending.start();
    Set<String> lost = killWithSomethingRunning(west);
    wanderer.follow(east::address);
    west.launch();
    west.awaitReady();
    everybodyIs("up");
    hub.signal("STOP");
    wanderer.follow(west::address);
    TimeUnit.SECONDS.sleep(12);
    hub.signal("CONT");
    east.signal("STOP");
    TimeUnit.SECONDS.sleep(12);
    east.signal("CONT");
    everybodyIs("up");
    wanderer.follow(hub::address);
    for (FleetProcess node : NODES) {
      node.stop();
      node.launch();
      node.awaitReady();
      everybodyIs("up");
    }
    load.stop();
    sending.join();

    Set<String> accepted = load.accepted();
    accepted.addAll(lost);
    assertThat(accepted).hasSizeGreaterThan(100);
    for (FleetFollower follower : FOLLOWERS) {
      follower.awaitEnds(accepted(load, follower), LIMIT);
      System.out.println("fleet: " + follower);
      assertThat(follower.violations()).isEmpty();
      assertThat(follower.ends().values()).as(follower.toString()).containsOnly(1);
      Set<String> done = new HashSet<>(follower.accepted().values());
      done.retainAll(load.refused());
      assertThat(done).as("what was answered with \"nothing was done\"").isEmpty();
      assertThat(requestIds(follower)).as("request ids that ran twice").doesNotHaveDuplicates();
    }
    System.out.printf(
        "fleet: %d commands were accepted, %d refused, of %d nobody knows%n",
        load.accepted().size(), load.refused().size(), load.unknown());
  }

  /** What it can have seen: of what ended where a reset took over, the snapshot tells. */
  private static Set<String> accepted(Load load, FleetFollower follower) {
    Set<String> expected = new HashSet<>(follower.accepted().keySet());
    expected.retainAll(load.accepted());
    expected.removeAll(follower.hidden());
    return expected;
  }

  private static List<String> requestIds(FleetFollower follower) {
    return follower.accepted().values().stream().filter(id -> id.startsWith("load-")).toList();
  }

  @Test
  @Order(3)
  void afterwardsEveryNodeShowsWhatTheOwnersHave() throws Exception {
    for (FleetProcess owner : List.of(east, west)) {
      String path = "/devices?gateway=" + owner.id();
      Set<String> truth = links(owner.get(path).getJsonArray("devices"));
      for (FleetProcess node : NODES) {
        eventually(
            node.id() + " shows the devices of " + owner.id(),
            () -> links(node.get(path).getJsonArray("devices")).equals(truth));
      }
    }
    for (FleetProcess node : NODES) {
      eventually(
          node.id() + " shows that nothing runs",
          () ->
              node.get("/operations?state=pending").getJsonArray("operations").isEmpty()
                  && node.get("/operations?state=presumed-lost")
                      .getJsonArray("operations")
                      .isEmpty());
    }
  }

  @Test
  @Order(4)
  void aGatewayThatIsKilledIsRefusedAtOnceSuspectedAndLost() throws Exception {
    JsonObject device = devices(hub, "gw-west").get(1);
    Set<String> running = killWithSomethingRunning(west);
    eventually(
        "the hub knows that gw-west does not answer",
        () -> !stateOf(hub, "gw-west").equals("up") || isRefused(hub, device));
    eventually("gw-west is suspected", () -> stateOf(hub, "gw-west").equals("suspected"));
    assertThat(isRefused(hub, device)).isTrue();
    eventually("gw-west is lost", () -> stateOf(hub, "gw-west").equals("lost"));

    for (FleetProcess node : List.of(hub, east)) {
      eventually("gw-west is lost", () -> stateOf(node, "gw-west").equals("lost"));
      assertThat(devices(node, "gw-west"))
          .extracting(shown -> shown.getString("freshness"))
          .containsOnly("stale");
      assertThat(
              node
                  .get("/operations?gateway=gw-west&state=presumed-lost")
                  .getJsonArray("operations")
                  .stream()
                  .map(operation -> ((JsonObject) operation).getString("operation")))
          .containsAll(running);
    }
    west.launch();
    west.awaitReady();
    everybodyIs("up");
    for (FleetProcess node : NODES) {
      eventually(
          "its journal has said how it ended",
          () ->
              node.get("/operations?gateway=gw-west&state=presumed-lost")
                  .getJsonArray("operations")
                  .isEmpty());
      for (String operation : running) {
        assertThat(node.get("/operations/" + operation).getString("state")).isEqualTo("ended");
      }
      assertThat(devices(node, "gw-west"))
          .extracting(shown -> shown.getString("freshness"))
          .containsOnly("live");
    }
    assertThat(FOLLOWERS.get(2).types()).contains("wpd.gateway.lost.v1");
  }

  /** Kills a gateway while its first device, which never answers, is being disconnected. */
  private static Set<String> killWithSomethingRunning(FleetProcess gateway) throws Exception {
    JsonObject first = devices(hub, gateway.id()).stream().filter(FleetIT::isFirst).findAny().get();
    String verb = first.getString("link").equals("connected") ? "disconnect" : "connect";
    JsonObject operation =
        hub.command(first.getString("device"), verb, new JsonObject())
            .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(operation.getString("operation")).as(operation.encode()).isNotNull();
    gateway.kill();
    return new HashSet<>(Set.of(operation.getString("operation")));
  }

  private static boolean isFirst(JsonObject device) {
    return FIRST.contains(device.getString("device"));
  }

  private static boolean isRefused(FleetProcess by, JsonObject device) throws Exception {
    JsonObject answer =
        by.command(device.getString("device"), "connect", new JsonObject())
            .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(answer.getString("code")).isEqualTo("gateway-unreachable");
    return answer.getString("detail").contains("suspected");
  }

  private static String stateOf(FleetProcess node, String gateway) throws Exception {
    return states(node).getOrDefault(gateway, "unknown");
  }

  private static Map<String, String> states(FleetProcess node) throws Exception {
    return node.get("/gateways").getJsonArray("gateways").stream()
        .map(JsonObject.class::cast)
        .collect(Collectors.toMap(g -> g.getString("gateway"), g -> g.getString("state")));
  }

  private static void everybodyIs(String state) throws Exception {
    for (FleetProcess node : NODES) {
      eventually(
          node.id() + " sees that all are " + state,
          () ->
              states(node).size() == NODES.size()
                  && states(node).values().stream().allMatch(state::equals)
                  && devices(node).size() == GATEWAYS * DEVICES);
    }
    for (String gateway : states(hub).keySet()) {
      devices(hub, gateway).stream().limit(1).forEach(d -> FIRST.add(d.getString("device")));
    }
  }

  private static List<JsonObject> devices(FleetProcess node) throws Exception {
    return list(node.get("/devices").getJsonArray("devices"));
  }

  private static List<JsonObject> devices(FleetProcess node, String gateway) throws Exception {
    return list(node.get("/devices?gateway=" + gateway).getJsonArray("devices"));
  }

  private static List<JsonObject> list(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  private static Set<String> links(JsonArray devices) {
    return list(devices).stream()
        .map(
            d -> d.getString("device") + " " + d.getString("link") + " " + d.getString("freshness"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void eventually(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    Optional<Exception> failure = Optional.empty();
    while (System.nanoTime() < end) {
      try {
        if (condition.call()) {
          return;
        }
      } catch (IOException e) {
        failure = Optional.of(e);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
    throw new AssertionError("it does not come so far that " + what, failure.orElse(null));
  }

  /** Sends commands to one node after the other, and notes what they answer. */
  private static final class Load implements Runnable {
    private final Random random = new Random(7);
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    @Override
    public void run() {
      try {
        List<JsonObject> devices = new ArrayList<>(devices(hub, "gw-east").subList(1, COMMANDED));
        devices.addAll(devices(hub, "gw-west").subList(1, COMMANDED));
        for (int number = 0; !stopped; number++) {
          send("load-" + number, devices.get(random.nextInt(devices.size())));
          TimeUnit.MILLISECONDS.sleep(COMMAND_EVERY_MS);
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    private void send(String id, JsonObject device) {
      FleetProcess node = NODES.get(random.nextInt(NODES.size()));
      String verb = random.nextBoolean() ? "connect" : "disconnect";
      JsonObject body = new JsonObject().put("requestId", id);
      var unused =
          node.command(device.getString("device"), verb, body)
              .whenComplete((answer, failure) -> note(id, Optional.ofNullable(answer)));
    }

    private void note(String id, Optional<JsonObject> answer) {
      String operation = answer.map(a -> a.getString("operation")).orElse(null);
      String code = answer.map(a -> a.getString("code", "")).orElse("");
      if (operation != null && code.isEmpty()) {
        accepted.add(operation);
      } else if (code.equals("gateway-unreachable") || code.equals("gateway-stopping")) {
        refused.add(id);
      } else if (!code.equals("operation-in-progress")) {
        unknown.add(id);
      }
    }

    void stop() {
      stopped = true;
    }

    Set<String> accepted() {
      return new HashSet<>(accepted);
    }

    Set<String> refused() {
      return Set.copyOf(refused);
    }

    int unknown() {
      return unknown.size();
    }
  }
}
