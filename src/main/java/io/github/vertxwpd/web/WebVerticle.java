package io.github.vertxwpd.web;

import io.github.vertxwpd.HttpOptions;
import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.logging.LogLevels;
import io.github.vertxwpd.operation.WpdService;
import io.github.vertxwpd.security.Authenticator;
import io.github.vertxwpd.web.tls.CertificateWatch;
import io.github.vertxwpd.web.tls.ServerCertificate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Serves the REST API, the WebSocket and the page: over HTTP on loopback alone, over HTTPS
 * anywhere, and beyond loopback to those alone whom the authenticator knows.
 */
public final class WebVerticle extends VerticleBase {
  private static final long GOODBYE_MS = 1_000;
  private static final long CERTIFICATE_POLL_MS = 5_000;

  private final WpdService service;
  private final HttpOptions options;
  private final WpdAddresses addresses;
  private volatile WebLimits limits;
  private volatile OwnNames names;
  private final Authenticator authenticator;
  private final AuditTrail trail;
  private final Clock clock;
  private WebListener listener = WebListener.NONE;
  private Optional<MetricsPage> metrics = Optional.empty();
  private volatile Optional<HttpServer> server = Optional.empty();
  private volatile Optional<StreamSessions> sessions = Optional.empty();
  private volatile Optional<CertificateWatch> certificate = Optional.empty();
  private volatile Optional<OpenConnections> connections = Optional.empty();
  private Optional<LogLevelRoutes> logLevels = Optional.empty();

  /**
   * Makes the verticle, to be deployed once.
   *
   * @param service what it asks and commands
   * @param options where it listens and how much it takes; deployment fails with {@link
   *     IllegalArgumentException} where it would be open to others without TLS or without
   *     authentication, or where the certificate cannot be used
   * @param addresses where the events are published
   * @param authenticator says who somebody is
   * @param trail where it is recorded who was denied, and who logged in
   */
  public WebVerticle(
      WpdService service,
      HttpOptions options,
      WpdAddresses addresses,
      Authenticator authenticator,
      AuditTrail trail) {
    this(
        service,
        options,
        addresses,
        WebLimits.of(options),
        authenticator,
        trail,
        Clock.systemUTC());
  }

  /** Makes a verticle that asks nobody who they are and records nothing; for loopback alone. */
  public WebVerticle(WpdService service, HttpOptions options, WpdAddresses addresses) {
    this(service, options, addresses, Authenticator.NOBODY_ASKED, AuditTrail.NONE);
  }

  WebVerticle(
      WpdService service,
      HttpOptions options,
      WebLimits limits,
      Authenticator authenticator,
      AuditTrail trail,
      Clock clock) {
    this(
        service,
        options,
        new WpdAddresses(WpdOptions.DEFAULT_ADDRESS_PREFIX),
        limits,
        authenticator,
        trail,
        clock);
  }

  private WebVerticle(
      WpdService service,
      HttpOptions options,
      WpdAddresses addresses,
      WebLimits limits,
      Authenticator authenticator,
      AuditTrail trail,
      Clock clock) {
    this.service = service;
    this.options = new HttpOptions(options);
    this.addresses = addresses;
    this.limits = limits;
    this.names = OwnNames.of(new HttpOptions());
    this.authenticator = authenticator;
    this.trail = trail;
    this.clock = clock;
  }

  /**
   * Tells somebody of what it does, who may show it at {@code /metrics}. To be called before the
   * verticle is deployed.
   *
   * @param told told of what happens
   * @param page what was counted
   */
  public WebVerticle toldTo(WebListener told, Optional<MetricsPage> page) {
    listener = told;
    metrics = page;
    return this;
  }

