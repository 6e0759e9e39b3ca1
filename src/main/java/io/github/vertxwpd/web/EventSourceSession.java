package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.operation.WpdService;
import io.github.vertxwpd.web.Admissions.Admission;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * One client's server-sent events. A client that is behind for too long is cut off; it comes back
 * by itself, with the cursor of the last event that it saw. Confined to the server's event loop.
 */
final class EventSourceSession implements StreamSession, Outlet {
  private static final StreamFormat FORMAT = StreamFormat.SERVER_SENT_EVENTS;
  private static final Buffer COMMENT = Buffer.buffer(":\n\n");

  private final HttpServerResponse response;
  private final HttpConnection connection;
  private final StreamSessions sessions;
  private final SocketWriter writer;
  private final EventPump pump;
  private final Admission admission;
  private boolean ended;

  EventSourceSession(
      HttpServerResponse response,
      HttpConnection connection,
      StreamSessions sessions,
      WebLimits limits,
      Admission admission) {
    this.response = response;
    this.admission = admission;
    this.connection = connection;
    this.sessions = sessions;
    this.writer = new SocketWriter(this, limits, StreamSessions::nowMs);
    this.pump = new EventPump(writer, this::unable);
    response.setChunked(true);
    response.drainHandler(v -> drained());
    response.closeHandler(v -> closed());
    response.exceptionHandler(failure -> {});
    sessions.add(this);
  }

  /** Sends the events that a client asks for. */
  void begin(WpdService service, SubscribeRequest request) {
    writer.write(COMMENT);
    pump.start(
        new Subscription(service, FORMAT, sessions.frames(FORMAT), request, sessions.listener()));
  }

  @Override
  public SocketKind kind() {
    return SocketKind.SSE;
  }

  @Override
  public void pump() {
    pump.run();
  }

  @Override
  public void tick(long nowMs) {
    if (writer.isStuck(nowMs)) {
      sessions.listener().slowConsumerClosed(kind());
      end();
      connection.close();
      return;
    }
    admission
        .ended()
        .filter(code -> isOpen())
        .ifPresent(code -> unable(new WpdException(ended(code))));
  }

  /** A browser comes back, and is then told by the status that it must not. */
  private static Problem ended(CloseCode code) {
    return Problem.of(ProblemCode.UNAUTHENTICATED, Admissions.reason(code));
  }

  @Override
  public void goAway(long backInMs) {
    if (isWritable()) {
      write(Buffer.buffer("retry: " + backInMs + "\n\n"));
    }
    end();
  }

  @Override
  public boolean isClosing() {
    return ended;
  }

  private void unable(Throwable failure) {
    JsonObject problem = ServerMessage.problem(ProblemResponse.of(failure));
    writer.write(FORMAT.message(problem));
    end();
  }

  private void end() {
    if (isOpen()) {
      pump.stop();
      // No close is told of a response that was ended.
      response.end().onComplete(done -> closed());
      ended = true;
    }
  }

  private void drained() {
    writer.drained();
    pump.run();
  }

  private void closed() {
    ended = true;
    pump.stop();
    admission.leave();
    sessions.remove(this);
  }

  @Override
  public boolean isOpen() {
    return !ended && !response.closed();
  }

  @Override
  public boolean isWritable() {
    return isOpen() && !response.writeQueueFull();
  }

  @Override
  public void write(Buffer bytes) {
    response.write(bytes);
  }

  /**
   * Names the position: a client whose filter lets little through comes back to it all the same.
   */
  @Override
  public void keepAlive() {
    write(
        pump.subscription()
            .flatMap(Subscription::seen)
            .map(StreamPosition::toCursor)
            .map(cursor -> Buffer.buffer("id: " + cursor + "\n\n"))
            .orElse(COMMENT));
  }

  /** A client that only listens sends nothing. */
  @Override
  public void pause() {}

  @Override
  public void resume() {}
}
