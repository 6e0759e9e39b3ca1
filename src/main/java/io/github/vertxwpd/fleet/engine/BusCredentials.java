package io.github.vertxwpd.fleet.engine;

import io.github.vertxwpd.fleet.credentials.LiveCredentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the event bus ask for the credentials at each handshake. A clustered bus keeps what it was
 * started with, and shows neither its server nor its client, which could both be told of others: so
 * they are looked for in its fields. Where a Vert.x hides them, the bus works all the same, and the
 * node has to be started again before its certificate ends.
 */
final class BusCredentials {
  private static final Logger LOG = LoggerFactory.getLogger(BusCredentials.class);

  private BusCredentials() {}

  /**
   * Makes the bus follow the credentials.
   *
   * @return completes once new handshakes do
   */
  static Future<Void> follow(Vertx vertx, LiveCredentials credentials) {
    Optional<NetServer> server = fieldOf(vertx, NetServer.class);
    Optional<NetClient> client = fieldOf(vertx, NetClient.class);
    if (server.isEmpty() || client.isEmpty()) {
      LOG.warn("New credentials will need a restart: this Vert.x does not show its event bus' TLS");
      return Future.succeededFuture();
    }
    List<Future<?>> updates = new ArrayList<>();
    updates.add(
        server
            .get()
            .updateSSLOptions(
                set(new ServerSSLOptions(), credentials).setClientAuth(ClientAuth.REQUIRED)));
    updates.add(
        client
            .get()
            .updateSSLOptions(
                set(new ClientSSLOptions(), credentials)
                    .setTrustAll(false)
                    .setHostnameVerificationAlgorithm("")));
    return Future.join(updates).mapEmpty();
  }

  private static <T extends SSLOptions> T set(T options, LiveCredentials credentials) {
    options
        .setKeyCertOptions(credentials.keyCertOptions())
        .setTrustOptions(credentials.trustOptions())
        .setEnabledSecureTransportProtocols(Set.of(FleetTls.VERSION))
        .setSslHandshakeTimeout(FleetTls.HANDSHAKE_MS)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    return options;
  }

  private static <T> Optional<T> fieldOf(Vertx vertx, Class<T> type) {
    for (Field field : vertx.eventBus().getClass().getDeclaredFields()) {
      if (type.isAssignableFrom(field.getType())) {
        try {
          field.setAccessible(true);
          return Optional.ofNullable(type.cast(field.get(vertx.eventBus())));
        } catch (IllegalAccessException | InaccessibleObjectException e) {
          LOG.debug("{} is hidden", field, e);
        }
      }
    }
    return Optional.empty();
  }
}
