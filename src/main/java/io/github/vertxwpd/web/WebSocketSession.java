package io.github.vertxwpd.web;

import io.github.vertxwpd.web.SocketLine.Goodbye;
import io.github.vertxwpd.web.websocket.WebSocketConnection;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.OptionalLong;

/** One client's WebSocket, from its upgrade to its close. Confined to the server's event loop. */
final class WebSocketSession implements StreamSession, WebSocketConnection.Listener, Outlet {
  private final StreamSessions sessions;
  private final WebLimits limits;
  private final WebSocketConnection connection;
  private final SocketWriter writer;
  private final SocketConversation conversation;
  private final MessageBudget budget;
  private final Runnable onClosed;
  private OptionalLong closedMs = OptionalLong.empty();

  /**
   * Takes over a socket.
   *
   * @param visitor who is at its other end
   * @param onClosed told when the socket is gone
   */
  WebSocketSession(
      NetSocket socket, StreamServices services, SocketVisitor visitor, Runnable onClosed) {
    this.sessions = services.sessions();
    this.limits = services.limits();
    this.onClosed = onClosed;
    this.writer = new SocketWriter(this, limits, StreamSessions::nowMs);
    this.conversation =
        new SocketConversation(new SocketLine(this, writer, this::close), services, visitor);
    this.budget =
        new MessageBudget(limits.messagesPerSecond(), limits.messageBurst(), System::nanoTime);
    this.connection = new WebSocketConnection(socket, limits.maxFrameBytes(), this);
    sessions.add(this);
  }

  @Override
  public SocketKind kind() {
    return SocketKind.WEBSOCKET;
  }

  @Override
  public void pump() {
    conversation.pump();
  }

  @Override
  public void tick(long nowMs) {
    if (closedMs.isPresent()) {
      if (nowMs - closedMs.getAsLong() >= limits.goodbyeMs()) {
        connection.abandon();
      }
    } else if (writer.isStuck(nowMs)) {
      sessions.listener().slowConsumerClosed(kind());
      close(CloseCode.SLOW_CONSUMER, "too slow");
    } else {
      conversation.due(nowMs).ifPresent(this::close);
    }
  }

  @Override
  public void goAway(long backInMs) {
    close(CloseCode.GOING_AWAY, "the gateway is stopping; come back in " + backInMs + " ms");
  }

  @Override
  public boolean isClosing() {
    return closedMs.isPresent();
  }

  /** Closes the socket. */
  void close(CloseCode code, String reason) {
    close(new Goodbye(code, reason));
  }

  private void close(Goodbye goodbye) {
    if (connection.isOpen()) {
      connection.close(goodbye.code().code(), goodbye.reason());
      sessions.listener().closed(goodbye.code());
      closedMs = OptionalLong.of(StreamSessions.nowMs());
      conversation.end();
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
          conversation.take(message);
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
    conversation.pump();
  }

  @Override
  public void closed() {
    conversation.end();
    sessions.remove(this);
    onClosed.run();
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
