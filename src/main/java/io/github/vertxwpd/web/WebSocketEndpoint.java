package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.audit.Caller.Via;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.operation.WpdService;
import io.github.vertxwpd.security.Principal;
import io.github.vertxwpd.web.websocket.Handshake;
import io.vertx.core.Handler;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** {@code GET /api/v1/ws}: accepts WebSockets. */
final class WebSocketEndpoint implements Handler<RoutingContext> {
  /** The subprotocol: {@value}. */
  static final String SUBPROTOCOL = "wpd.v1";

  private final WpdService service;
  private final StreamSessions sessions;
  private final WebLimits limits;

  WebSocketEndpoint(WpdService service, StreamSessions sessions, WebLimits limits) {
    this.service = service;
    this.sessions = sessions;
    this.limits = limits;
  }

  @Override
  public void handle(RoutingContext routing) {
    Optional<Handshake> handshake = Handshake.of(routing.request(), List.of(SUBPROTOCOL));
    if (handshake.isEmpty()) {
      Handshake.addVersion(routing.request());
      throw new WpdException(
          Problem.of(
              ProblemCode.MALFORMED,
              "this path is a WebSocket's, with the subprotocol " + SUBPROTOCOL));
    }
    boolean known = handshake.get().subprotocol().isPresent();
    handshake
        .get()
        .complete(routing.request())
        .onSuccess(socket -> accept(socket, known, caller(routing)))
        .onFailure(routing::fail);
  }

  private static Caller caller(RoutingContext routing) {
    return RequestCaller.of(Principal.ANYBODY, Via.WEBSOCKET, routing.request());
  }

  private void accept(NetSocket socket, boolean known, Caller caller) {
    boolean spare = sessions.hasRoom();
    WebSocketSession session = new WebSocketSession(socket, service, sessions, limits, caller);
    if (sessions.isStopping()) {
      session.goAway();
    } else if (!known) {
      session.close(CloseCode.UNKNOWN_VERSION, "offer the subprotocol " + SUBPROTOCOL);
    } else if (!spare) {
      session.close(CloseCode.TOO_MANY_CONNECTIONS, "too many connections");
    }
  }
}
