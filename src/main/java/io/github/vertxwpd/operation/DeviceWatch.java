package io.github.vertxwpd.operation;

import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.stream.EventStream;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the devices again and again, so that what happens without a command is noticed: Windows'
 * own search, another program, the device itself. The next listing is asked for only when the last
 * one has come. Confined to the gateway's event loop.
 */
final class DeviceWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceWatch.class);

  private final Apartment apartment;
  private final DeviceTable devices;
  private final EventStream stream;
  private final TimeSource time;
  private final long intervalMs;
  private boolean failing;
  private boolean stopped;
  private Runnable timer = () -> {};

  DeviceWatch(
      Apartment apartment,
      DeviceTable devices,
      EventStream stream,
      TimeSource time,
      long intervalMs) {
    this.apartment = apartment;
    this.devices = devices;
    this.stream = stream;
    this.time = time;
    this.intervalMs = intervalMs;
  }

  /** Starts, and completes when the first listing has come or could not be had. */
  Future<Void> start() {
    return list(Cause.STARTUP).otherwiseEmpty();
  }

  void stop() {
    stopped = true;
    timer.run();
  }

  private Future<Void> list(Cause cause) {
    return apartment
        .call(Connector::pairedDevices)
        .onComplete(listing -> take(listing, cause))
        .mapEmpty();
  }

  private void take(AsyncResult<List<PairedDevice>> listing, Cause cause) {
    if (stopped) {
      return;
    }
    if (listing.succeeded()) {
      devices.update(listing.result(), time.now(), cause).forEach(stream::append);
    }
    logEdge(listing);
    timer = time.after(intervalMs, () -> list(listing.succeeded() ? Cause.EXTERNAL : cause));
  }

  /**
   * One line when listing begins to fail and one when it works again, none for each try between.
   */
  private void logEdge(AsyncResult<List<PairedDevice>> listing) {
    if (listing.failed() && !failing) {
      LOG.warn(
          "devices cannot be listed, trying again every {} ms: {}",
          intervalMs,
          listing.cause().getMessage());
    } else if (listing.succeeded() && failing) {
      LOG.info("devices can be listed again: {}", listing.result().size());
    }
    failing = listing.failed();
  }
}
