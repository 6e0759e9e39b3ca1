package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The devices whose last native call did not return: each is left alone for a while, longer each
 * time. Confined to the gateway's event loop.
 */
final class HungDevices {
  /**
   * How long a device is left alone after its first hung call, in milliseconds; doubles with each
   * further one.
   */
  static final long FIRST_BACK_OFF_MS = 30_000;

  /** How long at most, in milliseconds. */
  static final long MAX_BACK_OFF_MS = 600_000;

  private record BackOff(int times, long untilMs) {}

  private final Map<DeviceId, BackOff> devices = new HashMap<>();

  /** Notes that a call about a device did not return. */
  void hangs(DeviceId device, long nowMs) {
    int times = Optional.ofNullable(devices.get(device)).map(BackOff::times).orElse(0) + 1;
    long backOff = Math.min(MAX_BACK_OFF_MS, FIRST_BACK_OFF_MS << Math.min(times - 1, 10));
    devices.put(device, new BackOff(times, nowMs + backOff));
  }

  /**
   * Notes that a call about a device returned. While the device is left alone that is only a look
   * at it, which says nothing about the call that hung.
   */
  void answered(DeviceId device, long nowMs) {
    if (refusal(device, nowMs).isEmpty()) {
      devices.remove(device);
    }
  }

  /** Returns why a command to a device is refused; empty where it is not. */
  Optional<Problem> refusal(DeviceId device, long nowMs) {
    return Optional.ofNullable(devices.get(device))
        .filter(backOff -> backOff.untilMs() > nowMs)
        .map(
            backOff ->
                Problem.of(
                        ProblemCode.WPD_ERROR,
                        "the last native call about this device did not return; it is left alone for a while")
                    .withHresult(Hresult.E_WPD_DEVICE_IS_HUNG)
                    .withDevice(device.value())
                    .withRetryAfterMs(backOff.untilMs() - nowMs));
  }
}
