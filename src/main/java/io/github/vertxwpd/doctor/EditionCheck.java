package io.github.vertxwpd.doctor;

import io.github.vertxwpd.connector.wpd.WindowsSystem;
import io.github.vertxwpd.connector.wpd.WindowsSystem.WpdClass;
import java.util.List;

/**
 * Whether this edition of Windows has portable devices.
 *
 * @param windows what is asked
 */
record EditionCheck(WindowsSystem windows) implements Check {
  private static final String NAME = "edition";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() {
    WindowsEdition edition = WindowsEdition.of(windows);
    return List.of(finding(edition).with("edition", edition.id()).with("build", edition.build()));
  }

  private Finding finding(WindowsEdition edition) {
    String message = edition.description();
    boolean there = windows.registration(WpdClass.CONNECTORS).isPresent();
    if (edition.isServer()) {
      return Finding.warn(NAME, message + ": WPD is not made for servers", edition.howToGetWpd());
    }
    return edition.isWithoutMedia() && !there
        ? Finding.warn(NAME, message + ": it comes without WPD", edition.howToGetWpd())
        : Finding.ok(NAME, message);
  }
}
