package io.github.vertxwpd.metrics;

import io.github.vertxwpd.fleet.FleetCondition;
import io.github.vertxwpd.fleet.Liveness;
import io.github.vertxwpd.operation.GatewayCondition;
import io.github.vertxwpd.operation.GatewayListener;
import io.github.vertxwpd.stream.EventFeed;
import io.github.vertxwpd.stream.JournalListener;
import io.github.vertxwpd.web.MetricsPage;
import io.github.vertxwpd.web.WebListener;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Metrics with a registry of their own: two gateways in one process do not count together. */
final class PrometheusMetrics implements GatewayMetrics {
  private final PrometheusMeterRegistry registry = registry();
  private final GatewayMeters gateway = new GatewayMeters(registry);
  private final JournalMeters journal = new JournalMeters(registry);
  private final WebMeters web = new WebMeters(registry);
  private final String provider;

  /** There from the first reading on: who starts a gateway need not wait for what Java has. */
  private Optional<ProcessMeters> process = Optional.empty();

  PrometheusMetrics(String provider) {
    this.provider = provider;
  }

  private static PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry made = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    // The same again as process.cpu.usage, and in no base unit.
    made.config().meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
    return made;
  }

  @Override
  public GatewayListener gateway() {
    return gateway;
  }

  @Override
  public JournalListener journal() {
    return journal;
  }

  @Override
  public WebListener web() {
    return web;
  }

  @Override
  public Optional<MetricsPage> page() {
    return Optional.of(this::write);
  }

  private synchronized String write() {
    if (process.isEmpty()) {
      process = Optional.of(new ProcessMeters(registry, provider));
    }
    return registry.scrape();
  }

  @Override
  public void watch(Supplier<GatewayCondition> condition, EventFeed stream) {
    ConditionMeters unused = new ConditionMeters(registry, condition, stream);
  }

  @Override
  public void watchCertificate(Supplier<Instant> end) {
    Gauge.builder(
            "wpd.certificate.expiry", () -> Duration.between(Instant.now(), end.get()).toSeconds())
        .description("How long the certificate is still good that is served; negative afterwards")
        .baseUnit("seconds")
        .register(registry);
  }

  @Override
  public void watchFleet(Supplier<FleetCondition> fleet) {
    for (Liveness state : Liveness.values()) {
      Gauge.builder("wpd.cluster.members", () -> fleet.get().members().getOrDefault(state, 0L))
          .description("Gateways of the fleet, this one among them, by whether they were heard of")
          .tag("state", state.wireName())
          .register(registry);
    }
    FunctionCounter.builder("wpd.cluster.gaps", fleet, now -> now.get().gaps())
        .description("How often events of another gateway were found missing")
        .register(registry);
  }

  @Override
  public synchronized void close() {
    process.ifPresent(ProcessMeters::close);
    registry.close();
  }
}
