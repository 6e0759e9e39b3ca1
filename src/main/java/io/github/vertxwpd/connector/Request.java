package io.github.vertxwpd.connector;

import io.github.vertxwpd.model.Hresult;

/** A queued request. Both methods are called on the apartment's thread. */
public interface Request {
  /**
   * Asks Windows to cancel the request. Success only means that the cancellation is under way: the
   * request still completes, and may complete with success.
   *
   * @return what the native call returned; {@link Hresult#ERROR_NOT_FOUND} where the request is
   *     over or was cancelled before
   */
  Hresult cancel();

  /**
   * Gives up the caller's interest in the request. Idempotent. A completion that comes later is
   * still delivered.
   */
  void release();
}
