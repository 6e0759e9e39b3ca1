package io.github.vertxwpd.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Whatever Windows says is a PnP id, the device's own id is short and safe in a URL. */
class DeviceIdFuzzTest {
  @FuzzTest
  void of(byte[] data) {
    String pnpId = new String(data, StandardCharsets.UTF_16LE);
    DeviceId id = DeviceId.of(pnpId);

    assertThat(id.value()).matches("bt-[0-9a-f]{12}|pnp-[0-9a-f]{16}");
    assertThat(DeviceId.of(pnpId.toUpperCase(Locale.ROOT))).isEqualTo(id);
    assertThat(DeviceId.bluetoothAddress(pnpId).map(address -> "bt-" + address))
        .isEqualTo(id.value().startsWith("bt-") ? Optional.of(id.value()) : Optional.empty());
    assertThat(DeviceId.hashed(pnpId).value()).startsWith("pnp-");
    if (pnpId.chars().allMatch(c -> c < 0x80)) {
      assertThat(DeviceId.of(pnpId.toLowerCase(Locale.ROOT))).isEqualTo(id);
    }
  }
}
