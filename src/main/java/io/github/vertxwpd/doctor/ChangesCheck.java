package io.github.vertxwpd.doctor;

import io.github.vertxwpd.connector.wpd.WindowsSystem;
import java.util.List;

/**
 * Whether Windows tells of devices that come and go.
 *
 * @param windows what is asked
 */
record ChangesCheck(WindowsSystem windows) implements Check {
  private static final String NAME = "changes";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() {
    return List.of(
        windows.tellsOfChanges()
            ? Finding.ok(NAME, "Windows tells of devices that come and go")
            : Finding.warn(
                NAME,
                "Windows does not tell of devices that come and go: changes are seen when the"
                    + " gateway polls",
                "use Windows 8 or newer, or set wpd.pollIntervalMs to how late they may be seen"));
  }
}
