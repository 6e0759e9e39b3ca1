package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.audit.DenialRecorder;
import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.TimeOrderedUuid;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.Journal;
import io.github.vertxwpd.stream.JournalContents;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The event loop that owns what a gateway knows: the devices, the ledger of operations, the stream
 * of events. It answers the event-bus addresses and hands native calls to the {@link WpdVerticle}
 * that it deploys.
 */
public final class GatewayVerticle extends VerticleBase {
  /** How many events are kept in memory at most; the journal has the rest. */
  private static final int MAX_RING = 10_000;

  /** More events than are written at once: who is woken finds the new ones in memory. */
  private static final int MIN_RING = 1_000;

  /** How long to wait before the journal is tried again, in milliseconds. */
  private static final long JOURNAL_RETRY_MS = 1_000;

  private final String id;
  private final String version;
  private final ConnectorProvider provider;
  private final WpdOptions options;
  private final Journal journal;
  private final AuditTrail audit;
  private final Clock clock = Clock.systemUTC();
  private final Instant startedAt = clock.instant();
  private final String incarnation = TimeOrderedUuid.at(startedAt);

  private TimeSource time;
  private EventStream stream;
  private ApartmentKeeper apartment;
  private DeviceTable devices;
  private OperationLedger ledger;
  private DeviceWatch watch;
  private OutcomeRecorder outcomes;
  private BusEndpoint endpoint;
  private GatewayService service;
  private GatewayPulse pulse;
  private final List<Supplier<List<String>>> alsoDegraded = new CopyOnWriteArrayList<>();
  private GatewayListener listener = GatewayListener.NONE;
  private boolean goodbyeSaid;
  private boolean behindOthers;

  /**
   * Makes the verticle.
   *
   * @param id the gateway's id
   * @param version the program's version
   * @param provider how devices are reached
   * @param options how to run
   * @param journal what must not be forgotten; closed by the caller after this verticle is
   *     undeployed
   * @param audit where it is recorded who asked for what; closed by the caller after this verticle
   *     is undeployed
   */
  public GatewayVerticle(
      String id,
      String version,
      ConnectorProvider provider,
      WpdOptions options,
      Journal journal,
      AuditTrail audit) {
    this.id = id;
    this.version = version;
    this.provider = provider;
    this.options = options;
    this.journal = journal;
    this.audit = audit;
  }

  /** Tells somebody of what the gateway does. To be called before the verticle is deployed. */
  public GatewayVerticle toldTo(GatewayListener told) {
    listener = told;
    return this;
  }

  @Override
  public Future<?> start() {
    time = TimeSource.of(vertx, clock);
    JournalContents known = journal.contents();
    OperationHistory history = new OperationHistory();
    assemble(known, history);
    return audit
        .append(GatewayRecords.started(describe(), options, outcomes.event()))
        .recover(
            cause ->
                Future.failedFuture(
                    GatewayRecords.unrecorded(audit.trouble().orElseGet(cause::getMessage))))
        .compose(recorded -> apartment.open())
        .compose(open -> firstListing())
        .compose(
            listed -> new OperationRecovery(devices, stream, history, time).run(known.operations()))
        .compose(recovered -> listen(known))
        .onSuccess(listening -> journal.forgetContents());
  }

  private void assemble(JournalContents known, OperationHistory history) {
    HungDevices hung = new HungDevices();
    OperationBook book = new OperationBook(history);
    int ring = Math.max(MIN_RING, Math.min(MAX_RING, options.getEvents().getRetainCount()));
    stream =
        new EventStream(id, journal, clock, ring, retry -> time.after(JOURNAL_RETRY_MS, retry));
    VisibleState visible = new VisibleState(() -> journal.trouble().isPresent());
    OperationLog log = new OperationLog(id);
    EventPublisher publisher =
        new EventPublisher(vertx.eventBus(), new WpdAddresses(options.getAddressPrefix()));
    stream.follow(event -> visible.apply(event.body()));
    stream.follow(event -> listener.happened(event.body()));
    stream.follow(event -> log.happened(event.body()));
    stream.follow(publisher::publish);
    devices = new DeviceTable(id, options.getDevices().aliasesById());
    devices.remember(known.devices(), known.holds());
    apartment =
        new ApartmentKeeper(
            () -> DeployedRoom.deploy(vertx, provider, context, () -> watch.changed()),
            time,
            options.getWpd().getCallTimeoutMs(),
            hung,
            listener);
    ledger =
        new OperationLedger(
            new OperationLedger.Parts(
                devices,
                stream,
                apartment,
                time,
                action -> context.runOnContext(now -> action.run()),
                new RequestLog(known.requestIds()),
                book,
                new OutsideRefusals(apartment, () -> watch.obstacle(), hung, time)));
    watch =
        new DeviceWatch(
            apartment, devices, ledger.holds()::announce, time, options.getWpd(), new Random());
    AuditedCommands commands = new AuditedCommands(audit, ledger, book, id, time, listener);
    outcomes = new OutcomeRecorder(audit, stream, time);
    pulse = new GatewayPulse(time, journal, audit, this::lookAround);
    service =
        new GatewayService(
            new EventLoopCalls(vertx, context),
            commands,
            book,
            visible,
            devices,
            stream,
            this::describe,
            pulse::condition);
    endpoint = new BusEndpoint(service, new DenialRecorder(vertx, audit));
  }

