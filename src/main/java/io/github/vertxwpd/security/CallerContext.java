package io.github.vertxwpd.security;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Brings results back to where they were asked for. */
final class CallerContext {
  private CallerContext() {}

  /** Returns a future that completes on the caller's context, where it has one. */
  static <T> Future<T> bringBack(Future<T> future) {
    Context context = Vertx.currentContext();
    if (context == null || future.isComplete()) {
      return future;
    }
    Promise<T> promise = Promise.promise();
    future.onComplete(
        (value, cause) -> context.runOnContext(nothing -> promise.complete(value, cause)));
    return promise.future();
  }
}
