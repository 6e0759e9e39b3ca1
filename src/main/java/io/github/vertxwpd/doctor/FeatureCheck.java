package io.github.vertxwpd.doctor;

import io.github.vertxwpd.connector.wpd.WindowsSystem;
import io.github.vertxwpd.connector.wpd.WindowsSystem.Registration;
import io.github.vertxwpd.connector.wpd.WindowsSystem.WpdClass;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether Windows Portable Devices is installed as a gateway needs it: its COM classes, and the
 * driver of devices over Bluetooth.
 *
 * @param windows what is asked
 */
record FeatureCheck(WindowsSystem windows) implements Check {
  private static final String NAME = "wpd";
  private static final String MANAGER_NAME = "wpd-manager";
  private static final String DRIVER_NAME = "wpd-driver";
  private static final String DRIVER = "INF\\bthmtpenum.inf";

  /** With any other model COM makes a proxy, found by an interface id that two interfaces share. */
  private static final Set<String> FREE_OF_PROXIES = Set.of("both", "free");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() {
    return List.of(connectors(), manager(), driver());
  }

  private Finding connectors() {
    Optional<Registration> found = windows.registration(WpdClass.CONNECTORS);
    if (found.isEmpty()) {
      return Finding.error(
          NAME,
          "this Windows does not have Windows Portable Devices: the class "
              + WpdClass.CONNECTORS.className()
              + " "
              + WpdClass.CONNECTORS.clsid()
              + " is not registered",
          WindowsEdition.of(windows).howToGetWpd());
    }
    return registered(found.get())
        .with("clsid", WpdClass.CONNECTORS.clsid())
        .with("dll", found.get().dll())
        .with("threadingModel", model(found.get()));
  }

  private static Finding registered(Registration registration) {
    String message =
        "%s comes from %s, threading model %s"
            .formatted(WpdClass.CONNECTORS.className(), registration.dll(), model(registration));
    if (!registration.dllExists()) {
      return Finding.error(
          NAME, message + ", and there is no such file", "repair Windows with `sfc /scannow`");
    }
    if (!FREE_OF_PROXIES.contains(model(registration).toLowerCase(Locale.ROOT))) {
      return Finding.error(
          NAME,
          message + ": it can be used from the multi-threaded apartment with Both or Free alone",
          "look at ThreadingModel under HKEY_CLASSES_ROOT\\CLSID\\"
              + WpdClass.CONNECTORS.clsid()
              + "\\InprocServer32, and report what is there");
    }
    return Finding.ok(NAME, message);
  }

  private static String model(Registration registration) {
    return registration.threadingModel().orElse("none");
  }

  private Finding manager() {
    Optional<Registration> found = windows.registration(WpdClass.DEVICE_MANAGER);
    if (found.isEmpty() || !found.get().dllExists()) {
      return Finding.warn(
          MANAGER_NAME,
          "WPD's own list of devices is missing: whether a link is up is read from one place only,"
              + " and most names are missing",
          WindowsEdition.of(windows).howToGetWpd());
    }
    return Finding.ok(
        MANAGER_NAME,
        "%s comes from %s, threading model %s"
            .formatted(WpdClass.DEVICE_MANAGER.className(), found.get().dll(), model(found.get())));
  }

  private Finding driver() {
    return windows.hasFile(DRIVER)
        ? Finding.ok(DRIVER_NAME, "the driver of MTP devices over Bluetooth is there: " + DRIVER)
        : Finding.warn(
            DRIVER_NAME,
            "the driver of MTP devices over Bluetooth is missing: there is no " + DRIVER,
            WindowsEdition.of(windows).howToGetWpd());
  }
}
