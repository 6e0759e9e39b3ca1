package io.github.vertxwpd.metrics;

import io.github.vertxwpd.model.WireName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counters of one name, one for each value of a label. All of them are there from the start, at
 * zero: a counter that appears with its first count hides that count from {@code increase()}.
 *
 * @param <E> the label's values
 */
final class Family<E extends Enum<E> & WireName> {
  private final Map<E, Counter> counters;

  /**
   * Registers the counters.
   *
   * @param name in Micrometer's form, without {@code _total}
   * @param tags what all of them have besides the label
   */
  Family(
      MeterRegistry registry, String name, String help, Tags tags, String label, Class<E> values) {
    counters = new EnumMap<>(values);
    for (E value : values.getEnumConstants()) {
      counters.put(
          value,
          Counter.builder(name)
              .description(help)
              .tags(tags.and(label, value.wireName()))
              .register(registry));
    }
  }

  /** Counts one more. For any thread. */
  void count(E value) {
    counters.get(value).increment();
  }
}
