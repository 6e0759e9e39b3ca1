package io.github.vertxwpd.fleet.engine;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetSocket;

/** Two connections that are one: what comes from one goes to the other, and both end together. */
final class Pipe {
  private Pipe() {}

  /**
   * Joins two connections, of which nothing has been read yet. Each is read only as fast as the
   * other is written.
   *
   * @return completes when the pipe is broken; never fails
   */
  static Future<Void> join(NetSocket one, NetSocket other) {
    Promise<Void> broken = Promise.promise();
    forward(one, other, broken);
    forward(other, one, broken);
    return broken.future();
  }

  private static void forward(NetSocket from, NetSocket to, Promise<Void> broken) {
    from.closeHandler(
        closed -> {
          to.close();
          broken.tryComplete();
        });
    from.pipeTo(to).onFailure(failure -> from.close());
  }
}
