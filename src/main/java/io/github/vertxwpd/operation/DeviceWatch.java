package io.github.vertxwpd.operation;

import io.github.vertxwpd.ComOptions;
import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.Problem;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the devices again and again, so that what happens without a command is noticed: Windows'
 * own search, another program, the device itself. Soon after a hint that something changed, once it
 * has settled; and from time to time in any case, because not every change is told.
 *
 * <p>There is one listing at a time: one that is wanted while another runs follows it. Confined to
 * the gateway's event loop.
 */
final class DeviceWatch {
  /** By how much of itself the interval varies, so that gateways do not list in step. */
  private static final double JITTER = 0.2;

  private static final Logger LOG = LoggerFactory.getLogger(DeviceWatch.class);

  private final Apartment apartment;
  private final DeviceTable devices;
  private final Consumer<EventBody> announce;
  private final TimeSource time;
  private final RandomGenerator random;
  private final long intervalMs;
  private final Settling settling;
  private Cause cause = Cause.STARTUP;
  private boolean started;
  private boolean stopped;
  private boolean listing;
  private boolean wanted;
  private boolean failing;
  private Optional<Problem> obstacle = Optional.empty();
  private Runnable poll = () -> {};

  /**
   * Does nothing until it is started.
   *
   * @param announce told of each change
   * @param options the interval, and how long a burst of hints takes to settle
   * @param random varies the interval
   */
  DeviceWatch(
      Apartment apartment,
      DeviceTable devices,
      Consumer<EventBody> announce,
      TimeSource time,
      ComOptions options,
      RandomGenerator random) {
    this.apartment = apartment;
    this.devices = devices;
    this.announce = announce;
    this.time = time;
    this.random = random;
    this.intervalMs = options.getPollIntervalMs();
    this.settling = new Settling(time, options.getSettleMs(), this::want);
  }

  /** Starts, and completes when the first listing has come or could not be had. */
  Future<Void> start() {
    started = true;
    return list().otherwiseEmpty();
  }

  void stop() {
    stopped = true;
    poll.run();
    settling.stop();
  }

  /**
   * Takes the hint that devices may have changed. The next listing of the interval is put off until
   * it has settled: in the middle of a change it would show what is not there to stay.
   */
  void changed() {
    if (started && !stopped) {
      poll.run();
      settling.hint();
    }
  }

  /**
   * Returns why devices can hardly be reached although they can be listed, as the last listing
   * found it; empty where nothing is known to be in the way.
   */
  Optional<Problem> obstacle() {
    return obstacle;
  }

  private void want() {
    if (listing) {
      wanted = true;
    } else {
      list();
    }
  }

  private Future<Void> list() {
    listing = true;
    wanted = false;
    return apartment
        .call(Optional.empty(), NativeCall.named(CallName.LIST, PairedListing::of))
        .onComplete(this::take)
        .mapEmpty();
  }

  private void take(AsyncResult<PairedListing> result) {
    listing = false;
    if (stopped) {
      return;
    }
    if (result.succeeded()) {
      devices.update(result.result().devices(), time.now(), cause).forEach(announce);
      cause = Cause.EXTERNAL;
      take(result.result().obstacle());
    }
    logEdge(result);
    if (wanted) {
      list();
    } else if (!settling.pending()) {
      poll = time.after(intervalWithJitter(), this::want);
    }
  }

  private void take(Optional<Problem> found) {
    if (found.isPresent() && obstacle.isEmpty()) {
      LOG.warn("devices can hardly be reached: {}", found.get().detail());
    } else if (found.isEmpty() && obstacle.isPresent()) {
      LOG.info("what kept devices from being reached is over");
    }
    obstacle = found;
  }

  private long intervalWithJitter() {
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return Math.max(1, Math.round(intervalMs * factor));
  }

  /**
   * One line when listing begins to fail and one when it works again, none for each try between.
   */
  private void logEdge(AsyncResult<PairedListing> result) {
    if (result.failed() && !failing) {
      LOG.warn(
          "devices cannot be listed, trying again every {} ms: {}",
          intervalMs,
          result.cause().getMessage());
    } else if (result.succeeded() && failing) {
      LOG.info("devices can be listed again: {}", result.result().devices().size());
    }
    failing = result.failed();
  }
}
