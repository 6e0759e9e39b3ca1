package io.github.vertxwpd.web;

import io.github.vertxwpd.web.tls.ServerCertificate;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How Vert.x' server is set. */
final class ServerSettings {
  private static final List<String> TLS_VERSIONS = List.of("TLSv1.3", "TLSv1.2");

  private ServerSettings() {}

  /**
   * Sets a server.
   *
   * @param certificate what HTTPS is served with; empty for HTTP
   */
  static HttpServerOptions of(WebLimits limits, Optional<ServerCertificate> certificate) {
    HttpServerOptions options = new HttpServerOptions();
    options
        // Everything is written on the event loop, so that no connection needs a queue for the
        // rest.
        .setStrictThreadMode(true)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setSendBufferSize(limits.sendBufferBytes())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setWriteIdleTimeout(limits.writeIdleMs());
    // A WebSocket takes over its TCP connection, which is HTTP/1.1's alone.
    options.setHttp2ClearTextEnabled(false).setUseAlpn(false);
    certificate.ifPresent(
        served ->
            options
                .setSsl(true)
                .setKeyCertOptions(served.options())
                .setEnabledSecureTransportProtocols(new LinkedHashSet<>(TLS_VERSIONS))
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(limits.handshakeMs()));
    return options;
  }

  /** Returns what a server is told that serves another certificate from now on. */
  static ServerSSLOptions tls(ServerCertificate certificate, WebLimits limits) {
    return of(limits, Optional.of(certificate)).getSslOptions();
  }
}
