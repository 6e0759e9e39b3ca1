package io.github.vertxwpd.security;

import io.github.vertxwpd.model.Role;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody whose credential was accepted.
 *
 * @param subject a name that is no secret: a token's id and name, a JWT's subject
 * @param role what they may do
 * @param credential which credential it was, so that it can be revoked: never the credential itself
 * @param expires when the credential ends; empty where it does not by itself
 */
public record Principal(
    String subject, Role role, Optional<String> credential, Optional<Instant> expires) {
  /** Whoever comes to a gateway that asks nobody who they are: they may do everything. */
  public static final Principal ANYBODY =
      new Principal("anonymous", Role.ADMIN, Optional.empty(), Optional.empty());

  /** Returns whether the credential has ended. */
  public boolean isExpired(Instant now) {
    return expires.filter(end -> !now.isBefore(end)).isPresent();
  }
}
