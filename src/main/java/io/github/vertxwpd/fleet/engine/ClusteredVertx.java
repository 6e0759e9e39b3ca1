package io.github.vertxwpd.fleet.engine;

import io.github.vertxwpd.ClusterOptions;
import io.github.vertxwpd.fleet.credentials.LiveCredentials;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
    // What is composed of a Vert.x' futures never completes once that Vert.x is closed.
    Promise<ClusteredVertx> started = Promise.promise();
    Vertx gatekeeper = Vertx.vertx(gatekeeperOptions());
    gatekeeper
        .executeBlocking(() -> ClusterPreparation.of(cluster, gatewayId))
        .compose(prepared -> start(gatekeeper, options, prepared))
        .onSuccess(ClusteredVertx::watchCredentials)
        .onFailure(cause -> gatekeeper.close())
        .onComplete(started);
    return started.future();
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
      Vertx gatekeeper, VertxOptions options, ClusterPreparation prepared) {
    return openPipes(gatekeeper, prepared)
        .compose(
            pipes ->
                join(gatekeeper, options, prepared)
                    .map(
                        vertx ->
                            new ClusteredVertx(gatekeeper, prepared.credentials(), pipes, vertx))
                    .recover(
                        cause -> close(pipes).transform(closed -> Future.failedFuture(cause))));
  }

  private static Future<Optional<MembershipPipes>> openPipes(
      Vertx gatekeeper, ClusterPreparation prepared) {
    return prepared.isEncrypted()
        ? Future.succeededFuture(Optional.empty())
        : MembershipPipes.open(gatekeeper, prepared).map(Optional::of);
  }

  private static Future<Vertx> join(
      Vertx gatekeeper, VertxOptions options, ClusterPreparation prepared) {
    long timer = reportProgress(gatekeeper, prepared.members());
    EventBusOptions bus = BusSettings.of(prepared.options(), prepared.credentials());
    return gatekeeper
        .executeBlocking(() -> new HazelcastClusterManager(prepared.hazelcast()))
        .compose(manager -> build(new VertxOptions(options).setEventBusOptions(bus), manager))
        .compose(
            vertx ->
                BusCredentials.follow(vertx, prepared.credentials())
                    .onFailure(cause -> vertx.close())
                    .map(vertx))
        .onComplete(done -> gatekeeper.cancelTimer(timer));
  }

  private static long reportProgress(Vertx gatekeeper, Members members) {
    long start = System.nanoTime();
    return gatekeeper.setPeriodic(
        PROGRESS_MS,
        tick ->
            LOG.info(
                "Still joining the fleet after {} s; its members are {}",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                members.all()));
  }

  /** On a thread of no Vert.x: one that is made on another one's thread is taken for a mistake. */
  private static Future<Vertx> build(VertxOptions options, ClusterManager manager) {
    Promise<Vertx> built = Promise.promise();
    new Thread(
            () ->
                Vertx.builder()
                    .with(options)
                    .withClusterManager(manager)
                    .buildClustered()
                    .onComplete(built),
            "fleet-start")
        .start();
    return built.future();
  }

  private void watchCredentials() {
    gatekeeper.setPeriodic(LOOK_MS, tick -> gatekeeper.executeBlocking(this::look));
  }

  /** Reads the credentials again. Blocks. */
  Void look() {
    credentials.look();
    return null;
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
