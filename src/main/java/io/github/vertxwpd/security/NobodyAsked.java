package io.github.vertxwpd.security;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Future;
import java.util.Optional;

/** Where neither tokens nor JSON Web Tokens are configured: there is nobody to tell from others. */
final class NobodyAsked implements Authenticator {
  @Override
  public boolean isRequired() {
    return false;
  }

  @Override
  public Future<Principal> authenticate(Optional<String> credential, String address) {
    return Future.succeededFuture(Principal.ANYBODY);
  }

  @Override
  public Future<BrowserSession> logIn(String credential, String address) {
    return Future.failedFuture(
        new WpdException(
            Problem.of(
                ProblemCode.UNAUTHENTICATED,
                "this gateway has no tokens; set security.tokens to have some")));
  }

  @Override
  public Optional<BrowserSession> session(String id) {
    return Optional.empty();
  }

  @Override
  public void logOut(String id) {}

  @Override
  public boolean isCurrent(Principal principal) {
    return true;
  }
}
