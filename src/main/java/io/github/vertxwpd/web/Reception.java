package io.github.vertxwpd.web;

import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.audit.Caller.Via;
import io.github.vertxwpd.security.Authenticator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.function.IntSupplier;

/**
 * What stands between a request and its answer: who sends it, whether they are let in, and what is
 * recorded of those who are not.
 *
 * @param identification finds out who it is
 * @param admissions counts the connections that stay
 * @param audit records who was not let in
 * @param cookie the cookie of a browser's session
 * @param listener told of the connections that stay
 */
record Reception(
    Identification identification,
    Admissions admissions,
    WebAudit audit,
    SessionCookie cookie,
    WebListener listener) {
  /**
   * Makes the reception of a server.
   *
   * @param vertx sets timers
   * @param perUser how many connections that get events one user may have now
   * @param tls whether it serves HTTPS
   * @param listener told of the connections, and of what is denied
   */
  static Reception of(
      Vertx vertx,
      Authenticator authenticator,
      AuditTrail trail,
      IntSupplier perUser,
      boolean tls,
      Clock clock,
      WebListener listener) {
    Identification identification = new Identification(authenticator, clock);
    return new Reception(
        identification,
        new Admissions(identification, perUser),
        new WebAudit(vertx, trail, listener),
        new SessionCookie(tls),
        listener);
  }

  /**
   * Finds out who sends a request, and records a credential that is not good. Who brings nothing
   * has tried nothing, unless it is a command.
   *
   * @param action what the request would be
   * @param via how it came
   */
  Future<Identity> identify(HttpServerRequest request, AuditAction action, Via via) {
    Credential credential = Credential.of(request, cookie);
    String address = RequestCaller.address(request);
    Future<Identity> identified = identification.identify(credential, address);
    return credential instanceof Credential.None && action != AuditAction.COMMAND
        ? identified
        : identified.onFailure(
            failure -> audit.denied(action, RequestCaller.unknown(via, address), failure, request));
  }
}
