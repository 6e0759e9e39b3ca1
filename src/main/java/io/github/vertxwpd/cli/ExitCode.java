package io.github.vertxwpd.cli;

/** What the process ends with; part of the contract. */
final class ExitCode {
  /** It did what it was asked to. */
  static final int OK = 0;

  /** It was refused, or the operation did not succeed. */
  static final int FAILED = 1;

  /** The command line or the configuration is not valid; nothing was done. */
  static final int USAGE = 2;

  /** The request may or may not have been carried out: ask again with the same request id. */
  static final int OUTCOME_UNKNOWN = 3;

  /** No gateway could be reached; nothing was done. */
  static final int UNREACHABLE = 4;

  private ExitCode() {}
}
