package io.github.vertxwpd.doctor;

import io.github.vertxwpd.connector.wpd.WindowsSystem;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Optional;

/**
 * How often Windows itself looks for paired devices, and so may connect one again that was
 * disconnected. The two values are documented as settings of an answer file; where the installed
 * system keeps them is not, so that the likely places are looked at.
 *
 * @param windows what is asked
 */
record SearchIntervalCheck(WindowsSystem windows) implements Check {
  private static final String NAME = "search-interval";
  private static final String ON_MAINS = "BTSearchIntervalOnAC";
  private static final String ON_BATTERY = "BTSearchIntervalOnDC";

  /** What Microsoft documents as the defaults, in seconds. */
  private static final int MAINS_SECONDS = 120;

  private static final int BATTERY_SECONDS = 240;

  private static final List<String> PLACES =
      List.of(
          "SYSTEM\\CurrentControlSet\\Services\\WPDBusEnum\\Parameters",
          "SYSTEM\\CurrentControlSet\\Services\\WPDBusEnum",
          "SOFTWARE\\Microsoft\\Windows Portable Devices",
          "SOFTWARE\\Microsoft\\WPDBusEnum");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() {
    Optional<Integer> mains = find(ON_MAINS);
    Optional<Integer> battery = find(ON_BATTERY);
    String message =
        "Windows looks for paired devices %s on mains and %s on battery%s; one that must stay"
            + " disconnected needs `disconnect --hold`";
    boolean set = mains.isPresent() || battery.isPresent();
    Finding finding =
        Finding.ok(
            NAME,
            message.formatted(
                every(mains.orElse(MAINS_SECONDS)),
                every(battery.orElse(BATTERY_SECONDS)),
                set ? "" : ", the documented defaults: no value is set where one was looked for"));
    return List.of(
        finding
            .with("onMainsSeconds", mains.orElse(MAINS_SECONDS))
            .with("onBatterySeconds", battery.orElse(BATTERY_SECONDS))
            .with("set", set)
            .with("lookedAt", new JsonArray(PLACES)));
  }

  private Optional<Integer> find(String value) {
    return PLACES.stream().flatMap(place -> windows.number(place, value).stream()).findFirst();
  }

  private static String every(int seconds) {
    return seconds == 0 ? "never" : "every " + seconds + " s";
  }
}
