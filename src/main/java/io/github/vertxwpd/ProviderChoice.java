package io.github.vertxwpd;

import io.github.vertxwpd.connector.ConnectorProvider;
import io.github.vertxwpd.connector.none.NoDevicesProvider;
import io.github.vertxwpd.connector.simulated.SimulatedProvider;
import io.github.vertxwpd.connector.wpd.WindowsProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which provider the key {@code provider} names on this system. */
final class ProviderChoice {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderChoice.class);

  private ProviderChoice() {}

  /**
   * Makes the provider.
   *
   * @throws IllegalArgumentException where there is no such provider, or not on this system
   */
  static ConnectorProvider of(WpdOptions options) {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    return switch (options.getProvider()) {
      case "auto" -> windows ? new WindowsProvider() : simulated(options);
      case "wpd" -> {
        if (!windows) {
          throw new IllegalArgumentException(
              "provider \"wpd\" needs Windows; set provider to \"simulated\" or \"auto\"");
        }
        yield new WindowsProvider();
      }
      case "simulated" -> simulated(options);
      case "none" -> new NoDevicesProvider();
      default ->
          throw new IllegalArgumentException(
              "unknown provider \""
                  + options.getProvider()
                  + "\"; known are auto, none, simulated, wpd");
    };
  }

  private static ConnectorProvider simulated(WpdOptions options) {
    LOG.warn(
        "The devices are simulated: nothing that is shown here is a real device, and Windows"
            + " Portable Devices exists on Windows alone");
    return new SimulatedProvider(options.getSimulated());
  }
}
