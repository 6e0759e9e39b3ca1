package io.github.vertxwpd.doctor;

import io.github.vertxwpd.connector.wpd.WindowsSystem;
import io.github.vertxwpd.connector.wpd.WindowsSystem.Radios;
import java.util.List;

/**
 * Whether there is a Bluetooth radio that is on.
 *
 * @param windows what is asked
 */
record RadioCheck(WindowsSystem windows) implements Check {
  private static final String NAME = "radio";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String fixWithoutAnswer() {
    return "switch the radio off and on, or restart the service bthserv";
  }

  @Override
  public List<Finding> run() {
    return List.of(finding(windows.radios()));
  }

  private static Finding finding(Radios radios) {
    if (radios.failure().isPresent()) {
      return Finding.warn(
          NAME,
          "the Bluetooth radios cannot be listed: " + radios.failure().get(),
          "see whether the service bthserv runs, and whether this Windows has Bluetooth");
    }
    if (radios.names().isEmpty()) {
      return Finding.error(
          NAME,
          "there is no Bluetooth radio, or it is switched off",
          "plug one in, or switch it on (Settings, Bluetooth & devices; airplane mode is off), and"
              + " see in the device manager that its driver works");
    }
    return Finding.ok(NAME, "Bluetooth is on: " + String.join(", ", radios.names()));
  }
}
