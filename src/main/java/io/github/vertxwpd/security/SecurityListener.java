package io.github.vertxwpd.security;

import io.github.vertxwpd.model.ProblemCode;

/**
 * Is told what was read again while the gateway runs, and of credentials that do not let anybody
 * in, so that it can be recorded and counted. Called on an event loop; must not block.
 */
public interface SecurityListener {
  /**
   * The file of the tokens was read again, and has other tokens than before.
   *
   * @param changes which ones differ
   */
  void tokensRead(TokenChanges changes);

  /**
   * What a key of the configuration names cannot be used any more; what was read last is kept. Said
   * once, until it could be read again.
   *
   * @param key the key: {@code security.tokens} or {@code security.jwt.jwks}
   * @param reason what is wrong and what to do about it, in a sentence without secrets
   */
  void readFailed(String key, String reason);

  /**
   * A credential did not let anybody in. Called on any thread.
   *
   * @param code {@code unauthenticated} where it is wrong, {@code rate-limited} where it was not
   *     even looked at because too many wrong ones came from its address, {@code forbidden} where
   *     it is right and gives no role
   */
  default void credentialRefused(ProblemCode code) {}
}
