package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.DeviceId;
import io.vertx.core.Future;
import java.util.Optional;

/** The way to the apartment's thread, as the gateway's event loop sees it. */
interface Apartment {
  /**
   * What is done in the apartment with a result that came after the call was given up. Runs on the
   * thread that made the call, so that what the result holds can be released there.
   *
   * @param <T> the result
   */
  @FunctionalInterface
  interface LateResult<T> {
    /** Takes the result. */
    void discard(T result);
  }

  /**
   * Queues a call. Calls run one at a time, in this order, and their results come back in this
   * order.
   *
   * @param about the device that is to blame where the call hangs
   * @param call what to do there
   * @param late what to do with a result that nobody waits for any more
   * @return what it brought, on the gateway's event loop; fails with {@link
   *     io.github.vertxwpd.WpdException} alone
   */
  <T> Future<T> call(Optional<DeviceId> about, NativeCall<T> call, LateResult<T> late);

  /** Queues a call whose result holds nothing that must be released. */
  default <T> Future<T> call(Optional<DeviceId> about, NativeCall<T> call) {
    return call(about, call, result -> {});
  }
}
