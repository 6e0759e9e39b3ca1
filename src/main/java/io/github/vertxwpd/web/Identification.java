package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.security.Authenticator;
import io.github.vertxwpd.security.BrowserSession;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;

/** Finds out who sends a request, and whether that still holds. */
final class Identification {
  private final Authenticator authenticator;
  private final Clock clock;

  Identification(Authenticator authenticator, Clock clock) {
    this.authenticator = authenticator;
    this.clock = clock;
  }

  /** Returns whether anybody is asked. */
  boolean isRequired() {
    return authenticator.isRequired();
  }

  /**
   * Finds out whose credential it is.
   *
   * @param credential what came
   * @param address the IP address it came from
   * @return fails with {@code unauthenticated}, or with what the authenticator says
   */
  Future<Identity> identify(Credential credential, String address) {
    if (!isRequired()) {
      return Future.succeededFuture(Identity.ANYBODY);
    }
    if (credential instanceof Credential.Token token) {
      return authenticator.authenticate(Optional.of(token.text()), address).map(Identity::of);
    }
    if (credential instanceof Credential.Session session) {
      return session(session)
          .map(found -> Future.succeededFuture(Identity.of(found)))
          .orElseGet(() -> refused("the session has ended; log in again"));
    }
    return refused(
        credential instanceof Credential.Unreadable unreadable
            ? unreadable.why()
            : "this needs a token: send the header Authorization: Bearer <token>, or log in");
  }

  /** Finds a session that has not ended. */
  Optional<BrowserSession> session(Credential.Session cookie) {
    return authenticator.session(cookie.id());
  }

  private static Future<Identity> refused(String detail) {
    return Future.failedFuture(new WpdException(Problem.of(ProblemCode.UNAUTHENTICATED, detail)));
  }

  /**
   * Returns why somebody who was let in must leave: their token or session has ended, or the token
   * was revoked; empty while they may stay. Quick.
   */
  Optional<CloseCode> ended(Identity identity) {
    if (!isRequired()) {
      return Optional.empty();
    }
    if (identity.principal().isExpired(clock.instant())) {
      return Optional.of(CloseCode.TOKEN_EXPIRED);
    }
    if (!authenticator.isCurrent(identity.principal())) {
      return Optional.of(CloseCode.UNAUTHENTICATED);
    }
    return identity
        .session()
        .filter(session -> authenticator.session(session.id()).isEmpty())
        .map(session -> CloseCode.TOKEN_EXPIRED);
  }
}
