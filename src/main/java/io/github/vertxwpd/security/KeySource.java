package io.github.vertxwpd.security;

import io.github.vertxwpd.file.Source;
import io.vertx.core.Future;
import java.util.Optional;

/** Where an issuer's keys come from. */
interface KeySource extends Source {
  /** Returns the keys as they were read last; empty where they never could be. */
  Optional<KeySet> keys();

  /**
   * Reads the keys again where a token was signed with one that is not among them, unless they were
   * read a moment ago. Any thread may call; completes on any thread, and never fails.
   */
  Future<Void> refresh();
}
