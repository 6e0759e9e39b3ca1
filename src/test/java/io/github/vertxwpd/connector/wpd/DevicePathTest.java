package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.model.DeviceId;
import org.junit.jupiter.api.Test;

/** What an id's text tells. */
class DevicePathTest {
  @Test
  void anInterfacePathNamesItsDeviceInstance() {
    assertThat(new DevicePath("\\\\?\\root#wpd#0001#{6ac27878-a6fa-4155-ba85-f98f491d4f33}"))
        .extracting(DevicePath::instanceId)
        .isEqualTo("root\\wpd\\0001");
    assertThat(
            new DevicePath(
                    "\\\\?\\BthMtpEnum#{9518e5ca-f6af-464b-9907-a97433641968}#8&1&0"
                        + "#{6ac27878-a6fa-4155-ba85-f98f491d4f33}\\reference")
                .instanceId())
        .isEqualTo("BthMtpEnum\\{9518e5ca-f6af-464b-9907-a97433641968}\\8&1&0");
  }

  @Test
  void aPathWithoutAnInterfaceClassIsReadToo() {
    assertThat(new DevicePath("\\\\.\\BTHENUM#Dev_A0B1C2D3E4F5#7&2").instanceId())
        .isEqualTo("BTHENUM\\Dev_A0B1C2D3E4F5\\7&2");
  }

  @Test
  void aDeviceInstanceIdIsItself() {
    assertThat(new DevicePath("BTHENUM\\Dev_A0B1C2D3E4F5\\7&2").instanceId())
        .isEqualTo("BTHENUM\\Dev_A0B1C2D3E4F5\\7&2");
  }

  @Test
  void theAddressInAnIdIsTheOneThatTheDeviceIdIsMadeOf() {
    String id = "BTHENUM\\{0000}_VID&1_PID&2\\7&1b&0&A0B1C2D3E4F5_C00000000";
    assertThat(new DevicePath(id).bluetoothAddress()).contains("a0b1c2d3e4f5");
    assertThat(DeviceId.of(id)).hasToString("bt-a0b1c2d3e4f5");
    assertThat(new DevicePath("USB\\VID_04A9&PID_3218\\5").bluetoothAddress()).isEmpty();
  }
}
