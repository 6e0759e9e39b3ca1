package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.web.Admissions.Admission;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import io.vertx.ext.web.handler.sockjs.Transport;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The event bus for stock Vert.x clients, outbound only: whoever registers for one of the published
 * addresses gets what is published there. Nothing that a client sends reaches the bus.
 *
 * <p>It speaks the protocol of {@link SockJSHandler}'s own bridge and takes the transport from it,
 * but not the bridge: that one writes to a client which does not read without end, and no public
 * method tells it so, because a SockJS session hands everything to its WebSocket at once and is
 * never full. An event is encoded once here, for all clients.
 */
final class EventBusBridge {
  private static final Pattern INFO = Pattern.compile("/eventbus/info");
  private static final Pattern WEBSOCKET =
      Pattern.compile("/eventbus/[^/.]+/[^/.]+/websocket", Pattern.CASE_INSENSITIVE);

  /**
   * The stock client pings every 5 s, but a browser lets the timers of a hidden page run only once
   * a minute.
   */
  private static final long PING_TIMEOUT_MS = TimeUnit.SECONDS.toMillis(90);

  private final Vertx vertx;
  private final Supplier<WebLimits> limits;
  private final long pingTimeoutMs;
  private final Reception reception;
  private final OpenConnections connections;
  private final Set<String> addresses;
  private final Set<BridgeSocket> sockets = ConcurrentHashMap.newKeySet();

  /**
   * Makes a bridge that serves nobody yet.
   *
   * @param addresses where the events are published
   * @param limits how much the server takes now
   * @param reception finds out who may get them
   * @param connections the server's TCP connections
   */
  EventBusBridge(
      Vertx vertx,
      WpdAddresses addresses,
      Supplier<WebLimits> limits,
      Reception reception,
      OpenConnections connections) {
    this(vertx, addresses, limits, reception, connections, PING_TIMEOUT_MS);
  }

  EventBusBridge(
      Vertx vertx,
      WpdAddresses addresses,
      Supplier<WebLimits> limits,
      Reception reception,
      OpenConnections connections,
      long pingTimeoutMs) {
    this.vertx = vertx;
    this.limits = limits;
    this.reception = reception;
    this.connections = connections;
    this.pingTimeoutMs = pingTimeoutMs;
    this.addresses =
        Set.of(
            addresses.events(),
            addresses.completed(Verb.DISCONNECT),
            addresses.completed(Verb.CONNECT));
  }

  /** Serves it, and begins to listen on the bus. Called on the server's event loop. */
  void addTo(Router router) {
    addresses.forEach(
        address -> vertx.eventBus().<JsonObject>consumer(address, this::deliverToRegistered));
    vertx.setPeriodic(limits.get().tickMs(), id -> sockets.forEach(BridgeSocket::tick));
    String path = AccessRule.BRIDGE.what();
    router.route(path).handler(EventBusBridge::refuseWhatIsNotServed);
    router.route(path).handler(new AccessCheck(AccessRule.BRIDGE, reception));
    router
        .route(path)
        .subRouter(SockJSHandler.create(vertx, transports()).socketHandler(this::accept));
  }

  /**
   * A WebSocket alone: the other transports queue for a client that never asks for it. The server
   * ends connections without a finished write, so there are heartbeats where there are no events.
   */
  private SockJSHandlerOptions transports() {
    SockJSHandlerOptions options =
        new SockJSHandlerOptions()
            .setInsertJSESSIONID(false)
            .setHeartbeatInterval(limits.get().keepAliveMs());
    for (Transport transport : Transport.values()) {
      if (transport != Transport.WEBSOCKET) {
        options.addDisabledTransport(transport.name());
      }
    }
    return options;
  }

  /** SockJS also has pages for frames, and scripts of elsewhere in them: nobody needs them here. */
  private static void refuseWhatIsNotServed(RoutingContext context) {
    boolean isSocket = WEBSOCKET.matcher(context.normalizedPath()).matches();
    if (!isSocket && !INFO.matcher(context.normalizedPath()).matches()) {
      context.fail(ProblemCode.NOT_FOUND.status());
    } else if (!context.request().method().equals(HttpMethod.GET)) {
      ProblemResponse.methodNotAllowed(context, "GET");
    } else if (isSocket && !context.request().canUpgradeToWebSocket()) {
      throw new WpdException(Problem.of(ProblemCode.MALFORMED, "this path is a WebSocket's"));
    } else {
      context.next();
    }
  }

  private void accept(SockJSSocket socket) {
    Optional<Admission> admission =
        sockets.size() < limits.get().maxSockets()
            ? reception.admissions().admit(Identity.of(socket.routingContext()))
            : Optional.empty();
    HttpConnection connection = socket.routingContext().request().connection();
    if (admission.isEmpty()) {
      socket.close();
      connections.closed(connection);
      return;
    }
    BridgeSocket client =
        new BridgeSocket(
            vertx,
            socket,
            addresses,
            limits.get(),
            pingTimeoutMs,
            admission.get(),
            reception.listener());
    sockets.add(client);
    reception.listener().opened(SocketKind.BRIDGE);
    client.onGone(
        () -> {
          if (sockets.remove(client)) {
            reception.listener().gone(SocketKind.BRIDGE);
          }
          connections.closed(connection);
        });
  }

  private void deliverToRegistered(Message<JsonObject> message) {
    String envelope = "";
    for (BridgeSocket socket : sockets) {
      if (socket.wants(message.address())) {
        envelope = envelope.isEmpty() ? envelope(message) : envelope;
        socket.write(envelope);
      }
    }
  }

  private static String envelope(Message<JsonObject> message) {
    return new JsonObject()
        .put("type", "rec")
        .put("address", message.address())
        .put("body", message.body())
        .encode();
  }

  /** Returns how many clients are connected. May be called on any thread. */
  int count() {
    return sockets.size();
  }
}
