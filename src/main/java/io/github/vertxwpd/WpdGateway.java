package io.github.vertxwpd;

import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.fleet.FleetVerticle;
import io.github.vertxwpd.metrics.GatewayMetrics;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.operation.ConfigurationDifference;
import io.github.vertxwpd.operation.GatewayVerticle;
import io.github.vertxwpd.operation.ProgramVersion;
import io.github.vertxwpd.operation.WpdService;
import io.github.vertxwpd.security.Authenticator;
import io.github.vertxwpd.security.TokenAuthenticator;
import io.github.vertxwpd.web.SecurityRecords;
import io.github.vertxwpd.web.WebVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
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
  private final GatewayResources resources;
  private final GatewayVerticle gateway;
  private final String gatewayDeployment;
  private final Gateway info;
  private final List<Supplier<List<String>>> reasons = new CopyOnWriteArrayList<>();
  private volatile WpdOptions options;
  private Optional<TokenAuthenticator> authenticator = Optional.empty();
  private Optional<Fleet> fleet = Optional.empty();
  private Optional<Web> web = Optional.empty();

  private record Fleet(String deployment, WpdService service) {}

  private record Web(String deployment, WebVerticle verticle) {}

  private WpdGateway(
      Vertx vertx,
      WpdOptions options,
      GatewayResources resources,
      GatewayVerticle gateway,
      String gatewayDeployment,
      Gateway info) {
    this.vertx = vertx;
    this.options = options;
    this.resources = resources;
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
      ConnectorProvider provider = ProviderChoice.of(options);
      return GatewayResources.open(vertx, options, provider.name())
          .compose(resources -> deploy(vertx, options, id, provider, resources))
          .compose(WpdGateway::deployFleet)
          .compose(WpdGateway::deployWeb);
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
  }

  private static Future<WpdGateway> deploy(
      Vertx vertx,
      WpdOptions options,
      String id,
      ConnectorProvider provider,
      GatewayResources resources) {
    GatewayVerticle verticle =
        new GatewayVerticle(
                id,
                ProgramVersion.current(),
                provider,
                options,
                resources.journal(),
                resources.trail())
            .toldTo(resources.metrics().gateway());
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
                                new WpdOptions(options),
                                resources,
                                verticle,
                                deployment,
                                now.gateways().get(0))))
        .recover(cause -> resources.close().transform(closed -> Future.failedFuture(cause)));
  }

  /** Returns the gateway as it was when it was deployed. */
  public Gateway info() {
    return info;
  }

  /** Returns the TCP port that the web verticle listens on; empty where there is none. */
  public OptionalInt httpPort() {
    return web.map(w -> OptionalInt.of(w.verticle().port())).orElseGet(OptionalInt::empty);
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
   * Takes other options while it runs, as far as that is possible: {@code devices.aliases}, {@code
   * http.origins} and the limits of {@code http} ({@code maxConnections}, {@code
   * maxConnectionsPerUser}, {@code maxFrameBytes}, {@code framesPerSecond}, {@code frameBurst}),
   * the last three for connections that are opened from now on. The change is recorded in the audit
   * log. May be called on any thread, by one at a time.
   *
   * @param next all options, as for a new start
   * @return what was taken, once it is; fails with {@link IllegalArgumentException} where an option
   *     is not valid, and nothing is changed then
   */
  public Future<Reconfiguration> reconfigure(WpdOptions next) {
    WpdOptions before = options;
    WpdOptions now = LiveOptions.of(before, next);
    JsonObject taken = ConfigurationDifference.between(before, now);
    Reconfiguration result =
        new Reconfiguration(
            List.copyOf(taken.fieldNames()),
            List.copyOf(ConfigurationDifference.between(now, next).fieldNames()));
    if (taken.isEmpty()) {
      return Future.succeededFuture(result);
    }
    try {
      Map<String, String> aliases = now.getDevices().aliasesById();
      web.ifPresent(w -> w.verticle().reconfigure(now.getHttp()));
      options = now;
      recordChange(taken);
      return gateway.rename(aliases).map(result);
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
  }

  /** What is in effect does not wait for it. */
  private void recordChange(JsonObject taken) {
    JsonObject details = new JsonObject().put("configuration", taken);
    resources
        .trail()
        .append(AuditEntry.happened(AuditAction.CONFIGURATION_CHANGED, Caller.GATEWAY, details))
        .otherwiseEmpty();
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
    return undeployed.future().eventually(this::closeSecurity).eventually(resources::close);
  }

  private Future<Void> closeSecurity() {
    return authenticator.map(TokenAuthenticator::close).orElseGet(Future::succeededFuture);
  }

  private Future<WpdGateway> deployFleet() {
    if (!vertx.isClustered()) {
      return Future.succeededFuture(this);
    }
    FleetVerticle verticle =
        new FleetVerticle(gateway, options.getAddressPrefix(), resources.trail());
    return vertx
        .deployVerticle(verticle)
        .map(
            deployment -> {
              fleet = Optional.of(new Fleet(deployment, verticle.service()));
              resources.metrics().watchFleet(verticle::condition);
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
    GatewayMetrics metrics = resources.metrics();
    WebVerticle verticle =
        new WebVerticle(
                fleet.map(Fleet::service).orElseGet(gateway::service),
                options.getHttp(),
                new WpdAddresses(options.getAddressPrefix()),
                opened,
                resources.trail())
            .toldTo(metrics.web(), metrics.page());
    alsoDegradedBy(verticle::degraded);
    metrics.watch(gateway.service()::condition, gateway.service().stream());
    return vertx
        .deployVerticle(verticle)
        .map(
            deployment -> {
              web = Optional.of(new Web(deployment, verticle));
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
            new SecurityRecords(resources.trail(), resources.metrics().web()))
        .onSuccess(opened -> authenticator = Optional.of(opened));
  }

  private static void giveUp(Promise<Void> closed) {
    if (closed.tryComplete()) {
      LOG.warn("a native call has not returned; its apartment is left behind");
    }
  }
}