  /**
   * Takes other origins and other limits from now on; connections that are open keep those that
   * they began with. Nothing else of the options is looked at. May be called on any thread.
   *
   * @param next the options
   * @throws IllegalArgumentException where {@code http.origins} has what is no origin; nothing is
   *     changed then
   */
  public void reconfigure(HttpOptions next) {
    HttpOptions same = new HttpOptions(options).setOrigins(next.getOrigins());
    names = OwnNames.of(same);
    limits = limits.with(next);
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

  /**
   * Returns why it does not serve as it should; empty where it does. May be called on any thread.
   */
  public List<String> degraded() {
    return certificate.map(CertificateWatch::degraded).orElseGet(List::of);
  }

  /**
   * Returns when the certificate ends that is served; empty where it serves none. May be called on
   * any thread.
   */
  public Optional<Instant> certificateEnd() {
    return certificate.map(CertificateWatch::end);
  }

  /** Returns how many connections that get events are open. */
  int openSockets() {
    return sessions.map(StreamSessions::count).orElse(0);
  }

  /** Returns how many of them were closed, and wait for the client to answer. */
  long closingSockets() {
    return sessions.map(StreamSessions::closingCount).orElse(0L);
  }

  /** Returns how many TCP connections are open. */
  int openConnections() {
    return connections.map(OpenConnections::count).orElse(0);
  }

  /** Looks at once whether the certificate has changed. */
  Future<Void> lookAtCertificate() {
    return certificate.map(CertificateWatch::look).orElseGet(Future::succeededFuture);
  }

  @Override
  public Future<?> start() {
    Exposure.check(options, authenticator.isRequired());
    names = OwnNames.of(options);
    if (options.getTls().getCertificate().isEmpty()) {
      return listen(Optional.empty());
    }
    return vertx
        .executeBlocking(() -> ServerCertificate.read(vertx, options.getTls()))
        .compose(read -> listen(Optional.of(read)));
  }

  private Future<HttpServer> listen(Optional<ServerCertificate> read) {
    Reception reception =
        Reception.of(
            vertx,
            authenticator,
            trail,
            () -> limits.maxSocketsPerUser(),
            read.isPresent(),
            clock,
            listener);
    StreamSessions streams =
        new StreamSessions(vertx, context, service.stream(), () -> limits, listener);
    OpenConnections open = new OpenConnections(() -> limits.maxConnections());
    sessions = Optional.of(streams);
    logLevels =
        LogLevels.ofThisProcess().map(levels -> new LogLevelRoutes(vertx, levels, trail, clock));
    connections = Optional.of(open);
    return vertx
        .createHttpServer(ServerSettings.of(limits, read))
        .connectionHandler(open::opened)
        .requestHandler(
            WebRoutes.create(
                vertx,
                new RequestGuard(() -> names, reception.cookie(), reception.audit()),
                reception,
                new StreamServices(service, streams, () -> limits),
                new SessionRoutes(authenticator, reception, clock),
                open,
                bridge(reception, open),
                new OperatorRoutes(metrics, logLevels)))
        .invalidRequestHandler(ProblemResponse::ofInvalid)
        .listen(options.getPort(), BoundHost.of(options.getHost()).name())
        .onSuccess(
            listening -> {
              server = Optional.of(listening);
              read.ifPresent(first -> watch(listening, first, reception.audit()));
            });
  }

  private void watch(HttpServer listening, ServerCertificate first, WebAudit audit) {
    CertificateWatch watch =
        new CertificateWatch(
            vertx,
            options.getTls(),
            first,
            next -> listening.updateSSLOptions(ServerSettings.tls(next, limits)),
            audit,
            clock);
    certificate = Optional.of(watch);
    watch.look();
    vertx.setPeriodic(CERTIFICATE_POLL_MS, id -> watch.look());
  }

  private Optional<EventBusBridge> bridge(Reception reception, OpenConnections open) {
    return options.isBridge()
        ? Optional.of(new EventBusBridge(vertx, addresses, () -> limits, reception, open))
        : Optional.empty();
  }

  @Override
  public Future<?> stop() {
    logLevels.ifPresent(LogLevelRoutes::stop);
    Promise<Void> goodbye = Promise.promise();
    long timer = vertx.setTimer(GOODBYE_MS, id -> goodbye.tryComplete());
    sessions
        .map(StreamSessions::stop)
        .orElseGet(Future::succeededFuture)
        .onComplete(closed -> goodbye.tryComplete());
    return goodbye.future().onComplete(done -> vertx.cancelTimer(timer));
  }
}
