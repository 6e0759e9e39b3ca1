package io.github.vertxwpd.metrics;

import io.github.vertxwpd.model.WireName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Counters of one name, one for each value of a label. Those that matter are there from the start,
 * at zero: a counter that appears with its first count hides that count from {@code increase()}.
 *
 * @param <E> the label's values
 */
final class Family<E extends WireName> {
  private final Map<E, Counter> counters = new ConcurrentHashMap<>();
  private final Function<E, Counter> register;

  /**
   * Registers the counters.
   *
   * @param name in Micrometer's form, without {@code _total}
   * @param tags what all of them have besides the label
   * @param known the label's values that are there from the start
   */
  Family(MeterRegistry registry, String name, String help, Tags tags, String label, List<E> known) {
    this.register =
        value ->
            Counter.builder(name)
                .description(help)
                .tags(tags.and(label, value.wireName()))
                .register(registry);
    known.forEach(this::counter);
  }

  private Counter counter(E value) {
    return counters.computeIfAbsent(value, register);
  }

  /** Counts one more. For any thread. */
  void count(E value) {
    counter(value).increment();
  }
}
