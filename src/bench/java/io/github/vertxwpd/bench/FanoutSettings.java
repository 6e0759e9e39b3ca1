package io.github.vertxwpd.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** The arguments of a fan-out server or of its benchmark: {@code name=value}, in any order. */
final class FanoutSettings {
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Reads arguments.
   *
   * @param args what was given
   * @param defaults every name that there is, with its value where none was given
   * @throws IllegalArgumentException where a name is not known
   */
  FanoutSettings(String[] args, Map<String, String> defaults) {
    values.putAll(defaults);
    for (String arg : args) {
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      if (equals < 0 || !defaults.containsKey(name)) {
        throw new IllegalArgumentException(
            "\"" + arg + "\" is no argument; those are, with their defaults: " + defaults);
      }
      values.put(name, arg.substring(equals + 1));
    }
  }

  String text(String name) {
    return values.get(name);
  }

  int number(String name) {
    return Integer.parseInt(values.get(name));
  }

  boolean is(String name, String value) {
    return values.get(name).equals(value);
  }
}
