package io.github.vertxwpd.fleet;

import io.github.vertxwpd.model.HistoryPage;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.operation.Snapshot;
import io.vertx.core.Future;

/** Where one gateway's events, and what they add up to, are read. */
interface GatewaySource {
  /** Reads everything that the gateway has. */
  Future<Snapshot> snapshot();

  /**
   * Reads the gateway's events after a position.
   *
   * @param position the last one already seen
   */
  Future<HistoryPage> after(StreamPosition position);
}
