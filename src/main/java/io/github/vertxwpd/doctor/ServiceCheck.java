package io.github.vertxwpd.doctor;

import io.github.vertxwpd.connector.wpd.WindowsSystem;
import io.github.vertxwpd.connector.wpd.WindowsSystem.Service;
import io.github.vertxwpd.connector.wpd.WindowsSystem.ServiceStart;
import io.github.vertxwpd.connector.wpd.WindowsSystem.ServiceState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The services that a connected device needs.
 *
 * @param windows what is asked
 */
record ServiceCheck(WindowsSystem windows) implements Check {
  private static final String NAME = "services";
  private static final String BLUETOOTH = "bthserv";
  private static final String ENUMERATOR = "WPDBusEnum";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() {
    return List.of(bluetooth(), enumerator());
  }

  private Finding bluetooth() {
    Optional<Service> service = windows.service(BLUETOOTH);
    String name = name(BLUETOOTH);
    String what = "the Bluetooth support service (" + BLUETOOTH + ") ";
    if (service.isEmpty()) {
      return Finding.error(
          name,
          what + "is not installed",
          "install a Bluetooth radio with its driver, on an edition of Windows that has Bluetooth");
    }
    if (service.get().start() == ServiceStart.DISABLED) {
      return Finding.error(name, what + "is disabled", enable(BLUETOOTH));
    }
    return switch (service.get().state()) {
      case RUNNING -> Finding.ok(name, what + "runs");
      case STOPPED, CHANGING ->
          Finding.warn(name, what + "does not run", "as an administrator: net start " + BLUETOOTH);
      case UNKNOWN -> notAllowed(name, what);
    };
  }

  /** It is started when it is needed: that it does not run is no finding. */
  private Finding enumerator() {
    Optional<Service> service = windows.service(ENUMERATOR);
    String name = name(ENUMERATOR);
    String what = "the portable device enumerator (" + ENUMERATOR + ") ";
    if (service.isEmpty()) {
      return Finding.warn(
          name, what + "is not installed", WindowsEdition.of(windows).howToGetWpd());
    }
    if (service.get().start() == ServiceStart.DISABLED) {
      return Finding.warn(
          name,
          what + "is disabled: Windows does not look for paired devices by itself",
          enable(ENUMERATOR));
    }
    if (service.get().state() == ServiceState.UNKNOWN) {
      return notAllowed(name, what);
    }
    return Finding.ok(
        name, what + (service.get().state() == ServiceState.RUNNING ? "runs" : "starts on demand"));
  }

  private static String name(String service) {
    return "service-" + service.toLowerCase(Locale.ROOT);
  }

  private static String enable(String service) {
    return "as an administrator: sc config "
        + service
        + " start= demand, then net start "
        + service;
  }

  private static Finding notAllowed(String name, String what) {
    return Finding.skip(name, what + "is there; this account may not ask whether it runs");
  }
}
