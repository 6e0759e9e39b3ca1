package io.github.vertxwpd.cli;

import io.github.vertxwpd.security.StoredToken;

/** Records who may use a gateway from now on, before it is so. */
@FunctionalInterface
interface TokenRecorder {
  /** What is done to a token. */
  enum Change {
    /** It is made. */
    CREATED,
    /** It is revoked. */
    REVOKED
  }

  /**
   * Records a change that is about to be made.
   *
   * @param configuration the configuration of the gateway whose token it is
   * @param change what is about to be done
   * @param token the token, without its secret
   * @throws CommandFailure where it cannot be recorded: the change is not made then
   */
  void record(Configuration configuration, Change change, StoredToken token) throws CommandFailure;
}
