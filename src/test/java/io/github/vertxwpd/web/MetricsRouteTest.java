package io.github.vertxwpd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /metrics}, whatever there is to tell. */
class MetricsRouteTest {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger readings = new AtomicInteger();
  private HttpServer server;
  private volatile boolean broken;
  private volatile String thread = "";

  @BeforeEach
  void serve() throws TimeoutException {
    Router router = Router.router(vertx);
    router.route().handler(new MetricsRoute(vertx, this::write, now::get)::read);
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private String write() {
    thread = Thread.currentThread().getName();
    if (broken) {
      throw new IllegalStateException("not today");
    }
    return "reading " + readings.incrementAndGet();
  }

  @AfterEach
  void stop() throws TimeoutException {
    vertx.close().await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** The body is asked for where the response is told: a moment later it would never come. */
  private String get() throws TimeoutException {
    return client
        .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/metrics")
        .compose(request -> request.send().compose(MetricsRouteTest::text))
        .await(WebFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static Future<String> text(HttpClientResponse response) {
    return response.statusCode() == 200
        ? response.body().map(Object::toString)
        : Future.succeededFuture("status " + response.statusCode());
  }

  @Test
  void theNumbersAreReadOnAWorkerAndAtMostOnceASecond() throws TimeoutException {
    assertThat(get()).isEqualTo("reading 1");
    now.addAndGet(MetricsRoute.KEPT.toNanos() - 1);
    assertThat(get()).isEqualTo("reading 1");
    now.incrementAndGet();
    assertThat(get()).isEqualTo("reading 2");

    assertThat(thread).startsWith("vert.x-worker-thread");
  }

  @Test
  void numbersThatCannotBeReadAreAnErrorUntilTheyCan() throws TimeoutException {
    broken = true;
    assertThat(get()).isEqualTo("status 500");
    broken = false;
    now.addAndGet(MetricsRoute.KEPT.toNanos());

    assertThat(get()).isEqualTo("reading 1");
  }
}
