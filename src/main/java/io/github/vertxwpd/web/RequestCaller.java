package io.github.vertxwpd.web;

import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.audit.Caller.Via;
import io.github.vertxwpd.security.Principal;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Says who sent a request, for the records. */
final class RequestCaller {
  private RequestCaller() {}

  /**
   * Names the caller.
   *
   * @param principal whose credential came with the request
   * @param via how it came
   */
  static Caller of(Principal principal, Via via, HttpServerRequest request) {
    return new Caller(
        principal.subject(),
        Optional.of(principal.role()),
        via,
        Optional.of(request.remoteAddress().hostAddress()));
  }
}
