package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.web.websocket.Handshake;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /api/v1/ws}: accepts WebSockets. Who the client is it says in its hello, so that one
 * that is not let in is told why: a browser's script sees a close code, but no status.
 */
final class WebSocketEndpoint implements Handler<RoutingContext> {
  /** The subprotocol: {@value}. */
  static final String SUBPROTOCOL = "wpd.v1";

  private final StreamServices services;
  private final Reception reception;
  private final OpenConnections connections;

  WebSocketEndpoint(StreamServices services, Reception reception, OpenConnections connections) {
    this.services = services;
    this.reception = reception;
    this.connections = connections;
  }

  /** Upgrades a handshake; passes on what is none. */
  @Override
  public void handle(RoutingContext routing) {
    Optional<Handshake> handshake = Handshake.of(routing.request(), List.of(SUBPROTOCOL));
    if (handshake.isEmpty()) {
      routing.next();
      return;
    }
    SocketVisitor visitor = new SocketVisitor(routing.request(), reception);
    HttpConnection connection = routing.request().connection();
    boolean known = handshake.get().subprotocol().isPresent();
    handshake
        .get()
        .complete(routing.request())
        .onSuccess(socket -> accept(socket, known, visitor, connection))
        .onFailure(routing::fail);
  }

  /** Refuses what is no handshake. */
  void refuse(RoutingContext routing) {
    Handshake.addVersion(routing.request());
    throw new WpdException(
        Problem.of(
            ProblemCode.MALFORMED,
            "this path is a WebSocket's, with the subprotocol " + SUBPROTOCOL));
  }

  private void accept(
      NetSocket socket, boolean known, SocketVisitor visitor, HttpConnection connection) {
    StreamSessions sessions = services.sessions();
    boolean spare = sessions.hasRoom();
    WebSocketSession session =
        new WebSocketSession(socket, services, visitor, () -> connections.closed(connection));
    if (sessions.isStopping()) {
      session.goAway(sessions.backInMs());
    } else if (!known) {
      session.close(CloseCode.UNKNOWN_VERSION, "offer the subprotocol " + SUBPROTOCOL);
    } else if (!spare) {
      session.close(CloseCode.TOO_MANY_CONNECTIONS, "too many connections");
    }
  }
}
