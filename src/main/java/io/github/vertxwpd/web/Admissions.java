package io.github.vertxwpd.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Who is let in to a connection that gets events: of one user so many at once, and for as long as
 * the user's credential is good. Confined to the server's event loop.
 */
final class Admissions {
  private final Identification identification;
  private final IntSupplier perUser;
  private final Map<String, Integer> open = new HashMap<>();

  /**
   * Makes the place where the connections are counted.
   *
   * @param perUser how many one user may have, asked for each new one; nobody is counted where
   *     nobody is asked
   */
  Admissions(Identification identification, IntSupplier perUser) {
    this.identification = identification;
    this.perUser = perUser;
  }

  /** Says in words why somebody who was let in must leave. */
  static String reason(CloseCode code) {
    return code == CloseCode.TOKEN_EXPIRED
        ? "the token or the session has ended; log in again"
        : "the token was revoked";
  }

  /** One connection's right to be there. */
  final class Admission {
    private final Identity identity;
    private boolean left;

    private Admission(Identity identity) {
      this.identity = identity;
    }

    Identity identity() {
      return identity;
    }

    /** Returns why the connection must end, once it must. */
    Optional<CloseCode> ended() {
      return identification.ended(identity);
    }

    /** Makes room for another one; once is enough. */
    void leave() {
      if (!left && identification.isRequired()) {
        open.computeIfPresent(
            identity.principal().subject(), (user, count) -> count == 1 ? null : count - 1);
      }
      left = true;
    }
  }

  /** Lets somebody in, unless they have as many connections as one user may have. */
  Optional<Admission> admit(Identity identity) {
    if (identification.isRequired()) {
      String user = identity.principal().subject();
      int others = open.getOrDefault(user, 0);
      if (others >= perUser.getAsInt()) {
        return Optional.empty();
      }
      open.put(user, others + 1);
    }
    return Optional.of(new Admission(identity));
  }
}
