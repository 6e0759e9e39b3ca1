package io.github.vertxwpd.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The upper bounds of histograms: what is compared later must have been cut at the same places.
 *
 * @param bounds in growing order; what is longer is counted above the last
 */
record Buckets(List<Duration> bounds) {
  /** From what a device needs that answers at once, to the longest that may be asked for. */
  static final Buckets OPERATION =
      ofMillis(
          100, 250, 500, 1_000, 2_500, 5_000, 10_000, 15_000, 30_000, 60_000, 90_000, 120_000,
          180_000, 300_000);

  /** From a call that only queues, to one that is given up by default, and beyond. */
  static final Buckets NATIVE_CALL =
      ofMillis(5, 25, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);

  /** From a disk that has no moving parts, to one that holds everything up. */
  static final Buckets DISK =
      ofMillis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000);

  private static Buckets ofMillis(long... boundsMs) {
    return new Buckets(LongStream.of(boundsMs).mapToObj(Duration::ofMillis).toList());
  }

  /** Makes a histogram of durations. */
  Timer timer(MeterRegistry registry, String name, String help, Tags tags) {
    return Timer.builder(name)
        .description(help)
        .tags(tags)
        .serviceLevelObjectives(bounds.toArray(Duration[]::new))
        .register(registry);
  }
}
