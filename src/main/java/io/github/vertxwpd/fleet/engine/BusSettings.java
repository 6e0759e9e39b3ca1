package io.github.vertxwpd.fleet.engine;

import io.github.vertxwpd.ClusterOptions;
import io.github.vertxwpd.fleet.credentials.LiveCredentials;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;

/** How the event bus goes between the nodes. */
final class BusSettings {
  private static final long PING_MS = 2_000;
  private static final long PONG_MS = 3_000;

  /** Without it a connection is used until TCP gives it up; pings keep one that works. */
  private static final int READ_IDLE_SECONDS = 6;

  private BusSettings() {}

  /**
   * Makes the options. Vert.x turns them into JSON, which the credentials of now survive alone;
   * {@link BusCredentials} puts in those of each handshake.
   */
  static EventBusOptions of(ClusterOptions options, LiveCredentials credentials) {
    return FleetTls.set(new EventBusOptions(), credentials.pemOfNow(), credentials.pemTrustOfNow())
        .setTrustAll(false)
        .setClientAuth(ClientAuth.REQUIRED)
        .setHost(options.getHost())
        .setPort(options.getEventBusPort())
        .setClusterPublicHost(options.getHost())
        .setConnectTimeout(FleetTls.CONNECT_MS)
        .setClusterPingInterval(PING_MS)
        .setClusterPingReplyInterval(PONG_MS)
        .setReadIdleTimeout(READ_IDLE_SECONDS);
  }
}
