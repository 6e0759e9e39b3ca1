package io.github.vertxwpd.web;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.operation.WpdService;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Serves the REST API, the WebSocket and the page. It binds to loopback alone: it has neither TLS
 * nor authentication.
 */
public final class WebVerticle extends VerticleBase {
  private static final long GOODBYE_MS = 1_000;

  private final WpdService service;
  private final HttpOptions options;
  private final WpdAddresses addresses;
  private final WebLimits limits;
  private volatile Optional<HttpServer> server = Optional.empty();
  private volatile Optional<StreamSessions> sessions = Optional.empty();

  /**
   * Makes the verticle, to be deployed once.
   *
   * @param service what it asks and commands
   * @param options where it listens and how much it takes; deployment fails with {@link
   *     IllegalArgumentException} where {@code http.host} is not a loopback address
   * @param addresses where the events are published
   */
  public WebVerticle(WpdService service, HttpOptions options, WpdAddresses addresses) {
    this(service, options, addresses, WebLimits.of(options));
  }

  WebVerticle(WpdService service, HttpOptions options, WebLimits limits) {
    this(service, options, new WpdAddresses(WpdOptions.DEFAULT_ADDRESS_PREFIX), limits);
  }

  WebVerticle(WpdService service, HttpOptions options, WpdAddresses addresses, WebLimits limits) {
    this.service = service;
    this.options = new HttpOptions(options);
    this.addresses = addresses;
    this.limits = limits;
  }

  /**
   * Returns the TCP port it listens on.
   *
   * @throws IllegalStateException before it is deployed
   */
  public int port() {
    return server
        .orElseThrow(() -> new IllegalStateException("the web verticle is not deployed"))
        .actualPort();
  }

  /** Returns how many connections that get events are open. */
  int openSockets() {
    return sessions.map(StreamSessions::count).orElse(0);
  }

  /** Returns how many of them were closed, and wait for the client to answer. */
  long closingSockets() {
    return sessions.map(StreamSessions::closingCount).orElse(0L);
  }

  @Override
  public Future<?> start() {
    LoopbackNames names = LoopbackNames.ofBound(options.getHost());
    StreamSessions connections = new StreamSessions(vertx, context, service.stream(), limits);
    sessions = Optional.of(connections);
    return vertx
        .createHttpServer(serverOptions())
        .requestHandler(
            WebRoutes.create(
                vertx, service, new RequestGuard(names), connections, limits, bridge()))
        .invalidRequestHandler(ProblemResponse::ofInvalid)
        .listen(options.getPort(), names.boundHost())
        .onSuccess(listening -> server = Optional.of(listening));
  }

  private Optional<EventBusBridge> bridge() {
    return options.isBridge()
        ? Optional.of(new EventBusBridge(vertx, addresses, limits))
        : Optional.empty();
  }

  private HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setHttp2ClearTextEnabled(false)
        // Everything is written on the event loop, so that no connection needs a queue for the
        // rest.
        .setStrictThreadMode(true)
        .setHandle100ContinueAutomatically(true)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setSendBufferSize(limits.sendBufferBytes())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setWriteIdleTimeout(limits.writeIdleMs());
  }

  @Override
  public Future<?> stop() {
    Promise<Void> goodbye = Promise.promise();
    long timer = vertx.setTimer(GOODBYE_MS, id -> goodbye.tryComplete());
    sessions
        .map(StreamSessions::stop)
        .orElseGet(Future::succeededFuture)
        .onComplete(closed -> goodbye.tryComplete());
    return goodbye.future().onComplete(done -> vertx.cancelTimer(timer));
  }
}
