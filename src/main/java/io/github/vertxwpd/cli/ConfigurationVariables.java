package io.github.vertxwpd.cli;

import io.github.vertxwpd.cli.ConfigurationException.Fault;
import io.github.vertxwpd.model.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The environment variables that set a key: {@code http.port} is {@code WPD_HTTP_PORT}, {@code
 * wpd.callTimeoutMs} is {@code WPD_WPD_CALL_TIMEOUT_MS}.
 */
final class ConfigurationVariables {
  /** What every variable of the program begins with. */
  static final String PREFIX = "WPD_";

  /** The variables that say which gateway a command talks to. */
  static final Set<String> OF_COMMANDS =
      Set.of(GatewayAddress.URL, GatewayAddress.TOKEN, GatewayAddress.CACERT);

  private final Map<String, String> keys = new LinkedHashMap<>();

  ConfigurationVariables(List<String> keys) {
    keys.forEach(key -> this.keys.put(variable(key), key));
  }

  /** Returns the variable that sets a key. */
  static String variable(String key) {
    return PREFIX
        + key.replace('.', '_').replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  /**
   * Finds the variables that are set, in the order of their names.
   *
   * @param environment all variables
   * @param faults takes the unknown ones
   * @return what was written for a key, by the key
   */
  Map<String, String> assignments(Map<String, String> environment, List<Fault> faults) {
    Map<String, String> found = new LinkedHashMap<>();
    new TreeMap<>(environment)
        .forEach(
            (name, text) -> {
              if (keys.containsKey(name)) {
                found.put(keys.get(name), text);
              } else if (name.startsWith(PREFIX) && !OF_COMMANDS.contains(name)) {
                faults.add(new Fault(name, "", unknown(name)));
              }
            });
    return found;
  }

  private String unknown(String name) {
    List<String> known = new ArrayList<>();
    Stream.concat(keys.keySet().stream(), OF_COMMANDS.stream()).forEach(known::add);
    return NearestName.unknown("environment variable", name, known);
  }
}
