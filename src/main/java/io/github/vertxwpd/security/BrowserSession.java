package io.github.vertxwpd.security;

import java.time.Instant;

/**
 * A browser that is logged in.
 *
 * @param id the secret in its cookie
 * @param csrf the secret that it sends in a header with everything that changes something
 * @param principal whose token it logged in with
 * @param expires when it ends, at the latest when the token does
 */
public record BrowserSession(String id, String csrf, Principal principal, Instant expires) {
  /**
   * Returns whether a header's value is this session's {@link #csrf}, in a time that says nothing
   * about it.
   */
  public boolean isCsrf(String value) {
    return Secret.same(csrf, value);
  }

  /** Says whose it is, and neither of the secrets. */
  @Override
  public String toString() {
    return "BrowserSession[" + principal.subject() + ", until " + expires + "]";
  }
}
