package io.github.vertxwpd.web.websocket;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.Optional;

/**
 * One open WebSocket. Frames that the caller has made are written as they are; what comes is read,
 * checked and handed on, and pings and closes are answered. Confined to the socket's event loop.
 */
public final class WebSocketConnection {
  /** What a client does. */
  public interface Listener {
    /** A text message came. */
    void text(String message);

    /** A frame came that is no message: a ping, a pong, or a part of a message. */
    void frame();

    /**
     * What came is not taken, and nothing that follows is; the listener closes the connection.
     *
     * @param reason why, in words for the client
     */
    void violated(String reason);

    /** There is room to write again after {@link #isWritable()} said no. */
    void drained();

    /** The connection is gone; nothing else is called any more. */
    void closed();
  }

  private static final int INTERNAL_ERROR = 1011;
  private static final Buffer KEEP_ALIVE = Frames.pong(Buffer.buffer());

  private final NetSocket socket;
  private final FrameReader reader;
  private final Listener listener;
  private boolean closing;
  private boolean gone;

  /**
   * Takes over a socket after its {@link Handshake}.
   *
   * @param socket the socket
   * @param maxLength how long a client's message may be, in bytes
   * @param listener told of everything, on the socket's event loop
   */
  public WebSocketConnection(NetSocket socket, int maxLength, Listener listener) {
    this.socket = socket;
    this.reader = new FrameReader(maxLength);
    this.listener = listener;
    socket.handler(this::receive);
    socket.drainHandler(v -> drained());
    socket.closeHandler(v -> gone());
    // What breaks a connection also closes it.
    socket.exceptionHandler(failure -> {});
  }

  /** Returns whether neither side has closed it. */
  public boolean isOpen() {
    return !closing && !gone;
  }

  /** Returns whether there is room to write. */
  public boolean isWritable() {
    return isOpen() && !socket.writeQueueFull();
  }

  /**
   * Writes frames; to a closed connection nothing is written.
   *
   * @param frames whole frames, made by {@link Frames}; the same buffer may go to many connections,
   *     and must not be changed any more
   */
  public void write(Buffer frames) {
    if (isOpen()) {
      socket.write(frames);
    }
  }

  /** Writes two bytes that ask for nothing, so that a client that does not read can be told. */
  public void keepAlive() {
    write(KEEP_ALIVE);
  }

  /** Stops reading. */
  public void pause() {
    socket.pause();
  }

  /** Reads on. */
  public void resume() {
    socket.resume();
  }

  /**
   * Says goodbye. The connection ends when the client has answered; see {@link #abandon()}.
   *
   * @param code why
   * @param reason why, in words; cut off after {@value Frames#MAX_REASON_BYTES} bytes
   */
  public void close(int code, String reason) {
    if (isOpen()) {
      socket.write(Frames.close(code, reason));
      closing = true;
      socket.resume();
    }
  }

  /**
   * Ends a connection whose client has not answered the goodbye. Where the client does not even
   * read, the server's idle time-out for writes does it.
   */
  public void abandon() {
    socket.close();
  }

  private void receive(Buffer bytes) {
    reader.add(bytes);
    try {
      Optional<Inbound> inbound = reader.next();
      while (inbound.isPresent()) {
        handle(inbound.get());
        inbound = reader.next();
      }
    } catch (InvalidFrameException e) {
      refuse(e.getMessage());
    } catch (RuntimeException e) {
      fail();
      throw e;
    }
  }

  private void refuse(String reason) {
    CloseSeeker goodbye = new CloseSeeker();
    socket.handler(bytes -> endAfter(goodbye, bytes));
    if (isOpen()) {
      listener.violated(reason);
    }
    endAfter(goodbye, reader.rest());
  }

  private void endAfter(CloseSeeker goodbye, Buffer bytes) {
    if (goodbye.isAtEnd(bytes)) {
      socket.close();
    }
  }

  /** Nobody knows what a listener that failed has left undone, so the client starts again. */
  private void fail() {
    if (isOpen()) {
      socket.write(Frames.close(INTERNAL_ERROR, ""));
      closing = true;
    }
    socket.handler(ignored -> {});
    socket.close();
  }

  private void handle(Inbound inbound) {
    if (inbound instanceof Inbound.Close close) {
      answer(close);
    } else if (!isOpen()) {
      return;
    } else if (inbound instanceof Inbound.Text text) {
      listener.text(text.message());
    } else if (inbound instanceof Inbound.Binary) {
      listener.violated("frames must be text");
    } else {
      listener.frame();
      if (inbound instanceof Inbound.Ping ping && isWritable()) {
        socket.write(Frames.pong(ping.payload()));
      }
    }
  }

  private void answer(Inbound.Close close) {
    if (isOpen()) {
      closing = true;
      socket.write(
          close.code().isPresent()
              ? Frames.close(close.code().getAsInt(), "")
              : Frames.closeWithoutCode());
    }
    socket.close();
  }

  private void drained() {
    if (isOpen()) {
      listener.drained();
    }
  }

  private void gone() {
    gone = true;
    closing = true;
    listener.closed();
  }
}
