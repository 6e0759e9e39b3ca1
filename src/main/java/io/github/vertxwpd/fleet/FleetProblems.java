package io.github.vertxwpd.fleet;

import io.github.vertxwpd.WpdException;
import io.vertx.core.Future;

/** What is said where another gateway is in the way. */
final class FleetProblems {
  private FleetProblems() {}

  /** Fails as another gateway's process did, and names the gateway. */
  static <T> Future<T> of(Throwable cause, String gateway) {
    return Future.failedFuture(
        cause instanceof WpdException refused && refused.problem().gateway().isEmpty()
            ? new WpdException(refused.problem().withGateway(gateway))
            : cause);
  }
}
