package io.github.vertxwpd.security;

import io.vertx.core.Future;
import java.util.Optional;

/**
 * Says who somebody is. May be called on any thread; futures complete on the caller's context where
 * it has one, and fail with {@link io.github.vertxwpd.WpdException} alone: {@code unauthenticated},
 * {@code forbidden} where the credential is right and gives no role, or {@code rate-limited}, with
 * a {@code retryAfterMs}, where too many wrong credentials came from an address.
 */
public interface Authenticator {
  /** Asks nobody who they are: everybody is {@link Principal#ANYBODY}. */
  Authenticator NOBODY_ASKED = new NobodyAsked();

  /** Returns whether anybody is asked: whether tokens or JSON Web Tokens are configured. */
  boolean isRequired();

  /**
   * Finds whose credential it is. Where nobody is asked, everybody is {@link Principal#ANYBODY},
   * and no credential is looked at.
   *
   * @param credential a bearer token of the gateway's own or a JSON Web Token, without {@code
   *     Bearer}; empty where none was given
   * @param address the IP address it came from
   */
  Future<Principal> authenticate(Optional<String> credential, String address);

  /**
   * Begins a browser's session.
   *
   * @param credential as above
   * @param address the IP address it came from
   */
  Future<BrowserSession> logIn(String credential, String address);

  /**
   * Finds a session that has not ended, whose token has neither expired nor been revoked.
   *
   * @param id the secret in the cookie
   */
  Optional<BrowserSession> session(String id);

  /**
   * Ends a session; one that is not known has ended already.
   *
   * @param id the secret in the cookie
   */
  void logOut(String id);

  /**
   * Returns whether a credential that was accepted still would be: it has neither expired nor been
   * revoked, nor was its token given another role. Quick, so that it can be asked often.
   */
  boolean isCurrent(Principal principal);
}
