package io.github.vertxwpd.security;

import io.github.vertxwpd.model.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The tokens as they were read last. Never changes; any thread may ask. */
final class TokenTable {
  /**
   * Stands in for a token that is not known, so that finding that out takes as long. Nobody has its
   * secret.
   */
  private static final StoredToken NOBODY =
      StoredToken.of(BearerToken.create(), "nobody", Role.VIEWER, Instant.EPOCH, Optional.empty());

  private final Map<String, StoredToken> tokens;

  TokenTable(List<StoredToken> tokens) {
    Map<String, StoredToken> byId = new LinkedHashMap<>();
    tokens.forEach(token -> byId.put(token.id(), token));
    this.tokens = Map.copyOf(byId);
  }

  /** Says whose token it is. */
  Verdict check(BearerToken token, Instant now) {
    StoredToken stored = tokens.getOrDefault(token.id(), NOBODY);
    if (!stored.isHashOf(token)) {
      return new Verdict.Wrong("the token is not known");
    }
    if (stored.revokedAt().isPresent()) {
      return Verdict.ended("the token " + stored.id() + " was revoked");
    }
    if (stored.isExpired(now)) {
      return Verdict.ended("the token " + stored.id() + " has expired");
    }
    return new Verdict.Accepted(stored.principal());
  }

  /** Returns whether a token still lets somebody in, with the role that it gave them. */
  boolean isCurrent(String id, Role role, Instant now) {
    StoredToken stored = tokens.get(id);
    return stored != null
        && stored.role() == role
        && stored.revokedAt().isEmpty()
        && !stored.isExpired(now);
  }

  /** Says how the tokens of a later reading differ from these. */
  TokenChanges changesTo(TokenTable later) {
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<String> revoked = new ArrayList<>();
    later.tokens.forEach(
        (id, token) -> {
          StoredToken before = tokens.get(id);
          if (before == null) {
            added.add(id);
          } else if (before.revokedAt().isEmpty() && token.revokedAt().isPresent()) {
            revoked.add(id);
          } else if (!Objects.equals(before, token)) {
            changed.add(id);
          }
        });
    tokens.keySet().stream().filter(id -> !later.tokens.containsKey(id)).forEach(revoked::add);
    return new TokenChanges(sorted(added), sorted(changed), sorted(revoked));
  }

  int size() {
    return tokens.size();
  }

  private static List<String> sorted(List<String> ids) {
    return ids.stream().sorted().toList();
  }
}
