package io.github.vertxwpd.web.websocket;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A socket without a network: a test brings the packets, and reads what was written. */
final class RecordedSocket implements InvocationHandler {
  private final Buffer written = Buffer.buffer();
  private Handler<Buffer> handler = bytes -> {};
  private Handler<Void> closeHandler = v -> {};
  private boolean closed;

  /** Returns the socket. */
  NetSocket socket() {
    return (NetSocket)
        Proxy.newProxyInstance(
            RecordedSocket.class.getClassLoader(), new Class<?>[] {NetSocket.class}, this);
  }

  /** Brings a packet; none comes any more where the socket is closed. */
  void receive(Buffer packet) {
    if (!closed) {
      handler.handle(packet);
    }
  }

  /** Tells that the connection is gone. */
  void end() {
    closeHandler.handle(null);
  }

  boolean isClosed() {
    return closed;
  }

  Buffer written() {
    return written;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    switch (method.getName()) {
      case "handler" -> handler = (Handler<Buffer>) arguments[0];
      case "closeHandler" -> closeHandler = (Handler<Void>) arguments[0];
      case "write" -> written.appendBuffer((Buffer) arguments[0]);
      case "close" -> closed = true;
      case "drainHandler", "exceptionHandler", "pause", "resume" -> {
        // Nothing to do: this socket is never full and never breaks.
      }
      case "writeQueueFull" -> {
        return false;
      }
      default -> throw new UnsupportedOperationException(method.getName());
    }
    return method.getReturnType() == Future.class ? Future.succeededFuture() : proxy;
  }
}
