package io.github.vertxwpd.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.DeviceId;
import org.junit.jupiter.api.Test;

class HungDevicesTest {
  private static final DeviceId CAMERA = new DeviceId("bt-a0b1c2d3e4f5");
  private static final long AFTERWARDS_MS = HungDevices.FIRST_BACK_OFF_MS;

  private final HungDevices devices = new HungDevices();

  @Test
  void aLookAtADeviceThatIsLeftAloneDoesNotEndThat() {
    devices.hangs(CAMERA, 0);
    devices.answered(CAMERA, AFTERWARDS_MS - 1);

    assertThat(devices.refusal(CAMERA, AFTERWARDS_MS - 1)).isPresent();
  }

  @Test
  void aDeviceThatAnswersAfterwardsBeginsAnew() {
    devices.hangs(CAMERA, 0);
    devices.answered(CAMERA, AFTERWARDS_MS);
    devices.hangs(CAMERA, AFTERWARDS_MS);

    assertThat(devices.refusal(CAMERA, AFTERWARDS_MS).orElseThrow().retryAfterMs())
        .contains(HungDevices.FIRST_BACK_OFF_MS);
  }

  @Test
  void aDeviceThatHangsAgainIsLeftAloneForTwiceAsLong() {
    devices.hangs(CAMERA, 0);
    devices.hangs(CAMERA, AFTERWARDS_MS);

    assertThat(devices.refusal(CAMERA, AFTERWARDS_MS).orElseThrow().retryAfterMs())
        .contains(2 * HungDevices.FIRST_BACK_OFF_MS);
  }
}
