package io.github.vertxwpd.operation;

import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.model.Problem;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;

/**
 * An apartment that is a deployed {@link WpdVerticle}.
 *
 * @param vertx where it is deployed
 * @param verticle the verticle
 * @param deployment the id of its deployment
 */
record DeployedRoom(Vertx vertx, WpdVerticle verticle, String deployment)
    implements ApartmentKeeper.Room {

  /**
   * Deploys an apartment.
   *
   * @param owner the event loop that results come back on
   * @param changed run there when the provider tells that devices may have changed
   */
  static Future<ApartmentKeeper.Room> deploy(
      Vertx vertx, ConnectorProvider provider, Context owner, Runnable changed) {
    WpdVerticle verticle = new WpdVerticle(provider, owner, changed);
    return vertx
        .deployVerticle(verticle, WpdVerticle.deploymentOptions())
        .map(deployment -> new DeployedRoom(vertx, verticle, deployment));
  }

  @Override
  public <T> Future<T> call(NativeCall<T> call) {
    return verticle.call(call);
  }

  @Override
  public Future<Void> close() {
    return vertx.undeploy(deployment);
  }

  @Override
  public Optional<Problem> unavailable() {
    return verticle.unavailable();
  }
}
