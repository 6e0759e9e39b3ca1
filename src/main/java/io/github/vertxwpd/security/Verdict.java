package io.github.vertxwpd.security;

import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;

/** What became of a credential. */
sealed interface Verdict {
  /** It lets somebody in. */
  record Accepted(Principal principal) implements Verdict {}

  /**
   * It could be a guess: it counts against the address that it came from.
   *
   * @param detail why, in a sentence that does not help to guess
   */
  record Wrong(String detail) implements Verdict {}

  /** It lets nobody in, and is no guess: it was right once, or cannot be checked now. */
  record Refused(Problem problem) implements Verdict {}

  /** Makes the verdict on a credential that was right once. */
  static Verdict ended(String detail) {
    return new Refused(Problem.of(ProblemCode.UNAUTHENTICATED, detail));
  }
}
