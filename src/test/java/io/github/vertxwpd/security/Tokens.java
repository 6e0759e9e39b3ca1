package io.github.vertxwpd.security;

import io.github.vertxwpd.model.Role;
import java.time.Instant;
import java.util.Optional;

/** Tokens for tests. */
final class Tokens {
  static final Instant NOW = Instant.parse("2026-11-22T09:14:00Z");

  private Tokens() {}

  static StoredToken stored(BearerToken token, Role role) {
    return StoredToken.of(token, "a name", role, NOW, Optional.empty());
  }

  static StoredToken stored(BearerToken token, Instant end) {
    return StoredToken.of(token, "a name", Role.VIEWER, NOW, Optional.of(end));
  }

  static StoredToken stored(String name) {
    return StoredToken.of(BearerToken.create(), name, Role.OPERATOR, NOW, Optional.empty());
  }
}
