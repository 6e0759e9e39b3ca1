package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.Verb;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Refuses commands because of the apartment: it cannot reach devices, or this one hung; and to
 * connect where the last listing found that nothing can be connected. A disconnect is tried all the
 * same: the device may be disconnected already.
 *
 * @param apartment makes the native calls
 * @param obstacle asked why devices can hardly be reached
 * @param hung the devices that are left alone for a while
 * @param time tells the time
 */
record OutsideRefusals(
    ApartmentKeeper apartment,
    Supplier<Optional<Problem>> obstacle,
    HungDevices hung,
    TimeSource time)
    implements OperationLedger.Refusals {
  @Override
  public Optional<Problem> of(Verb verb) {
    Optional<Problem> unavailable = apartment.unavailable();
    return unavailable.isEmpty() && verb == Verb.CONNECT ? obstacle.get() : unavailable;
  }

  @Override
  public Optional<Problem> of(DeviceId device) {
    return hung.refusal(device, time.monotonicMs());
  }
}
