package io.github.vertxwpd.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * {@code GET /metrics}, for everybody. Nobody has to say who they are to ask, so the numbers are
 * read at most once a second, and on a worker. Confined to the server's event loop.
 */
final class MetricsRoute {
  /** How long a page is good. */
  static final Duration KEPT = Duration.ofSeconds(1);

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Vertx vertx;
  private final MetricsPage page;
  private final LongSupplier nanoTime;
  private Optional<Future<String>> last = Optional.empty();
  private long readNanos;

  /**
   * Makes the route.
   *
   * @param nanoTime a clock that only goes forward, in nanoseconds; its zero means nothing
   */
  MetricsRoute(Vertx vertx, MetricsPage page, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.page = page;
    this.nanoTime = nanoTime;
  }

  void read(RoutingContext context) {
    text()
        .onSuccess(text -> context.response().putHeader(HttpHeaders.CONTENT_TYPE, TEXT).end(text))
        .onFailure(context::fail);
  }

  private Future<String> text() {
    boolean waits = last.filter(text -> !text.isComplete()).isPresent();
    long now = nanoTime.getAsLong();
    if (!waits && (last.isEmpty() || now - readNanos >= KEPT.toNanos())) {
      readNanos = now;
      last = Optional.of(vertx.executeBlocking(page::write, false));
    }
    return last.get();
  }
}
