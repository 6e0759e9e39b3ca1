package io.github.vertxwpd.operation;

import io.github.vertxwpd.connector.LinkObservation;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.LinkState;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a device's link after its callback, because a claim is not an observation. Looks again and
 * again while the goal is not seen, up to a limit. Confined to the gateway's event loop.
 */
final class Verification {
  /** How long the goal may take to be seen, in milliseconds. */
  static final long LIMIT_MS = 5_000;

  /** How long to wait before looking again, in milliseconds. */
  static final long RETRY_MS = 250;

  static final LinkObservation NOTHING_SEEN =
      new LinkObservation(LinkState.UNKNOWN, Optional.empty());

  private final Apartment apartment;
  private final TimeSource time;
  private final Device device;
  private final Optional<LinkState> goal;
  private final Promise<LinkObservation> result = Promise.promise();
  private final List<Runnable> timers = new ArrayList<>();
  private LinkObservation seen = NOTHING_SEEN;

  private Verification(
      Apartment apartment, TimeSource time, Device device, Optional<LinkState> goal) {
    this.apartment = apartment;
    this.time = time;
    this.device = device;
    this.goal = goal;
  }

  /**
   * Looks until the goal is seen.
   *
   * @param goal what to wait for; empty to look once
   * @return what was seen last; never fails
   */
  static Future<LinkObservation> of(
      Apartment apartment, TimeSource time, Device device, Optional<LinkState> goal) {
    Verification verification = new Verification(apartment, time, device, goal);
    verification.timers.add(time.after(LIMIT_MS, verification::finish));
    verification.look();
    return verification.result.future();
  }

  private void look() {
    apartment
        .call(
            Optional.of(device.id()),
            NativeCall.named(CallName.OBSERVE, connector -> connector.observe(device.pnpId())))
        .onComplete(this::looked);
  }

  private void looked(AsyncResult<LinkObservation> look) {
    if (look.succeeded()) {
      seen = look.result();
    }
    if (goal.map(seen::shows).orElse(true)) {
      finish();
    } else if (!result.future().isComplete()) {
      timers.add(time.after(RETRY_MS, this::look));
    }
  }

  private void finish() {
    timers.forEach(Runnable::run);
    timers.clear();
    result.tryComplete(seen);
  }
}