  /** Takes commands from here on, and goes on with the holds of an earlier process. */
  private Future<Void> listen(JournalContents known) {
    if (audit != AuditTrail.NONE) {
      outcomes.start();
    }
    known.holds().forEach(hold -> ledger.holds().resume(hold.device()));
    pulse.start();
    return behindOthers
        ? Future.succeededFuture()
        : endpoint.register(vertx.eventBus(), new WpdAddresses(options.getAddressPrefix()));
  }

  @Override
  public Future<?> stop() {
    pulse.stop();
    watch.stop();
    return drain(1).onComplete(drained -> outcomes.stop());
  }

  /** Returns the commands and queries; there once the verticle is deployed. */
  public WpdService service() {
    return service;
  }

  /**
   * Leaves the addresses of the event bus to somebody else, who asks {@link #service}. To be called
   * before the verticle is deployed.
   *
   * @return this
   */
  public GatewayVerticle behindOthers() {
    behindOthers = true;
    return this;
  }

  /** Returns the gateway as it is now. May be called on any thread. */
  public Future<Gateway> description() {
    return new EventLoopCalls(vertx, context).call(() -> Future.succeededFuture(describe()));
  }

  /**
   * Says in this gateway's stream that another one is lost. May be called on any thread.
   *
   * @param lost the other one, as it was known last
   */
  public void reportLost(Gateway lost) {
    context.runOnContext(now -> stream.append(new EventBody.GatewayLost(lost)));
  }

  /**
   * Says why the gateway does not work fully besides what this verticle knows.
   *
   * @param reasons asked on this verticle's context whenever the gateway is described
   */
  public void alsoDegradedBy(Supplier<List<String>> reasons) {
    alsoDegraded.add(reasons);
  }

  /**
   * Gives devices other aliases, and tells of it. May be called on any thread.
   *
   * @param aliases all of them, by the devices' ids
   * @return completes when it can be seen
   */
  public Future<Void> rename(Map<String, String> aliases) {
    return new EventLoopCalls(vertx, context)
        .call(
            () ->
                Future.all(devices.rename(aliases).stream().map(stream::append).toList())
                    .mapEmpty());
  }

  /** Returns the gateway as it is now. Confined to this verticle's context. */
  Gateway describe() {
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
        degraded());
  }

  private List<String> lookAround() {
    listener.devicesCounted(
        devices.all().stream().collect(Collectors.groupingBy(Device::link, Collectors.counting())));
    return degraded();
  }

  private List<String> degraded() {
    List<String> degraded = new ArrayList<>();
    apartment.unavailable().map(Problem::code).ifPresent(code -> degraded.add(code.wireName()));
    watch.obstacle().map(Problem::code).ifPresent(code -> degraded.add(code.wireName()));
    if (apartment.abandoned() > 0) {
      degraded.add("apartment-hung");
    }
    if (journal.trouble().isPresent()) {
      degraded.add(ProblemCode.JOURNAL_UNAVAILABLE.wireName());
    }
    if (audit.trouble().isPresent()) {
      degraded.add("audit-unavailable");
    }
    alsoDegraded.forEach(more -> degraded.addAll(more.get()));
    return degraded;
  }

  /**
   * Says goodbye, takes no more commands and waits for the running ones. May be called on any
   * thread.
   *
   * @param limitMs how long to wait, in milliseconds
   */
  public Future<Void> drain(long limitMs) {
    Promise<Void> drained = Promise.promise();
    pulse.goodbye();
    context.runOnContext(
        now -> {
          if (!goodbyeSaid) {
            goodbyeSaid = true;
            Future<Void> unused = audit.append(GatewayRecords.stopping(describe()));
            stream.append(new EventBody.GatewayStopping(describe()));
          }
          ledger.drain(limitMs).compose(ended -> fallSilent()).onComplete(drained);
        });
    return drained.future();
  }

  /**
   * Writes down what is still on its way, unless it cannot be written; nothing is observed or
   * answered then.
   */
  private Future<Void> fallSilent() {
    watch.stop();
    return within(JOURNAL_RETRY_MS, stream.record(List.of()).compose(written -> outcomes.finish()))
        .compose(written -> endpoint.unregister());
  }

  /**
   * Waits for the first listing, but not for a native call that hangs: the gateway is degraded
   * then.
   */
  private Future<Void> firstListing() {
    stream.append(new EventBody.GatewayStarted(describe()));
    return within(
        options.getWpd().getCallTimeoutMs(),
        watch.start().compose(listed -> stream.record(List.of())));
  }

  private Future<Void> within(long limitMs, Future<Void> future) {
    Promise<Void> enough = Promise.promise();
    Runnable limit = time.after(limitMs, enough::tryComplete);
    future.onComplete(done -> enough.tryComplete());
    return enough.future().onComplete(done -> limit.run());
  }
}
