package io.github.vertxwpd.fleet;

import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.audit.DenialRecorder;
import io.github.vertxwpd.fleet.FleetMessage.Here;
import io.github.vertxwpd.fleet.FleetMessage.Leaving;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.HistoryPage;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.operation.BusEndpoint;
import io.github.vertxwpd.operation.EventLoopCalls;
import io.github.vertxwpd.operation.GatewayVerticle;
import io.github.vertxwpd.operation.HistoryQuery;
import io.github.vertxwpd.operation.Snapshot;
import io.github.vertxwpd.operation.WpdService;
import io.github.vertxwpd.stream.EncodedEvent;
import io.github.vertxwpd.stream.MergedStream;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's part of the fleet: it knows the gateways of all nodes, shows their events as its own,
 * and sends each command to the gateway that it is for. It uses the event bus and nothing else of
 * the cluster, so that any cluster manager will do.
 */
public final class FleetVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(FleetVerticle.class);

  /** How many events are kept in memory, of all gateways together: {@value}. */
  static final int RETAINED_EVENTS = 10_000;

  private static final long LOOK_MS = 1_000;
  private static final long HEALING_MS = 3_000;
  private static final long SETTLING_LOOK_MS = 100;

  /** How long those who are there already have to announce themselves, in milliseconds. */
  private static final long FIRST_ANSWERS_MS = 1_500;

  /** How long to wait for what they have, in milliseconds; it comes later otherwise. */
  private static final long SETTLING_LIMIT_MS = 8_000;

  private final GatewayVerticle gateway;
  private final String prefix;
  private final AuditTrail audit;
  private final Clock clock = Clock.systemUTC();
  private final StandstillWatch standstill = new StandstillWatch(FleetVerticle::nowMs);
  private final AtomicBoolean wakeUp = new AtomicBoolean();
  private volatile List<String> degraded = List.of();
  private volatile FleetCondition condition = new FleetCondition(Map.of(), 0);
  private Directory directory;
  private Announcer announcer;
  private Registrations registrations;
  private Healing healing;
  private FleetService service;
  private Runnable sleep = () -> {};

  /**
   * Makes the verticle, to be deployed once its gateway is.
   *
   * @param gateway this node's own gateway, which must leave the addresses of the bus to this one
   * @param prefix what every event-bus address begins with
   * @param audit where it is recorded what was refused
   */
  public FleetVerticle(GatewayVerticle gateway, String prefix, AuditTrail audit) {
    this.gateway = gateway;
    this.prefix = prefix;
    this.audit = audit;
  }

  /** Returns the commands and queries of the whole fleet; there once the verticle is deployed. */
  public WpdService service() {
    return service;
  }

  /** Returns how the fleet is. May be called on any thread; waits for nothing. */
  public FleetCondition condition() {
    return condition;
  }

  @Override
  public Future<?> start() {
    return gateway.description().compose(this::start);
  }

  private Future<Void> start(Gateway own) {
    MergedStream merged = new MergedStream(own.id(), epoch(own.incarnation()), RETAINED_EVENTS);
    FleetAddresses addresses = new FleetAddresses(prefix);
    PeerCalls peers = new PeerCalls(vertx.eventBus(), addresses);
    directory =
        new Directory(
            vertx,
            own.id(),
            merged,
            met -> met.id().equals(own.id()) ? ownSource() : peers.source(met.incarnation()));
    announcer =
        new Announcer(
            vertx.eventBus(),
            addresses,
            gateway,
            now -> directory.noteOwn(now, clock.instant(), nowMs()));
    service =
        new FleetService(
            gateway.service(), new EventLoopCalls(vertx, context), directory, merged, peers);
    registrations = registrations(own, peers);
    healing = new Healing(own.incarnation(), peers, directory, this::renew);
    gateway.alsoDegradedBy(() -> degraded);
    return registrations
        .listen()
        .compose(listening -> announcer.introduce(nowMs()))
        .compose(
            here -> {
              directory.hear(here, clock.instant(), nowMs());
              return settle(nowMs());
            })
        .compose(settled -> registrations.answer())
        .onSuccess(answering -> begin());
  }

  private Registrations registrations(Gateway own, PeerCalls peers) {
    return new Registrations(
        vertx.eventBus(),
        prefix,
        own.incarnation(),
        new BusEndpoint(service, new DenialRecorder(vertx, audit), standstill::problem),
        new OwnerEndpoint(gateway.service(), peers, clock),
        this::event,
        this::announcement);
  }

  /** No two starts of any node have the same. */
  private static String epoch(String incarnation) {
    return "n" + incarnation.substring(incarnation.length() - 12);
  }

  private GatewaySource ownSource() {
    WpdService own = gateway.service();
    return new GatewaySource() {
      @Override
      public Future<Snapshot> snapshot() {
        return own.snapshot();
      }

      @Override
      public Future<HistoryPage> after(StreamPosition position) {
        return own.history(
            new HistoryQuery(
                Optional.of(position.toCursor()), Set.of(), HistoryQuery.DEFAULT_LIMIT));
      }
    };
  }

  /** Waits until those who are there have said so and were read, or for long enough. */
  private Future<Void> settle(long sinceMs) {
    Promise<Void> settled = Promise.promise();
    vertx.setPeriodic(
        SETTLING_LOOK_MS,
        timer -> {
          long waitedMs = nowMs() - sinceMs;
          boolean enough = waitedMs >= FIRST_ANSWERS_MS && directory.isSettled();
          if (enough || waitedMs >= SETTLING_LIMIT_MS) {
            vertx.cancelTimer(timer);
            settled.complete();
          }
        });
    return settled.future();
  }

  private void begin() {
    sleep = gateway.service().stream().onAppend(this::wake);
    wake();
    standstill.begin();
    vertx.setPeriodic(StandstillWatch.TICK_MS, timer -> tick());
    vertx.setPeriodic(LOOK_MS, timer -> announcer.look(nowMs()));
    vertx.setPeriodic(HEALING_MS, timer -> healing.look());
    LOG.info("The fleet: {}", directory.all().stream().map(Replica::id).toList());
  }

  /** Called on the appending thread; many events in a row are read at once. */
  private void wake() {
    if (wakeUp.compareAndSet(false, true)) {
      context.runOnContext(
          now -> {
            wakeUp.set(false);
            directory.reachOwn(gateway.service().stream().head());
          });
    }
  }

  private void event(JsonObject event) {
    EncodedEvent.read(event).ifPresent(read -> directory.take(read, clock.instant(), nowMs()));
  }

  private void announcement(JsonObject json) {
    FleetMessage.read(json)
        .ifPresent(
            message -> {
              if (message instanceof Here here) {
                boolean isNew = directory.hear(here, clock.instant(), nowMs());
                if (isNew || here.asks()) {
                  announcer.want();
                }
              } else if (message instanceof Leaving leaving) {
                directory.hear(leaving);
              }
            });
  }

  private void tick() {
    long pauseMs = standstill.tick();
    if (pauseMs > 0) {
      LOG.warn("this process stood still for {} ms", pauseMs);
      directory.forgive(pauseMs);
      announcer.want();
      healing.look();
    }
    for (Replica lost : directory.grownSilent(nowMs())) {
      LOG.warn("{} is lost: nothing was heard of it for long", lost.id());
      if (directory.speaksForAll() && lost.tellLost()) {
        gateway.reportLost(lost.gateway());
      }
    }
    degraded = reasons();
    condition = look();
  }

  private FleetCondition look() {
    return new FleetCondition(
        directory.all().stream()
            .collect(Collectors.groupingBy(Replica::liveness, Collectors.counting())),
        directory.gaps());
  }

  private List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (directory.others().stream().anyMatch(Replica::isMissed)) {
      reasons.add("fleet-incomplete");
    }
    if (directory.isOwnIdTaken()) {
      reasons.add("gateway-id-taken");
    }
    return reasons;
  }

  private Future<Void> renew() {
    return registrations.renew().onSuccess(renewed -> announcer.want());
  }

  @Override
  public Future<?> stop() {
    sleep.run();
    directory.stop();
    announcer.leave();
    return registrations.end();
  }

  /** Goes on while the process stands still, whatever clock stops then. */
  private static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
