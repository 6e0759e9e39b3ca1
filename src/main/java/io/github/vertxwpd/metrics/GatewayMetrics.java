package io.github.vertxwpd.metrics;

import io.github.vertxwpd.fleet.FleetCondition;
import io.github.vertxwpd.operation.GatewayCondition;
import io.github.vertxwpd.operation.GatewayListener;
import io.github.vertxwpd.stream.EventFeed;
import io.github.vertxwpd.stream.JournalListener;
import io.github.vertxwpd.web.MetricsPage;
import io.github.vertxwpd.web.WebListener;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * What a gateway counts and measures. Its methods are called while the gateway starts, on any
 * thread; what is read later waits for nothing and blocks nobody.
 */
public interface GatewayMetrics {
  /** Counts nothing. */
  GatewayMetrics NONE = new GatewayMetrics() {};

  /**
   * Makes metrics with Micrometer, or, where it is not on the class path, none.
   *
   * @param provider how the gateway reaches its devices
   */
  static GatewayMetrics ofClassPath(String provider) {
    try {
      return new PrometheusMetrics(provider);
    } catch (NoClassDefFoundError e) {
      LoggerFactory.getLogger(GatewayMetrics.class)
          .info("Nothing is served at /metrics: micrometer-registry-prometheus is not there");
      return NONE;
    }
  }

  /** Returns what counts operations, events and native calls. */
  default GatewayListener gateway() {
    return GatewayListener.NONE;
  }

  /** Returns what measures the journal. */
  default JournalListener journal() {
    return JournalListener.NONE;
  }

  /** Returns what counts connections and denials. */
  default WebListener web() {
    return WebListener.NONE;
  }

  /** Returns what is served; empty where nothing is counted. */
  default Optional<MetricsPage> page() {
    return Optional.empty();
  }

  /**
   * Begins to show how the gateway is.
   *
   * @param condition asked whenever metrics are read
   * @param stream whose head is shown
   */
  default void watch(Supplier<GatewayCondition> condition, EventFeed stream) {}

  /**
   * Begins to show how long the certificate is still good.
   *
   * @param end when the one ends that is served
   */
  default void watchCertificate(Supplier<Instant> end) {}

  /**
   * Begins to show the fleet that the gateway is part of.
   *
   * @param fleet asked whenever metrics are read; waits for nothing
   */
  default void watchFleet(Supplier<FleetCondition> fleet) {}

  /** Measures nothing more. */
  default void close() {}
}
