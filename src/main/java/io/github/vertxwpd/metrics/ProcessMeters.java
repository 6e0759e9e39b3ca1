package io.github.vertxwpd.metrics;

import io.github.vertxwpd.operation.ProgramVersion;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

/** Measures the process and its Java machine, under the names that every dashboard knows. */
final class ProcessMeters {
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /**
   * Registers the meters.
   *
   * @param provider how the gateway reaches its devices
   */
  ProcessMeters(MeterRegistry registry, String provider) {
    Gauge.builder("wpd.build.info", () -> 1)
        .description("The program's version, and how it reaches its devices")
        .tag("version", ProgramVersion.current())
        .tag("provider", provider)
        .register(registry);
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
  }

  /** Listens to the collector no more. */
  void close() {
    collections.close();
  }
}
