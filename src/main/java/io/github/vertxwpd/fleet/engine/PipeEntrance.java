package io.github.vertxwpd.fleet.engine;

import io.github.vertxwpd.fleet.credentials.LiveCredentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a node's Hazelcast reaches a member on another machine: on loopback, at the address that
 * stands for the member. Behind it mutual TLS goes to the member's host. Confined to the event loop
 * of its Vert.x, which has one.
 */
final class PipeEntrance {
  /** Heartbeats go every second; a pipe without any is one whose other end is gone. */
  static final int READ_IDLE_SECONDS = 15;

  private static final Logger LOG = LoggerFactory.getLogger(PipeEntrance.class);

  private final SocketAddress exit;
  private final int maxPipes;
  private final NetServer server;
  private final NetClient client;
  private boolean unreachable;
  private int open;

  /**
   * Makes an entrance.
   *
   * @param exit where the member's pipes end
   * @param maxPipes how many may be open at once
   */
  PipeEntrance(Vertx vertx, LiveCredentials credentials, SocketAddress exit, int maxPipes) {
    this.exit = exit;
    this.maxPipes = maxPipes;
    this.server = vertx.createNetServer(new NetServerOptions());
    this.client =
        vertx.createNetClient(
            FleetTls.set(new NetClientOptions(), credentials)
                .setHostnameVerificationAlgorithm("")
                .setConnectTimeout(FleetTls.CONNECT_MS)
                .setReadIdleTimeout(READ_IDLE_SECONDS));
  }

  /**
   * Listens.
   *
   * @return where, once it does
   */
  Future<SocketAddress> open(SocketAddress at) {
    return server
        .connectHandler(this::connected)
        .listen(at)
        .map(listening -> SocketAddress.inetSocketAddress(listening.actualPort(), at.host()));
  }

  private void connected(NetSocket inside) {
    inside.pause();
    if (open >= maxPipes) {
      inside.close();
      return;
    }
    open++;
    client
        .connect(exit)
        .onSuccess(outside -> reached())
        .onFailure(this::notReached)
        .compose(outside -> Pipe.join(inside, outside))
        .eventually(inside::close)
        .onComplete(ended -> open--);
  }

  private void reached() {
    if (unreachable) {
      unreachable = false;
      LOG.info("The member {} is reached again", exit);
    }
  }

  private void notReached(Throwable why) {
    if (!unreachable) {
      unreachable = true;
      LOG.warn("The member {} cannot be reached: {}", exit, why.getMessage());
    }
  }

  /** Stops listening, and ends all pipes. */
  Future<Void> close() {
    return server.close().eventually(client::close);
  }
}
