package io.github.vertxwpd.doctor;

import java.util.List;

/**
 * Where the devices come from.
 *
 * @param provider the configured provider
 * @param onWindows whether this is Windows
 */
record ProviderCheck(String provider, boolean onWindows) implements Check {
  private static final String NAME = "provider";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() {
    return List.of(finding());
  }

  private Finding finding() {
    if (provider.equals("wpd") && !onWindows) {
      return Finding.error(
          NAME,
          "provider \"wpd\" needs Windows",
          "set provider to \"simulated\" or \"auto\", or run the gateway on Windows");
    }
    if (provider.equals("simulated") && onWindows) {
      return Finding.warn(
          NAME,
          "the devices are simulated, although this is Windows",
          "set provider to \"auto\" or \"wpd\" to reach the paired devices");
    }
    return Finding.ok(
        NAME,
        onWindows
            ? "the devices are those of Windows Portable Devices"
            : "the devices are simulated: real ones are reached on Windows alone");
  }
}
