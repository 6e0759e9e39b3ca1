package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.audit.Caller.Via;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.security.BrowserSession;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Lets those pass whom a rule allows: finds out who sends a request, and refuses it where nobody is
 * known to, where the role does not suffice, or where it changes something and may be another
 * page's (cross-site request forgery).
 */
final class AccessCheck implements Handler<RoutingContext> {
  /** The header with the secret of the session that another site's page cannot know. */
  static final String CSRF_HEADER = "X-CSRF-Token";

  private final AccessRule rule;
  private final Reception reception;

  AccessCheck(AccessRule rule, Reception reception) {
    this.rule = rule;
    this.reception = reception;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    Future<Identity> identified = reception.identify(request, action(), via(request));
    boolean waits = !identified.isComplete();
    if (waits) {
      // Nobody reads the body yet.
      request.pause();
    }
    identified
        .onSuccess(identity -> admit(context, identity))
        .onFailure(context::fail)
        .onComplete(
            done -> {
              if (waits) {
                request.resume();
              }
            });
  }

  private void admit(RoutingContext context, Identity identity) {
    HttpServerRequest request = context.request();
    try {
      rule.check(identity.principal());
      checkForgery(identity, request);
    } catch (WpdException e) {
      Caller caller = RequestCaller.of(identity.principal(), via(request), request);
      reception.audit().denied(action(), caller, e, request);
      context.fail(e);
      return;
    }
    identity.putInto(context);
    context.next();
  }

  private AuditAction action() {
    return rule.isCommand() ? AuditAction.COMMAND : AuditAction.REQUEST;
  }

  private Via via(HttpServerRequest request) {
    return switch (rule) {
      case WEBSOCKET -> Via.WEBSOCKET;
      case BRIDGE -> Via.BRIDGE;
      case EVENTS -> EventSourceEndpoint.isAskedFor(request) ? Via.SSE : Via.REST;
      default -> Via.REST;
    };
  }

  /**
   * Checks that a browser's own page asks for what changes something: its requests have the
   * session's second secret in a header.
   *
   * @throws WpdException {@code forbidden}
   */
  static void checkForgery(Identity identity, HttpServerRequest request) {
    HttpMethod method = request.method();
    boolean safe = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    if (!safe && identity.session().filter(session -> !hasSecret(request, session)).isPresent()) {
      throw new WpdException(
          Problem.of(
              ProblemCode.FORBIDDEN,
              "with the session's cookie this takes the header "
                  + CSRF_HEADER
                  + ": the csrf of GET /api/v1/session"));
    }
  }

  private static boolean hasSecret(HttpServerRequest request, BrowserSession session) {
    List<String> sent = request.headers().getAll(CSRF_HEADER);
    return sent.size() == 1 && session.isCsrf(sent.get(0));
  }
}
