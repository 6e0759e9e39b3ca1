package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.operation.WpdService;
import io.github.vertxwpd.web.websocket.WebSocketConnection;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/** One client's WebSocket, from its hello to its close. Confined to the server's event loop. */
final class WebSocketSession implements StreamSession, WebSocketConnection.Listener, Outlet {
  private final WpdService service;
  private final StreamSessions sessions;
  private final WebLimits limits;
  private final WebSocketConnection connection;
  private final SocketWriter writer;
  private final EventPump pump;
  private final SocketCommands commands;
  private final MessageBudget budget;
  private final long openedMs = StreamSessions.nowMs();
  private StreamFormat format = StreamFormat.TEXT_FRAMES;
  private Optional<Heartbeat> heartbeat = Optional.empty();
  private OptionalLong closedMs = OptionalLong.empty();

  WebSocketSession(
      NetSocket socket,
      WpdService service,
      StreamSessions sessions,
      WebLimits limits,
      Caller caller) {
    this.service = service;
    this.sessions = sessions;
    this.limits = limits;
    this.writer = new SocketWriter(this, limits, StreamSessions::nowMs);
    this.pump = new EventPump(writer, this::unable);
    this.commands = new SocketCommands(service, caller, this::say);
    this.budget =
        new MessageBudget(limits.messagesPerSecond(), limits.messageBurst(), System::nanoTime);
    this.connection = new WebSocketConnection(socket, limits.maxFrameBytes(), this);
    sessions.add(this);
  }

  @Override
  public void pump() {
    pump.run();
  }

  @Override
  public void tick(long nowMs) {
    if (closedMs.isPresent()) {
      if (nowMs - closedMs.getAsLong() >= limits.goodbyeMs()) {
        connection.abandon();
      }
    } else if (heartbeat.isEmpty() && nowMs - openedMs >= limits.helloMs()) {
      violated("no hello came");
    } else if (writer.isStuck(nowMs)) {
      close(CloseCode.SLOW_CONSUMER, "too slow");
    } else if (heartbeat.isPresent() && heartbeat.get().isSilent(nowMs)) {
      close(CloseCode.PING_TIMEOUT, "no pong");
    }
  }

  @Override
  public void goAway() {
    close(CloseCode.GOING_AWAY, "the gateway is stopping");
  }

  @Override
  public boolean isClosing() {
    return closedMs.isPresent();
  }

  /** Closes the socket. */
  void close(CloseCode code, String reason) {
    if (connection.isOpen()) {
      connection.close(code.code(), reason);
      closedMs = OptionalLong.of(StreamSessions.nowMs());
      pump.stop();
    }
  }

  @Override
  public void text(String frame) {
    try {
      List<ClientMessage> messages = ClientMessage.readAll(frame);
      if (!budget.take(Math.max(1, messages.size()))) {
        close(CloseCode.RATE_LIMITED, "too many messages");
        return;
      }
      for (ClientMessage message : messages) {
        if (connection.isOpen()) {
          handle(message);
        }
      }
    } catch (ProtocolViolation e) {
      violated(e.getMessage());
    }
  }

  @Override
  public void frame() {
    if (!budget.take(1)) {
      close(CloseCode.RATE_LIMITED, "too many frames");
    }
  }

  @Override
  public void violated(String reason) {
    close(CloseCode.PROTOCOL_VIOLATION, reason);
  }

  @Override
  public void drained() {
    writer.drained();
    pump.run();
  }

  @Override
  public void closed() {
    pump.stop();
    sessions.remove(this);
  }

  private void handle(ClientMessage message) throws ProtocolViolation {
    if (message instanceof ClientMessage.Hello hello) {
      greet(hello);
    } else if (heartbeat.isEmpty()) {
      throw new ProtocolViolation("the first message must be hello");
    } else if (message instanceof ClientMessage.Subscribe subscribe) {
      subscribe(subscribe);
    } else if (message instanceof ClientMessage.Command command) {
      commands.execute(command);
    } else if (message instanceof ClientMessage.Pong pong) {
      heartbeat.get().pong(pong.n());
    }
  }

  private void greet(ClientMessage.Hello hello) throws ProtocolViolation {
    if (heartbeat.isPresent()) {
      throw new ProtocolViolation("hello came twice");
    }
    say(ServerMessage.welcome(hello.id(), service.stream().gateway(), limits.pingMs()));
    if (hello.binary()) {
      format = StreamFormat.BINARY_FRAMES;
    }
    // Those who came together are not asked together.
    long firstPing = ThreadLocalRandom.current().nextLong(limits.pingMs() / 2, limits.pingMs() + 1);
    heartbeat =
        Optional.of(new Heartbeat(writer, limits, this::ping, StreamSessions.nowMs() + firstPing));
  }

  private void subscribe(ClientMessage.Subscribe message) {
    try {
      SubscribeRequest request = SubscribeRequest.of(message);
      pump.start(new Subscription(service, format, sessions.frames(format), request));
    } catch (WpdException e) {
      say(ServerMessage.error(message.id(), e.problem()));
    }
  }

  private void unable(Throwable failure) {
    Optional<Object> id = pump.subscription().flatMap(Subscription::id);
    say(ServerMessage.error(id, ProblemResponse.of(failure)));
    close(CloseCode.GOING_AWAY, "the events cannot be read now");
  }

  private void ping(long number) {
    say(
        ServerMessage.ping(
            number,
            service.stream().gateway(),
            service.stream().head(),
            pump.subscription().flatMap(Subscription::seen)));
  }

  private void say(JsonObject message) {
    writer.write(format.message(message));
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  public boolean isWritable() {
    return connection.isWritable();
  }

  @Override
  public void write(Buffer bytes) {
    connection.write(bytes);
  }

  @Override
  public void keepAlive() {
    connection.keepAlive();
  }

  @Override
  public void pause() {
    connection.pause();
  }

  @Override
  public void resume() {
    connection.resume();
  }
}
