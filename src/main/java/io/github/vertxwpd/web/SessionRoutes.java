package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.audit.Caller.Via;
import io.github.vertxwpd.model.Timestamps;
import io.github.vertxwpd.operation.RequestSchema;
import io.github.vertxwpd.security.Authenticator;
import io.github.vertxwpd.security.BrowserSession;
import io.github.vertxwpd.security.Principal;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;

/**
 * {@code GET}, {@code POST} and {@code DELETE /api/v1/session}: how a browser logs in with a token,
 * so that no script and no storage has the token from then on.
 */
final class SessionRoutes {
  private static final RequestSchema SCHEMA = new RequestSchema("session-request");
  private static final int NO_CONTENT = 204;

  private final Authenticator authenticator;
  private final Reception reception;
  private final Clock clock;

  SessionRoutes(Authenticator authenticator, Reception reception, Clock clock) {
    this.authenticator = authenticator;
    this.reception = reception;
    this.clock = clock;
  }

  /** Says who is logged in, or that nobody needs to. */
  void read(RoutingContext context) {
    reception
        .identify(context.request(), AuditAction.REQUEST, Via.REST)
        .onSuccess(
            identity ->
                JsonResponse.write(
                    context, json(identity).put("required", authenticator.isRequired())))
        .onFailure(context::fail);
  }

  /** Begins a session, in place of the one that the browser had. */
  void logIn(RoutingContext context) {
    JsonObject body = OperationRequestReader.body(context);
    SCHEMA.check(body);
    if (!authenticator.isRequired()) {
      JsonResponse.write(context, json(Identity.ANYBODY).put("required", false));
      return;
    }
    String address = RequestCaller.address(context.request());
    authenticator
        .logIn(body.getString("token"), address)
        .onSuccess(session -> loggedIn(context, session))
        .onFailure(
            failure -> {
              Caller unknown = RequestCaller.unknown(Via.REST, address);
              reception.audit().denied(AuditAction.LOGIN, unknown, failure, context.request());
              context.fail(failure);
            });
  }

  private void loggedIn(RoutingContext context, BrowserSession session) {
    cookie(context.request()).ifPresent(before -> authenticator.logOut(before.id()));
    reception.audit().loggedIn(caller(session.principal(), context.request()));
    reception.cookie().set(context.response(), session, clock.instant());
    JsonResponse.write(context, json(Identity.of(session)).put("required", true));
  }

  /** Ends the session; what it opened is closed soon after. */
  void logOut(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<BrowserSession> session =
        cookie(request).flatMap(found -> authenticator.session(found.id()));
    session.ifPresent(ending -> end(ending, request));
    reception.cookie().clear(context.response());
    context.response().setStatusCode(NO_CONTENT).end();
  }

  private void end(BrowserSession session, HttpServerRequest request) {
    try {
      AccessCheck.checkForgery(Identity.of(session), request);
    } catch (WpdException e) {
      reception
          .audit()
          .denied(AuditAction.REQUEST, caller(session.principal(), request), e, request);
      throw e;
    }
    authenticator.logOut(session.id());
    reception.audit().loggedOut(caller(session.principal(), request));
  }

  private Optional<Credential.Session> cookie(HttpServerRequest request) {
    return reception.cookie().read(request).stream().findFirst().map(Credential.Session::new);
  }

  private static Caller caller(Principal principal, HttpServerRequest request) {
    return RequestCaller.of(principal, Via.REST, request);
  }

  private static JsonObject json(Identity identity) {
    Principal principal = identity.principal();
    JsonObject json =
        new JsonObject()
            .put("subject", principal.subject())
            .put("roles", Identity.names(principal.role()));
    identity.session().ifPresent(session -> json.put("csrf", session.csrf()));
    identity
        .session()
        .map(BrowserSession::expires)
        .or(principal::expires)
        .ifPresent(end -> json.put("expiresAt", Timestamps.format(end)));
    return json;
  }
}
