package io.github.vertxwpd;

import io.github.vertxwpd.audit.AuditLog;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.connector.none.NoDevicesProvider;
import io.github.vertxwpd.connector.simulated.SimulatedProvider;
import io.github.vertxwpd.connector.wpd.WindowsProvider;
import io.github.vertxwpd.fleet.FleetVerticle;
import io.github.vertxwpd.metrics.GatewayMetrics;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.operation.GatewayVerticle;
import io.github.vertxwpd.operation.ProgramVersion;
import io.github.vertxwpd.operation.WpdService;
import io.github.vertxwpd.security.Authenticator;
import io.github.vertxwpd.security.TokenAuthenticator;
import io.github.vertxwpd.stream.Journal;
import io.github.vertxwpd.stream.JournalOptions;
import io.github.vertxwpd.stream.SqliteJournal;
import io.github.vertxwpd.web.SecurityRecords;
import io.github.vertxwpd.web.WebVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway inside a Vert.x application: the verticle that owns the devices, and, where {@link
 * HttpOptions#isEnabled} says so, the one that shows them to the web.
 */
public final class WpdGateway {
  private static final Logger LOG = LoggerFactory.getLogger(WpdGateway.class);

  /**
   * What undeploying may take past the drain, in milliseconds, before a hung native call is left
   * behind.
   */
  private static final long UNDEPLOY_LIMIT_MS = 2_000;

  private final Vertx vertx;
  private final WpdOptions options;
  private final Journal journal;
  private final Optional<AuditLog> audit;
  private final GatewayMetrics metrics;
  private final GatewayVerticle gateway;
  private final String gatewayDeployment;
  private final Gateway info;
  private final List<Supplier<List<String>>> reasons = new CopyOnWriteArrayList<>();
  private Optional<TokenAuthenticator> authenticator = Optional.empty();
  private Optional<Fleet> fleet = Optional.empty();
  private Optional<Web> web = Optional.empty();

  private record Fleet(String deployment, WpdService service) {}

  private record Web(String deployment, int port) {}

  private WpdGateway(
      Vertx vertx,
      WpdOptions options,
      Journal journal,
      Optional<AuditLog> audit,
      GatewayMetrics metrics,
      GatewayVerticle gateway,
      String gatewayDeployment,
      Gateway info) {
    this.vertx = vertx;
    this.options = options;
    this.journal = journal;
    this.audit = audit;
    this.metrics = metrics;
    this.gateway = gateway;
    this.gatewayDeployment = gatewayDeployment;
    this.info = info;
    gateway.alsoDegradedBy(() -> reasons.stream().flatMap(asked -> asked.get().stream()).toList());
  }

  /**
   * Deploys a gateway.
   *
   * @param vertx where to
   * @param options how it runs
   * @return the gateway, once it answers; fails with {@link IllegalArgumentException} where an
   *     option is not valid, with {@link io.github.vertxwpd.stream.JournalUnavailableException}
   *     where {@code data.dir} cannot be used, and with {@link WpdException} {@code
   *     journal-unavailable} where the audit log cannot be written
   */
  public static Future<WpdGateway> deploy(Vertx vertx, WpdOptions options) {
    WpdExceptionCodec.register(vertx.eventBus());
    try {
      String id = options.getGateway().idOrHostName();
      ConnectorProvider provider = provider(options);
      GatewayMetrics metrics = metrics(options, provider);
      return SqliteJournal.open(vertx, journalOptions(options).withListener(metrics.journal()))
          .compose(journal -> deploy(vertx, options, id, provider, journal, metrics))
          .compose(WpdGateway::deployFleet)
          .compose(WpdGateway::deployWeb)
          .onFailure(cause -> metrics.close());
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
  }

  private static Future<WpdGateway> deploy(
      Vertx vertx,
      WpdOptions options,
      String id,
      ConnectorProvider provider,
      Journal journal,
      GatewayMetrics metrics) {
    return openAudit(options)
        .compose(audit -> deploy(vertx, options, id, provider, journal, metrics, audit))
        .recover(cause -> journal.close().transform(closed -> Future.failedFuture(cause)));
  }

  private static Future<WpdGateway> deploy(
      Vertx vertx,
      WpdOptions options,
      String id,
      ConnectorProvider provider,
      Journal journal,
      GatewayMetrics metrics,
      Optional<AuditLog> audit) {
    GatewayVerticle verticle =
        new GatewayVerticle(id, ProgramVersion.current(), provider, options, journal, trail(audit))
            .toldTo(metrics.gateway());
    if (vertx.isClustered()) {
      verticle.behindOthers();
    }
    return vertx
        .deployVerticle(verticle)
        .compose(
            deployment ->
                verticle
                    .service()
                    .snapshot()
                    .map(
                        now ->
                            new WpdGateway(
                                vertx,
                                options,
                                journal,
                                audit,
                                metrics,
                                verticle,
                                deployment,
                                now.gateways().get(0))))
        .recover(cause -> close(audit).transform(closed -> Future.failedFuture(cause)));
  }

  private static GatewayMetrics metrics(WpdOptions options, ConnectorProvider provider) {
    HttpOptions http = options.getHttp();
    return http.isEnabled() && http.isMetrics()
        ? GatewayMetrics.ofClassPath(provider.name())
        : GatewayMetrics.NONE;
  }

  private static Future<Optional<AuditLog>> openAudit(WpdOptions options) {
    if (!options.getAudit().isEnabled()) {
      LOG.warn("audit.enabled is false: it is not recorded who asks for what");
      return Future.succeededFuture(Optional.empty());
    }
    return AuditLog.open(options.getAudit().directory(options.getData())).map(Optional::of);
  }

  private static AuditTrail trail(Optional<AuditLog> audit) {
    return audit.map(AuditTrail.class::cast).orElse(AuditTrail.NONE);
  }

  private static Future<Void> close(Optional<AuditLog> audit) {
    return audit.map(AuditLog::close).orElseGet(Future::succeededFuture);
  }

  private static JournalOptions journalOptions(WpdOptions options) {
    return JournalOptions.of(Path.of(options.getData().getDir()))
        .withRetention(
            Duration.ofHours(options.getEvents().getRetainHours()),
            options.getEvents().getRetainCount());
  }

  /** Returns the gateway as it was when it was deployed. */
  public Gateway info() {
    return info;
  }

  /** Returns the TCP port that the web verticle listens on; empty where there is none. */
  public OptionalInt httpPort() {
    return web.map(w -> OptionalInt.of(w.port())).orElseGet(OptionalInt::empty);
  }

  /**
   * Lets something else say why the gateway does not work fully, besides what the gateway knows.
   *
   * @param asked for its reasons on the gateway's event loop each time somebody wants to know; must
   *     return at once
   */
  public void alsoDegradedBy(Supplier<List<String>> asked) {
    reasons.add(asked);
  }

  /**
   * Stops: refuses new commands, waits for the running ones up to {@code shutdown.drainMs}, closes
   * the sockets, and releases COM on its own thread. A native call that hangs is left behind after
   * that.
   */
  public Future<Void> close() {
    Promise<Void> undeployed = Promise.promise();
    long limitMs = options.getShutdown().getDrainMs();
    long timer = vertx.setTimer(limitMs + UNDEPLOY_LIMIT_MS, late -> giveUp(undeployed));
    gateway
        .drain(limitMs)
        .compose(
            drained ->
                web.map(w -> vertx.undeploy(w.deployment())).orElseGet(Future::succeededFuture))
        .compose(
            offline ->
                fleet.map(f -> vertx.undeploy(f.deployment())).orElseGet(Future::succeededFuture))
        .compose(apart -> vertx.undeploy(gatewayDeployment))
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              undeployed.tryComplete();
            });
    return undeployed
        .future()
        .eventually(this::closeSecurity)
        .eventually(() -> close(audit))
        .eventually(journal::close)
        .onComplete(closed -> metrics.close());
  }

  private Future<Void> closeSecurity() {
    return authenticator.map(TokenAuthenticator::close).orElseGet(Future::succeededFuture);
  }

  private Future<WpdGateway> deployFleet() {
    if (!vertx.isClustered()) {
      return Future.succeededFuture(this);
    }
    FleetVerticle verticle = new FleetVerticle(gateway, options.getAddressPrefix(), trail(audit));
    return vertx
        .deployVerticle(verticle)
        .map(
            deployment -> {
              fleet = Optional.of(new Fleet(deployment, verticle.service()));
              metrics.watchFleet(verticle::condition);
              return this;
            })
        .recover(cause -> close().transform(closed -> Future.failedFuture(cause)));
  }

  private Future<WpdGateway> deployWeb() {
    if (!options.getHttp().isEnabled()) {
      return Future.succeededFuture(this);
    }
    return openSecurity()
        .compose(this::deployWeb)
        .recover(cause -> close().transform(closed -> Future.failedFuture(cause)));
  }

  private Future<WpdGateway> deployWeb(Authenticator opened) {
    WebVerticle verticle =
        new WebVerticle(
                fleet.map(Fleet::service).orElseGet(gateway::service),
                options.getHttp(),
                new WpdAddresses(options.getAddressPrefix()),
                opened,
                trail(audit))
            .toldTo(metrics.web(), metrics.page());
    alsoDegradedBy(verticle::degraded);
    metrics.watch(gateway.service()::condition, gateway.service().stream());
    return vertx
        .deployVerticle(verticle)
        .map(
            deployment -> {
              web = Optional.of(new Web(deployment, verticle.port()));
              if (verticle.certificateEnd().isPresent()) {
                metrics.watchCertificate(() -> verticle.certificateEnd().orElseThrow());
              }
              return this;
            });
  }

  private Future<TokenAuthenticator> openSecurity() {
    return TokenAuthenticator.open(
            vertx,
            options.getSecurity(),
            Clock.systemUTC(),
            new SecurityRecords(trail(audit), metrics.web()))
        .onSuccess(opened -> authenticator = Optional.of(opened));
  }

  private static void giveUp(Promise<Void> closed) {
    if (closed.tryComplete()) {
      LOG.warn("a native call has not returned; its apartment is left behind");
    }
  }

  private static ConnectorProvider provider(WpdOptions options) {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    return switch (options.getProvider()) {
      case "auto" -> windows ? new WindowsProvider() : simulated(options);
      case "wpd" -> {
        if (!windows) {
          throw new IllegalArgumentException(
              "provider \"wpd\" needs Windows; set provider to \"simulated\" or \"auto\"");
        }
        yield new WindowsProvider();
      }
      case "simulated" -> simulated(options);
      case "none" -> new NoDevicesProvider();
      default ->
          throw new IllegalArgumentException(
              "unknown provider \""
                  + options.getProvider()
                  + "\"; known are auto, none, simulated, wpd");
    };
  }

  private static ConnectorProvider simulated(WpdOptions options) {
    LOG.warn(
        "The devices are simulated: nothing that is shown here is a real device, and Windows"
            + " Portable Devices exists on Windows alone");
    return new SimulatedProvider(options.getSimulated());
  }
}
