package io.github.vertxwpd.fleet.engine;

import io.github.vertxwpd.ClusterOptions;
import io.github.vertxwpd.fleet.credentials.FleetCredentials;
import io.github.vertxwpd.fleet.credentials.LiveCredentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Vert.x that is one of a fleet, with what keeps strangers away from it. Thread-safe. */
public final class ClusteredVertx {
  private static final Logger LOG = LoggerFactory.getLogger(ClusteredVertx.class);
  private static final long LOOK_MS = 5_000;
  private static final long PROGRESS_MS = 5_000;

  private final Vertx gatekeeper;
  private final LiveCredentials credentials;
  private final Optional<MembershipPipes> pipes;
  private final Vertx vertx;

  private ClusteredVertx(
      Vertx gatekeeper, LiveCredentials credentials, Optional<MembershipPipes> pipes, Vertx vertx) {
    this.gatekeeper = gatekeeper;
    this.credentials = credentials;
    this.pipes = pipes;
    this.vertx = vertx;
  }

  /**
   * Starts a node, and joins the others that are there.
   *
   * @param options of the Vert.x; its event bus is set up here
   * @param cluster where the nodes are, and what this one proves itself with
   * @param gatewayId who this node is
   * @return the node, once it is one of the fleet, maybe its only one; fails with {@link
   *     IllegalArgumentException} where a key or the credentials are not right, and with {@link
   *     ClusterStartException} where it cannot listen
   */
  public static Future<ClusteredVertx> start(
      VertxOptions options, ClusterOptions cluster, String gatewayId) {
    Vertx gatekeeper = Vertx.vertx(gatekeeperOptions());
    return gatekeeper
        .executeBlocking(() -> Preparation.of(cluster, gatewayId))
        .compose(prepared -> start(gatekeeper, options, cluster, prepared))
        .onFailure(cause -> gatekeeper.close());
  }

  private record Preparation(Members members, LiveCredentials credentials) {
    static Preparation of(ClusterOptions cluster, String gatewayId) throws ClusterStartException {
      LiveCredentials credentials =
          LiveCredentials.read(Path.of(cluster.getCredentials()), Clock.systemUTC());
      FleetCredentials own = credentials.current();
      if (!own.gateway().equals(gatewayId)) {
        throw new IllegalArgumentException(
            "cluster.credentials \"%s\" are those of the gateway %s, and this is %s: set gateway.id to %s, or issue others with `vertx-wpd cluster issue <dir> %s`"
                .formatted(own.directory(), own.gateway(), gatewayId, own.gateway(), gatewayId));
      }
      requireFree(cluster);
      return new Preparation(Members.of(cluster), credentials);
    }
  }

  /** A Vert.x whose event bus cannot listen neither starts nor ends. */
  private static void requireFree(ClusterOptions cluster) throws ClusterStartException {
    int port = cluster.getEventBusPort();
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(cluster.getHost(), port));
    } catch (IOException e) {
      throw new ClusterStartException(
          "cluster.eventBusPort %d of %s cannot be listened on (%s): set it to another port, or to 0 for a free one, or cluster.host to an address of this machine"
              .formatted(port, cluster.getHost(), e.getMessage()),
          e);
    }
  }

  /** One event loop, so that what the pipes count is confined to it. */
  private static VertxOptions gatekeeperOptions() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(2)
        .setPreferNativeTransport(true);
  }

  private static Future<ClusteredVertx> start(
      Vertx gatekeeper, VertxOptions options, ClusterOptions cluster, Preparation prepared) {
    return openPipes(gatekeeper, cluster, prepared)
        .compose(
            pipes ->
                join(gatekeeper, options, cluster, prepared)
                    .map(
                        vertx ->
                            new ClusteredVertx(gatekeeper, prepared.credentials(), pipes, vertx))
                    .recover(cause -> close(pipes).transform(closed -> Future.failedFuture(cause))))
        .onSuccess(ClusteredVertx::watchCredentials);
  }

  private static Future<Optional<MembershipPipes>> openPipes(
      Vertx gatekeeper, ClusterOptions cluster, Preparation prepared) {
    if (cluster.getNetwork().equals(ClusterOptions.ENCRYPTED)) {
      return Future.succeededFuture(Optional.empty());
    }
    return MembershipPipes.open(
            gatekeeper, prepared.credentials(), cluster.getHost(), prepared.members())
        .map(Optional::of);
  }

  private static Future<Vertx> join(
      Vertx gatekeeper, VertxOptions options, ClusterOptions cluster, Preparation prepared) {
    long start = System.nanoTime();
    long timer =
        gatekeeper.setPeriodic(
            PROGRESS_MS,
            tick ->
                LOG.info(
                    "Still joining the fleet after {} s; it looks for {}",
                    (System.nanoTime() - start) / 1_000_000_000,
                    prepared.members().all()));
    return gatekeeper
        .executeBlocking(() -> manager(cluster, prepared))
        .compose(
            manager ->
                Vertx.builder()
                    .with(
                        new VertxOptions(options)
                            .setEventBusOptions(BusSettings.of(cluster, prepared.credentials())))
                    .withClusterManager(manager)
                    .buildClustered())
        .compose(vertx -> BusCredentials.follow(vertx, prepared.credentials()).map(vertx))
        .onComplete(done -> gatekeeper.cancelTimer(timer));
  }

  private static HazelcastClusterManager manager(ClusterOptions cluster, Preparation prepared) {
    boolean encrypted = cluster.getNetwork().equals(ClusterOptions.ENCRYPTED);
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (Member member : prepared.members().all()) {
      addresses.add(
          encrypted ? direct(member) : new InetSocketAddress(member.loopback(), member.port()));
    }
    InetSocketAddress own =
        encrypted ? direct(new Member(cluster.getHost(), cluster.getPort())) : addresses.get(0);
    return new HazelcastClusterManager(
        HazelcastSettings.of(prepared.credentials().current().secret(), own, addresses));
  }

  private static InetSocketAddress direct(Member member) {
    return new InetSocketAddress(member.host(), member.port());
  }

  private void watchCredentials() {
    gatekeeper.setPeriodic(
        LOOK_MS,
        tick ->
            gatekeeper.executeBlocking(
                () -> {
                  credentials.look();
                  return null;
                }));
  }

  /** Returns the clustered Vert.x. It is closed by {@link #close}, not by itself. */
  public Vertx vertx() {
    return vertx;
  }

  /** Returns why the node will have to leave the fleet, or has; empty where all is well. */
  public List<String> degraded() {
    return credentials.degraded();
  }

  /** Leaves the fleet, and closes the Vert.x and everything else. */
  public Future<Void> close() {
    return vertx.close().eventually(() -> close(pipes)).eventually(gatekeeper::close);
  }

  private static Future<Void> close(Optional<MembershipPipes> pipes) {
    return pipes.map(MembershipPipes::close).orElseGet(Future::succeededFuture);
  }
}
