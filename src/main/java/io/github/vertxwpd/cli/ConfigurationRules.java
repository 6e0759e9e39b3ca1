package io.github.vertxwpd.cli;

import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.cli.ConfigurationException.Fault;
import io.github.vertxwpd.web.Exposure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a configuration must keep to beyond what its schema says of each value by itself. */
final class ConfigurationRules {
  private ConfigurationRules() {}

  /** Finds what is wrong with a configuration whose values are all allowed. */
  static List<Fault> faults(Configuration configuration) {
    List<Fault> faults = new ArrayList<>();
    check(configuration, "devices.aliases", options -> options.getDevices().aliasesById(), faults);
    check(
        configuration, "http.origins", options -> Exposure.checkOrigins(options.getHttp()), faults);
    return faults;
  }

  private static void check(
      Configuration configuration, String key, Consumer<WpdOptions> rule, List<Fault> faults) {
    try {
      rule.accept(configuration.options());
    } catch (IllegalArgumentException e) {
      String origin = configuration.origins().getOrDefault(key, "default");
      faults.add(new Fault(origin, ConfigurationSchema.pointer(key), e.getMessage()));
    }
  }
}
