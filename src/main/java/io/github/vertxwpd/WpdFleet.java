package io.github.vertxwpd;

import io.github.vertxwpd.fleet.engine.ClusteredVertx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/**
 * An application's node in a fleet of gateways, on the engine that the fat jar brings. It has a
 * Vert.x of its own, on whose event bus {@link WpdClient} reaches every gateway; {@link
 * WpdGateway#deploy} makes a gateway of it. Thread-safe.
 */
public final class WpdFleet {
  private final ClusteredVertx node;

  private WpdFleet(ClusteredVertx node) {
    this.node = node;
  }

  /**
   * Joins a fleet.
   *
   * @param options where the nodes are, and what this one proves itself with
   * @param name who this node is, as its credentials were issued for
   * @return the node, once it is one of the fleet; fails with {@link IllegalArgumentException}
   *     where an option or a file of the credentials is not right, saying what to do
   */
  public static Future<WpdFleet> join(ClusterOptions options, String name) {
    return ClusteredVertx.start(new VertxOptions(), options, name).map(WpdFleet::new);
  }

  /** Returns the Vert.x of this node. {@link #close} closes it. */
  public Vertx vertx() {
    return node.vertx();
  }

  /** Leaves the fleet, and closes the Vert.x. */
  public Future<Void> close() {
    return node.close();
  }
}
