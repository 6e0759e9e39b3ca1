package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.NearestName;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.model.WireName;
import io.github.vertxwpd.operation.CancelRequest;
import io.github.vertxwpd.operation.OperationRequest;
import io.github.vertxwpd.operation.WpdService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One client's WebSocket, from its hello to its close. Confined to the server's event loop. */
final class WebSocketSession {
  private static final String CANCEL = "cancel";
  private static final List<String> VERBS =
      Stream.concat(Stream.of(Verb.values()).map(Verb::wireName), Stream.of(CANCEL)).toList();

  private final Vertx vertx;
  private final WpdService service;
  private final EventFrames frames;
  private final WebLimits limits;
  private final SocketWriter writer;
  private final Heartbeat heartbeat;
  private final MessageBudget budget;
  private final long helloTimer;
  private boolean greeted;
  private Optional<Subscription> subscription = Optional.empty();

  WebSocketSession(
      Vertx vertx,
      ServerWebSocket socket,
      WpdService service,
      EventFrames frames,
      WebLimits limits) {
    this.vertx = vertx;
    this.service = service;
    this.frames = frames;
    this.limits = limits;
    this.writer = new SocketWriter(vertx, socket, limits.undrainedMs(), this::pump);
    this.heartbeat = new Heartbeat(vertx, writer, limits, this::ping);
    this.budget =
        new MessageBudget(limits.messagesPerSecond(), limits.messageBurst(), System::nanoTime);
    this.helloTimer = vertx.setTimer(limits.helloMs(), id -> violated("no hello came"));
    socket.textMessageHandler(this::receive);
    socket.binaryMessageHandler(frame -> violated("frames must be text"));
    socket.exceptionHandler(failure -> violated("the frame cannot be read, or is too long"));
  }

  /** Returns whether it was closed from this side, and the client has not answered yet. */
  boolean isClosing() {
    return !writer.isOpen();
  }

  /** Writes what waits until the client has enough for now. */
  void pump() {
    while (subscription.isPresent() && writer.isReady()) {
      Subscription current = subscription.get();
      Optional<String> frame = current.next();
      frame.ifPresent(writer::write);
      if (current.takeSnapshotWish()) {
        takeSnapshot(current);
      }
      if (frame.isEmpty()) {
        return;
      }
    }
  }

  /** Closes the socket. */
  void close(CloseCode code, String reason) {
    writer.close(code, reason);
  }

  /** Forgets the socket, which is closed. */
  void dispose() {
    vertx.cancelTimer(helloTimer);
    heartbeat.stop();
    writer.dispose();
    subscription = Optional.empty();
  }

  private void receive(String frame) {
    try {
      List<ClientMessage> messages = ClientMessage.readAll(frame);
      if (!budget.take(messages.size())) {
        close(CloseCode.RATE_LIMITED, "too many messages");
        return;
      }
      for (ClientMessage message : messages) {
        if (writer.isOpen()) {
          handle(message);
        }
      }
    } catch (ProtocolViolation e) {
      violated(e.getMessage());
    }
  }

  private void handle(ClientMessage message) throws ProtocolViolation {
    if (message instanceof ClientMessage.Hello hello) {
      greet(hello);
    } else if (!greeted) {
      throw new ProtocolViolation("the first message must be hello");
    } else if (message instanceof ClientMessage.Subscribe subscribe) {
      subscribe(subscribe);
    } else if (message instanceof ClientMessage.Command command) {
      execute(command);
    } else if (message instanceof ClientMessage.Pong pong) {
      heartbeat.pong(pong.n());
    }
  }

  private void greet(ClientMessage.Hello hello) throws ProtocolViolation {
    if (greeted) {
      throw new ProtocolViolation("hello came twice");
    }
    greeted = true;
    vertx.cancelTimer(helloTimer);
    writer.write(ServerMessage.welcome(hello.id(), service.stream().gateway(), limits.pingMs()));
    heartbeat.start();
  }

  private void subscribe(ClientMessage.Subscribe request) {
    try {
      subscription = Optional.of(new Subscription(service.stream(), frames, request));
      pump();
    } catch (WpdException e) {
      writer.write(ServerMessage.error(request.id(), e.problem()));
    }
  }

  private void takeSnapshot(Subscription wanting) {
    service
        .snapshot()
        .onSuccess(
            snapshot -> {
              wanting.resumeFrom(snapshot);
              pump();
            })
        .onFailure(
            failure -> {
              writer.write(ServerMessage.error(wanting.id(), ProblemResponse.of(failure)));
              close(CloseCode.GOING_AWAY, "there is no snapshot now");
            });
  }

  private void execute(ClientMessage.Command command) {
    try {
      answer(command)
          .onSuccess(operation -> writer.write(ServerMessage.result(command.id(), operation)))
          .onFailure(failure -> refuse(command, failure));
    } catch (WpdException e) {
      refuse(command, e);
    }
  }

  private Future<Operation> answer(ClientMessage.Command command) {
    return command.verb().equals(CANCEL)
        ? service.cancel(CancelRequest.fromJson(command.body()).operation())
        : service.submit(OperationRequest.fromJson(verb(command.verb()), command.body()));
  }

  private void refuse(ClientMessage.Command command, Throwable failure) {
    writer.write(ServerMessage.error(command.id(), ProblemResponse.of(failure)));
  }

  private static Verb verb(String name) {
    return WireName.find(Verb.class, name)
        .orElseThrow(
            () ->
                new WpdException(
                    Problem.of(
                        ProblemCode.UNKNOWN_ADDRESS, NearestName.unknown("verb", name, VERBS))));
  }

  private String ping(long number) {
    return ServerMessage.ping(
        number,
        service.stream().gateway(),
        service.stream().head(),
        subscription.flatMap(Subscription::seen));
  }

  private void violated(String reason) {
    close(CloseCode.PROTOCOL_VIOLATION, reason);
  }
}
