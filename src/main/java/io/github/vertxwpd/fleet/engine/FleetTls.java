package io.github.vertxwpd.fleet.engine;

import io.github.vertxwpd.fleet.credentials.LiveCredentials;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TCPSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * TLS between the nodes of a fleet: of version 1.3, and by the fleet's credentials at both ends.
 */
final class FleetTls {
  /** How long a handshake may take, in milliseconds. */
  static final int HANDSHAKE_MS = 10_000;

  /** How long a connection may take to come about, in milliseconds. */
  static final int CONNECT_MS = 3_000;

  /** The only version. */
  static final String VERSION = "TLSv1.3";

  private FleetTls() {}

  /** Sets what all ends have in common; each handshake asks for the credentials. */
  static <T extends TCPSSLOptions> T set(T options, LiveCredentials credentials) {
    return set(options, credentials.keyCertOptions(), credentials.trustOptions());
  }

  /** Sets what all ends have in common. */
  static <T extends TCPSSLOptions> T set(T options, KeyCertOptions keys, TrustOptions trust) {
    options
        .setSsl(true)
        .setKeyCertOptions(keys)
        .setTrustOptions(trust)
        .setEnabledSecureTransportProtocols(Set.of(VERSION))
        .setSslHandshakeTimeout(HANDSHAKE_MS)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    return options;
  }
}
