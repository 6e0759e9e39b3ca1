package io.github.vertxwpd.connector.wpd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vertxwpd.connector.wpd.WindowsSystem.WpdClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be said of Windows' answers without one. */
class NativeWindowsSystemTest {
  private static final int OK = 0;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "says what other systems answer")
  void offWindowsItSaysSoAndHasNothingToTell() {
    WindowsSystem system = new NativeWindowsSystem();

    assertThat(system.isWindows()).isFalse();
    assertThat(system.obstacle()).isPresent();
    assertThat(system.text("SOFTWARE\\Microsoft", "ProductName")).isEmpty();
    assertThat(system.number("SOFTWARE\\Microsoft", "UBR")).isEmpty();
    assertThat(system.account()).isEmpty();
    assertThat(system.service("bthserv")).isEmpty();
    assertThat(system.radios().names()).isEmpty();
    assertThat(system.radios().failure()).isPresent();
    assertThat(system.hasFile("INF\\bthmtpenum.inf")).isFalse();
  }

  @Test
  void theClassesHaveTheIdsOfMicrosoftsHeaders() {
    assertThat(WpdClass.CONNECTORS.clsid()).isEqualTo("{A1570149-E645-4F43-8B0D-409B061DB2FC}");
    assertThat(WpdClass.DEVICE_MANAGER.clsid()).isEqualTo("{0AF10CEC-2ECD-4B92-9581-34F6AE0637F3}");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, single-threaded",
    "0, 6, single-threaded",
    "1, 0, multi-threaded",
    "1, 1, 'multi-threaded, without having entered it'",
    "2, 2, neutral",
    "3, 0, 'single-threaded, the main one'",
    "9, 8, 'not known (type 9, qualifier 8)'"
  })
  void anApartmentIsNamed(int type, int qualifier, String name) {
    assertThat(ApartmentType.describe(OK, type, qualifier)).isEqualTo(name);
  }

  @Test
  void aThreadOutsideOfComIsInNone() {
    assertThat(ApartmentType.describe(0x800401F0, -1, 0)).isEqualTo("none");
    assertThat(ApartmentType.describe(0x80004005, -1, 0)).contains("0x80004005");
  }
}
