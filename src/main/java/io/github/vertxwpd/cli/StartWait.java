package io.github.vertxwpd.cli;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a step of a start, however long it takes, and says in the log that it takes long: a
 * slow disk or a fleet that does not answer looks like a hang otherwise.
 *
 * @param first after how long it is said for the first time; each further time after twice as long
 */
record StartWait(Duration first) {
  private static final Logger LOG = LoggerFactory.getLogger(StartWait.class);

  /** As a gateway starts: said after ten seconds. */
  static final StartWait USUAL = new StartWait(Duration.ofSeconds(10));

  /**
   * Waits; blocks the calling thread.
   *
   * @param step what is waited for, as the end of a sentence
   * @throws ExecutionException where it fails
   * @throws InterruptedException where it is not to be waited for any more
   */
  <T> T await(Future<T> result, String step) throws ExecutionException, InterruptedException {
    CompletableFuture<T> future = result.toCompletionStage().toCompletableFuture();
    Duration elapsed = Duration.ZERO;
    Duration next = first;
    while (true) {
      try {
        return future.get(next.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        elapsed = elapsed.plus(next);
        next = elapsed;
        LOG.warn(
            "The start takes long: for {} s it has been waiting for {}", elapsed.toSeconds(), step);
      }
    }
  }
}
