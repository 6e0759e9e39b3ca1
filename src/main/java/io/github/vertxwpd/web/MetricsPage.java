package io.github.vertxwpd.web;

/** The numbers behind {@code GET /metrics}. */
public interface MetricsPage {
  /**
   * Writes all of them down, in Prometheus' text format 0.0.4. Called on a worker, by one at a
   * time.
   */
  String write();
}
