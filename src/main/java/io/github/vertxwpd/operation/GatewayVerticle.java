package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.TimeOrderedUuid;
import io.github.vertxwpd.stream.EventStream;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The event loop that owns what a gateway knows: the devices, the ledger of operations, the stream
 * of events. It answers the event-bus addresses and hands native calls to the {@link WpdVerticle}
 * that it deploys.
 */
public final class GatewayVerticle extends VerticleBase {
  private static final int EPOCH_LENGTH = 6;
  private static final String EPOCH_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

  private final String id;
  private final String version;
  private final ConnectorProvider provider;
  private final WpdOptions options;
  private final Clock clock = Clock.systemUTC();
  private final Instant startedAt = clock.instant();
  private final String incarnation = TimeOrderedUuid.at(startedAt);
  private final EventStream stream;

  private WpdVerticle apartment;
  private DeviceTable devices;
  private OperationLedger ledger;
  private DeviceWatch watch;
  private EventPublisher publisher;
  private GatewayService service;
  private boolean goodbyeSaid;

  /**
   * Makes the verticle.
   *
   * @param id the gateway's id
   * @param version the program's version
   * @param provider how devices are reached
   * @param options how to run
   */
  public GatewayVerticle(
      String id, String version, ConnectorProvider provider, WpdOptions options) {
    this.id = id;
    this.version = version;
    this.provider = provider;
    this.options = options;
    this.stream = new EventStream(id, newEpoch(), clock, options.getEvents().getRetainCount());
  }

  @Override
  public Future<?> start() {
    TimeSource time = TimeSource.of(vertx, clock);
    WpdAddresses addresses = new WpdAddresses(options.getAddressPrefix());
    apartment = new WpdVerticle(provider, context, () -> watch.changed());
    devices = new DeviceTable(id);
    ledger =
        new OperationLedger(
            devices,
            stream,
            apartment,
            time,
            action -> context.runOnContext(now -> action.run()),
            apartment::unavailable);
    watch = new DeviceWatch(apartment, devices, stream, time, options.getWpd(), new Random());
    service = new GatewayService(vertx, context, ledger, devices, stream, this::describe);
    publisher = new EventPublisher(vertx.eventBus(), addresses, stream);
    return vertx
        .deployVerticle(apartment, WpdVerticle.deploymentOptions())
        .compose(deployed -> firstListing(time))
        .compose(listed -> new BusEndpoint(service).register(vertx.eventBus(), addresses));
  }

  @Override
  public Future<?> stop() {
    watch.stop();
    return drain(1).onComplete(drained -> publisher.stop());
  }

  /** Returns the commands and queries; there once the verticle is deployed. */
  public WpdService service() {
    return service;
  }

  /** Returns the gateway as it is now. Confined to this verticle's context. */
  Gateway describe() {
    List<String> degraded = new ArrayList<>();
    apartment.unavailable().map(Problem::code).ifPresent(code -> degraded.add(code.wireName()));
    apartment
        .busyMs()
        .ifPresent(
            ms -> {
              if (ms > options.getWpd().getCallTimeoutMs()) {
                degraded.add("apartment-hung");
              }
            });
    return new Gateway(
        id,
        incarnation,
        stream.head().epoch(),
        "up",
        provider.name(),
        version,
        startedAt,
        clock.instant(),
        devices.size(),
        degraded);
  }

  /**
   * Says goodbye, takes no more commands and waits for the running ones. May be called on any
   * thread.
   *
   * @param limitMs how long to wait, in milliseconds
   */
  public Future<Void> drain(long limitMs) {
    Promise<Void> drained = Promise.promise();
    context.runOnContext(
        now -> {
          if (!goodbyeSaid) {
            goodbyeSaid = true;
            stream.append(new EventBody.GatewayStopping(describe()));
          }
          ledger.drain(limitMs).onComplete(drained);
        });
    return drained.future();
  }

  /**
   * Waits for the first listing, but not for a native call that hangs: the gateway says then that
   * it is degraded.
   */
  private Future<Void> firstListing(TimeSource time) {
    stream.append(new EventBody.GatewayStarted(describe()));
    Promise<Void> enough = Promise.promise();
    Runnable limit = time.after(options.getWpd().getCallTimeoutMs(), enough::tryComplete);
    watch.start().onComplete(listed -> enough.tryComplete());
    return enough.future().onComplete(done -> limit.run());
  }

  private static String newEpoch() {
    StringBuilder epoch = new StringBuilder();
    // Not RandomGenerator.getDefault(): its module jdk.random is missing in some Java runtimes.
    new SecureRandom()
        .ints(EPOCH_LENGTH, 0, EPOCH_ALPHABET.length())
        .forEach(i -> epoch.append(EPOCH_ALPHABET.charAt(i)));
    return epoch.toString();
  }
}
