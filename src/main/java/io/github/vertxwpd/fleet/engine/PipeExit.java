package io.github.vertxwpd.fleet.engine;

import io.github.vertxwpd.fleet.credentials.LiveCredentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the pipes of the other nodes end: behind mutual TLS, which has to be done before anything
 * of them is read, is the node's own Hazelcast. Confined to the event loop of its Vert.x, which has
 * one.
 */
final class PipeExit {
  /** How many pipes may be open at once; a fleet needs one or two for each member. */
  static final int MAX_PIPES = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(PipeExit.class);

  private final LiveCredentials credentials;
  private final SocketAddress behind;
  private final int maxPipes;
  private final NetServer server;
  private final NetClient client;
  private int open;

  /**
   * Makes an exit.
   *
   * @param behind where the node's own Hazelcast listens
   * @param maxPipes how many may be open at once
   */
  PipeExit(Vertx vertx, LiveCredentials credentials, SocketAddress behind, int maxPipes) {
    this.credentials = credentials;
    this.behind = behind;
    this.maxPipes = maxPipes;
    this.server =
        vertx.createNetServer(
            FleetTls.set(new NetServerOptions(), credentials)
                .setClientAuth(ClientAuth.REQUIRED)
                .setReadIdleTimeout(PipeEntrance.READ_IDLE_SECONDS));
    this.client =
        vertx.createNetClient(new NetClientOptions().setConnectTimeout(FleetTls.CONNECT_MS));
  }

  /**
   * Listens.
   *
   * @return where, once it does
   */
  Future<SocketAddress> open(SocketAddress at) {
    return server
        .connectHandler(this::connected)
        .exceptionHandler(refused -> LOG.debug("No pipe", refused))
        .listen(at)
        .map(listening -> SocketAddress.inetSocketAddress(listening.actualPort(), at.host()));
  }

  /** Called once the handshake is done. */
  private void connected(NetSocket outside) {
    outside.pause();
    if (!isOfTheFleet(outside) || open >= maxPipes) {
      outside.close();
      return;
    }
    open++;
    client
        .connect(behind)
        .compose(inside -> Pipe.join(outside, inside))
        .eventually(outside::close)
        .onComplete(ended -> open--);
  }

  private boolean isOfTheFleet(NetSocket socket) {
    try {
      credentials.requireOfTheFleet(
          socket.peerCertificates().stream().map(X509Certificate.class::cast).toList());
      return true;
    } catch (SSLPeerUnverifiedException | CertificateException e) {
      LOG.warn("{} is refused: {}", socket.remoteAddress(), e.getMessage());
      return false;
    }
  }

  /** Stops listening, and ends all pipes. */
  Future<Void> close() {
    return server.close().eventually(client::close);
  }
}
