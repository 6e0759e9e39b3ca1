package io.github.vertxwpd.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceIdTest {
  private static final String INTERFACE_PATH =
      "\\\\?\\BTHENUM#{00001200-0000-1000-8000-00805f9b34fb}_LOCALMFG&000f#7&1a2b3c4d&0&A0B1C2D3E4F5_C00000000"
          + "#{6ac27878-a6fa-4155-ba85-f98f491d4f33}";

  @Test
  void theIdIsTheBluetoothAddressInTheInstancePart() {
    assertThat(DeviceId.of(INTERFACE_PATH).value()).isEqualTo("bt-a0b1c2d3e4f5");
  }

  @Test
  void anInstanceIdGivesTheSameIdAsAnInterfacePath() {
    String instanceId =
        "BTHENUM\\{00001200-0000-1000-8000-00805F9B34FB}_LOCALMFG&000F\\7&1A2B3C4D&0&A0B1C2D3E4F5_C00000000";
    assertThat(DeviceId.of(instanceId)).isEqualTo(DeviceId.of(INTERFACE_PATH));
  }

  @Test
  void aDeviceNodeNamesItsAddressToo() {
    assertThat(
            DeviceId.of("BTHENUM\\DEV_A0B1C2D3E4F5\\7&1A2B3C4D&0&BLUETOOTHDEVICE_A0B1C2D3E4F5")
                .value())
        .isEqualTo("bt-a0b1c2d3e4f5");
  }

  @Test
  void caseDoesNotMatter() {
    assertThat(DeviceId.of(INTERFACE_PATH.toLowerCase(Locale.ROOT)))
        .isEqualTo(DeviceId.of(INTERFACE_PATH));
    assertThat(DeviceId.of("usb#vid_04a9")).isEqualTo(DeviceId.of("USB#VID_04A9"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\\\?\\USB#VID_04A9&PID_3218#5&1#{6ac27878-a6fa-4155-ba85-f98f491d4f33}",
        "{00001200-0000-1000-8000-00805f9b34fb}",
        "DEV_A0B1C2D3E4F56",
        ""
      })
  void whatHasNoAddressIsKnownByItsHash(String pnpId) {
    assertThat(DeviceId.of(pnpId).value()).matches("pnp-[0-9a-f]{16}");
  }
}
