package io.github.vertxwpd.connector.simulated;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which simulated device misbehaves, and how. Immutable. */
final class FaultScript {
  private static final String EVERY_OTHER = "*";

  private final Map<Integer, Fault> faults;
  private final Optional<Fault> otherwise;

  private FaultScript(Map<Integer, Fault> faults, Optional<Fault> otherwise) {
    this.faults = Map.copyOf(faults);
    this.otherwise = otherwise;
  }

  /**
   * Reads a script.
   *
   * @param script from a device's number or {@code *} to a fault
   * @param devices how many devices there are
   * @throws IllegalArgumentException where an entry is not valid: says which one, why, and what is
   *     known
   */
  static FaultScript parse(JsonObject script, int devices) {
    Map<Integer, Fault> faults = new HashMap<>();
    Optional<Fault> otherwise = Optional.empty();
    for (Map.Entry<String, Object> entry : script) {
      try {
        Fault fault = fault(entry.getValue());
        if (entry.getKey().equals(EVERY_OTHER)) {
          otherwise = Optional.of(fault);
        } else {
          faults.put(number(entry.getKey(), devices), fault);
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "simulated.script, entry \"%s\": %s (known faults: %s)"
                .formatted(entry.getKey(), e.getMessage(), FaultParser.FORMS),
            e);
      }
    }
    return new FaultScript(faults, otherwise);
  }

  private static Fault fault(Object value) {
    if (value instanceof String text) {
      return FaultParser.parse(text);
    }
    throw new IllegalArgumentException("a fault is a text such as \"never\", not " + value);
  }

  private static int number(String key, int devices) {
    if (!key.matches("[1-9][0-9]*")) {
      throw new IllegalArgumentException(
          "not a device's number (1 is the first) and not \"*\" (every other device)");
    }
    boolean beyond =
        key.length() > String.valueOf(devices).length() || Integer.parseInt(key) > devices;
    if (beyond) {
      throw new IllegalArgumentException(
          "no device has that number: simulated.devices is " + devices);
    }
    return Integer.parseInt(key);
  }

  /**
   * Returns what is wrong with a device.
   *
   * @param number the device's number, from 1
   */
  Optional<Fault> of(int number) {
    return Optional.ofNullable(faults.get(number)).or(() -> otherwise);
  }
}
