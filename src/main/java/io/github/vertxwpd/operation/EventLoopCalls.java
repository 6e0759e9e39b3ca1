package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every call to one event loop, and its answer back to the caller's. Thread-safe.
 *
 * @param vertx whose contexts they are
 * @param loop where the calls are answered
 */
public record EventLoopCalls(Vertx vertx, Context loop) {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoopCalls.class);

  /**
   * Calls.
   *
   * @param action run on the event loop
   * @return what it brings, on the caller's context; fails with {@link WpdException} where the
   *     action throws, or where the event loop has ended
   */
  public <T> Future<T> call(Supplier<Future<T>> action) {
    Context caller = vertx.getOrCreateContext();
    if (caller == loop) {
      return guarded(action);
    }
    Promise<T> result = Promise.promise();
    try {
      loop.runOnContext(
          there ->
              guarded(action)
                  .onComplete(
                      value -> caller.runOnContext(back -> result.complete(value)),
                      failure -> caller.runOnContext(back -> result.fail(failure))));
    } catch (RejectedExecutionException e) {
      // Event loops end one after another: the caller's may outlive the gateway's.
      return Future.failedFuture(new WpdException(LedgerProblems.stopping()));
    }
    return result.future();
  }

  /** Whatever an action throws, its future fails with a problem. */
  static <T> Future<T> guarded(Supplier<Future<T>> action) {
    try {
      return action.get();
    } catch (WpdException e) {
      return Future.failedFuture(e);
    } catch (RuntimeException e) {
      LOG.error("a command could not be handled", e);
      return Future.failedFuture(
          new WpdException(Problem.of(ProblemCode.INTERNAL_ERROR, "the gateway's log says more")));
    }
  }
}
