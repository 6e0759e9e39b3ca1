package io.github.vertxwpd.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Clients of which each asks again as soon as it has its answer, on one event loop. The first
 * failure ends all of them.
 */
final class ClosedLoop {
  /** What the clients ask for; called on their event loop. */
  @FunctionalInterface
  interface Workload {
    /**
     * Waits until there is something to ask for; that wait is not measured.
     *
     * @return asks, and completes with the answer
     */
    Future<Supplier<Future<?>>> next();
  }

  /**
   * What was measured.
   *
   * @param latencies from each request to its answer
   * @param seconds from the first request to the last answer
   */
  record Result(Latencies latencies, double seconds) {
    double perSecond() {
      return latencies.count() / seconds;
    }
  }

  private static final double NANOS_IN_SECOND = 1e9;

  private final Workload workload;
  private final long start = System.nanoTime();
  private final long limitNanos;
  private final Latencies latencies = new Latencies();
  private final Promise<Result> result = Promise.promise();
  private int clients;

  private ClosedLoop(Workload workload, int clients, Duration duration) {
    this.workload = workload;
    this.clients = clients;
    this.limitNanos = duration.toNanos();
  }

  /**
   * Runs.
   *
   * @param context the clients' event loop
   * @param clients how many there are
   * @param duration how long they ask
   * @return what was measured, once the last answer is there
   */
  static Future<Result> run(Context context, Workload workload, int clients, Duration duration) {
    Promise<Result> result = Promise.promise();
    context.runOnContext(
        now -> {
          ClosedLoop loop = new ClosedLoop(workload, clients, duration);
          loop.result.future().onComplete(result);
          for (int i = 0; i < clients; i++) {
            loop.turn();
          }
        });
    return result.future();
  }

  private void turn() {
    if (System.nanoTime() - start >= limitNanos || result.future().isComplete()) {
      leave();
    } else {
      workload.next().compose(this::ask).onComplete(answered -> turn(), result::tryFail);
    }
  }

  private Future<?> ask(Supplier<Future<?>> request) {
    long asked = System.nanoTime();
    return request.get().onSuccess(answer -> latencies.add(System.nanoTime() - asked));
  }

  private void leave() {
    clients--;
    if (clients == 0) {
      result.tryComplete(new Result(latencies, (System.nanoTime() - start) / NANOS_IN_SECOND));
    }
  }
}
