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
    return of(principal, via, address(request));
  }

  static Caller of(Principal principal, Via via, String address) {
    return new Caller(
        principal.subject(), Optional.of(principal.role()), via, Optional.of(address));
  }

  /** Names a caller of whom nothing but the address is known. */
  static Caller unknown(Via via, String address) {
    return new Caller(Caller.ANONYMOUS, Optional.empty(), via, Optional.of(address));
  }

  static String address(HttpServerRequest request) {
    return request.remoteAddress().hostAddress();
  }
}
