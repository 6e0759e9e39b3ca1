package io.github.vertxwpd.cli;

import io.github.vertxwpd.WpdOptions;
import io.github.vertxwpd.doctor.Check;
import io.github.vertxwpd.doctor.Finding;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration as it was found: with its options, or with everything that is wrong with it.
 *
 * @param options empty where it is not valid
 * @param findings what there is to say about it
 */
record DoctorConfiguration(Optional<WpdOptions> options, List<Finding> findings) implements Check {
  private static final String NAME = "configuration";

  static DoctorConfiguration load(ConfigurationSources sources, Map<String, String> environment) {
    try {
      Configuration configuration = sources.load(environment);
      return new DoctorConfiguration(
          Optional.of(configuration.options()), List.of(valid(configuration.origins())));
    } catch (ConfigurationException e) {
      List<Finding> findings = new ArrayList<>();
      for (ConfigurationException.Fault fault : e.faults()) {
        findings.add(
            Finding.error(
                    NAME,
                    fault.toString(),
                    "correct it there; conf/gateway.yaml as it comes describes every key")
                .with("pointer", fault.pointer()));
      }
      return new DoctorConfiguration(Optional.empty(), findings);
    }
  }

  private static Finding valid(Map<String, String> origins) {
    List<String> sources =
        origins.values().stream().map(DoctorConfiguration::source).distinct().toList();
    String message =
        sources.isEmpty()
            ? "every key has its default"
            : "valid, from " + String.join(", ", sources);
    JsonObject set = new JsonObject();
    origins.forEach(set::put);
    return Finding.ok(NAME, message).with("set", set);
  }

  /** Leaves out where in a file a value stands. */
  private static String source(String origin) {
    return origin.replaceFirst(":[0-9]+:[0-9]+$", "");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> run() {
    return findings;
  }
}
