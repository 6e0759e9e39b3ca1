package io.github.vertxwpd.stream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/** A promise that is kept on the context that it was made on, whatever thread keeps it. */
final class CallerPromise<T> {
  private final Optional<Context> context;
  private final Promise<T> promise = Promise.promise();

  /** Captures the caller's context. */
  CallerPromise(Vertx vertx) {
    this.context = Optional.of(vertx.getOrCreateContext());
  }

  /** Captures the caller's context; where it has none, the promise is kept on any thread. */
  CallerPromise() {
    this.context = Optional.ofNullable(Vertx.currentContext());
  }

  Future<T> future() {
    return promise.future();
  }

  void succeed(T result) {
    onContext(() -> promise.tryComplete(result));
  }

  void fail(Throwable cause) {
    onContext(() -> promise.tryFail(cause));
  }

  /** Runs something on the same context, after those who waited for a result that was given. */
  void afterwards(Runnable action) {
    onContext(action);
  }

  private void onContext(Runnable action) {
    if (context.isEmpty()) {
      action.run();
      return;
    }
    try {
      context.get().runOnContext(nothing -> action.run());
    } catch (RejectedExecutionException e) {
      // The caller's Vert.x is closed: its context runs nothing any more, and nobody may wait
      // forever.
      action.run();
    }
  }
}
