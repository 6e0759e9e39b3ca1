package io.github.vertxwpd.security;

import io.github.vertxwpd.file.ReadFailures;
import io.github.vertxwpd.model.ProblemCode;

/**
 * Is told what was read again while the gateway runs, and of credentials that do not let anybody
 * in, so that it can be recorded and counted. Called on an event loop; must not block.
 */
public interface SecurityListener extends ReadFailures.Listener {
  /**
   * The file of the tokens was read again, and has other tokens than before.
   *
   * @param changes which ones differ
   */
  void tokensRead(TokenChanges changes);

  /**
   * A credential did not let anybody in. Called on any thread.
   *
   * @param code {@code unauthenticated} where it is wrong, {@code rate-limited} where it was not
   *     even looked at because too many wrong ones came from its address, {@code forbidden} where
   *     it is right and gives no role
   */
  default void credentialRefused(ProblemCode code) {}
}
