package io.github.vertxwpd.file;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Something that is read, and that changes while the gateway runs. */
public interface Source {
  /**
   * Reads it for the first time, on an event loop.
   *
   * @return fails with {@link IllegalArgumentException}, naming the key to set, where the gateway
   *     must not start with it
   */
  Future<Void> open(Vertx vertx);

  /** Sees whether it has changed; called every second, on the same event loop. Never fails. */
  Future<Void> poll();
}
