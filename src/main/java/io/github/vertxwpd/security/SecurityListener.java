package io.github.vertxwpd.security;

/**
 * Is told what was read again while the gateway runs, so that it can be recorded. Called on an
 * event loop; must not block.
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
}
