package io.github.vertxwpd.operation;

import io.vertx.core.Future;

/** The way to the apartment's thread, as the gateway's event loop sees it. */
interface Apartment {
  /**
   * Queues a call. Calls run one at a time, in this order, and their results come back in this
   * order.
   *
   * @param call what to do there
   * @return what it brought, on the gateway's event loop; fails with {@link
   *     io.github.vertxwpd.WpdException} alone
   */
  <T> Future<T> call(NativeCall<T> call);
}
