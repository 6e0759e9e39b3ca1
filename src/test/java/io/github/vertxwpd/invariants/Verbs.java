package io.github.vertxwpd.invariants;

import java.util.Set;

/** What a client can ask. */
final class Verbs {
  static final String CONNECT = "connect";
  static final String DISCONNECT = "disconnect";
  static final String CANCEL = "cancel";
  static final String READ = "read";

  private static final Set<String> OPERATIONS = Set.of(CONNECT, DISCONNECT);

  private Verbs() {}

  /** Returns whether a verb, accepted, leads to an operation. */
  static boolean isOperation(String verb) {
    return OPERATIONS.contains(verb);
  }
}
