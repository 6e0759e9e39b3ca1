package io.github.vertxwpd.security;

import java.util.List;

/**
 * How the tokens of two readings differ, by their ids.
 *
 * @param added the tokens that are new
 * @param changed the tokens with another role, name, secret or end
 * @param revoked the tokens that were revoked, or are gone
 */
public record TokenChanges(List<String> added, List<String> changed, List<String> revoked) {
  /** Copies the lists. */
  public TokenChanges {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
    revoked = List.copyOf(revoked);
  }

  /** Returns whether nothing differs. */
  public boolean isEmpty() {
    return added.isEmpty() && changed.isEmpty() && revoked.isEmpty();
  }
}
