package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Problem;
import java.util.Optional;

/**
 * Refuses commands because of the apartment: it cannot reach devices, or this one hung.
 *
 * @param apartment makes the native calls
 * @param hung the devices that are left alone for a while
 * @param time tells the time
 */
record OutsideRefusals(ApartmentKeeper apartment, HungDevices hung, TimeSource time)
    implements OperationLedger.Refusals {
  @Override
  public Optional<Problem> ofAll() {
    return apartment.unavailable();
  }

  @Override
  public Optional<Problem> of(DeviceId device) {
    return hung.refusal(device, time.monotonicMs());
  }
}
