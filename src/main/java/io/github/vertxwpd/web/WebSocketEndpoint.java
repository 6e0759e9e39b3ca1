package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.operation.WpdService;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Accepts WebSockets and wakes their sessions when there are events. */
final class WebSocketEndpoint implements Handler<RoutingContext> {
  /** The subprotocol: {@value}. */
  static final String SUBPROTOCOL = "wpd.v1";

  private final Vertx vertx;
  private final Context context;
  private final WpdService service;
  private final WebLimits limits;
  private final EventFrames frames;
  private final Runnable sleep;
  private final AtomicBoolean pumpScheduled = new AtomicBoolean();
  private final Map<ServerWebSocket, WebSocketSession> sessions = new ConcurrentHashMap<>();
  private final Promise<Void> allClosed = Promise.promise();
  private boolean stopping;

  /**
   * Begins to listen for events.
   *
   * @param context the event loop that the server runs on
   */
  WebSocketEndpoint(Vertx vertx, Context context, WpdService service, WebLimits limits) {
    this.vertx = vertx;
    this.context = context;
    this.service = service;
    this.limits = limits;
    this.frames = new EventFrames(service.stream());
    this.sleep = service.stream().onAppend(this::wake);
  }

  @Override
  public void handle(RoutingContext routing) {
    if (!routing.request().canUpgradeToWebSocket()) {
      throw new WpdException(
          Problem.of(
              ProblemCode.MALFORMED,
              "this path is a WebSocket's, with the subprotocol " + SUBPROTOCOL));
    }
    routing.request().toWebSocket().onSuccess(this::accept);
  }

  private void accept(ServerWebSocket socket) {
    boolean spare = sessions.size() < limits.maxSockets();
    WebSocketSession session = new WebSocketSession(vertx, socket, service, frames, limits);
    sessions.put(socket, session);
    socket.closeHandler(v -> forget(socket, session));
    if (stopping) {
      session.close(CloseCode.GOING_AWAY, "the gateway is stopping");
    } else if (!SUBPROTOCOL.equals(socket.subProtocol())) {
      session.close(CloseCode.UNKNOWN_VERSION, "offer the subprotocol " + SUBPROTOCOL);
    } else if (!spare) {
      session.close(CloseCode.TOO_MANY_CONNECTIONS, "too many connections");
    }
  }

  private void forget(ServerWebSocket socket, WebSocketSession session) {
    session.dispose();
    sessions.remove(socket);
    completeIfClosed();
  }

  /** Called on the appending thread; many events in a row wake the sessions once. */
  private void wake() {
    if (pumpScheduled.compareAndSet(false, true)) {
      context.runOnContext(v -> pumpAll());
    }
  }

  private void pumpAll() {
    // Before the head is read, so that an event which comes now wakes the sessions again.
    pumpScheduled.set(false);
    sessions.values().forEach(WebSocketSession::pump);
  }

  /** Closes all sockets with 4000; completes when their clients have said goodbye. */
  Future<Void> stop() {
    stopping = true;
    sleep.run();
    sessions
        .values()
        .forEach(session -> session.close(CloseCode.GOING_AWAY, "the gateway is stopping"));
    completeIfClosed();
    return allClosed.future();
  }

  /** Returns how many sockets are open. May be called on any thread. */
  int count() {
    return sessions.size();
  }

  /** Returns how many of them are closed from this side alone. May be called on any thread. */
  long closingCount() {
    return sessions.values().stream().filter(WebSocketSession::isClosing).count();
  }

  private void completeIfClosed() {
    if (stopping && sessions.isEmpty()) {
      allClosed.tryComplete();
    }
  }
}
