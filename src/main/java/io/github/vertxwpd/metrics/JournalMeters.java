package io.github.vertxwpd.metrics;

import io.github.vertxwpd.stream.JournalListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Measures the journal. */
final class JournalMeters implements JournalListener {
  private final Timer commits;
  private volatile double size = Double.NaN;
  private volatile double free = Double.NaN;

  JournalMeters(MeterRegistry registry) {
    commits =
        Buckets.DISK.timer(
            registry,
            "wpd.journal.sync",
            "How long a transaction of the journal takes, with its sync to the disk",
            Tags.empty());
    Gauge.builder("wpd.journal.size", () -> size)
        .description("The size of the journal's files")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("wpd.journal.free", () -> free)
        .description("What is free on the disk of the journal")
        .baseUnit("bytes")
        .register(registry);
  }

  @Override
  public void committed(long nanos) {
    commits.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void measured(long bytes, long freeBytes) {
    size = bytes;
    free = freeBytes;
  }
}
