package io.github.vertxwpd.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** A bare worker verticle: takes a command's body, does nothing, and sends a reply as large. */
final class AcceptBaseline extends VerticleBase {
  private static final String ADDRESS = "bench.bare";

  private final JsonObject reply;

  private AcceptBaseline(JsonObject reply) {
    this.reply = reply;
  }

  /**
   * Deploys it.
   *
   * @param reply what it answers
   */
  static Future<String> deploy(Vertx vertx, JsonObject reply) {
    return vertx.deployVerticle(
        new AcceptBaseline(reply),
        new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER));
  }

  @Override
  public Future<?> start() {
    return vertx
        .eventBus()
        .<JsonObject>consumer(ADDRESS, message -> message.reply(reply))
        .completion();
  }

  /** Returns the workload that sends a body to it. */
  static ClosedLoop.Workload sending(Vertx vertx, JsonObject body) {
    return () -> Future.succeededFuture(() -> vertx.eventBus().<JsonObject>request(ADDRESS, body));
  }
}
