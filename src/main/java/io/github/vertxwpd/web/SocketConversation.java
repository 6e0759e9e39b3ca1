package io.github.vertxwpd.web;

import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.web.Admissions.Admission;
import io.github.vertxwpd.web.SocketLine.Goodbye;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * What is said on a WebSocket: the hello first, which shows who the client is. What it says while
 * that is found out waits, in order. Confined to the server's event loop.
 */
final class SocketConversation {
  private final SocketLine line;
  private final StreamServices services;
  private final SocketVisitor visitor;
  private final long openedMs = StreamSessions.nowMs();
  private final Queue<ClientMessage> waiting = new ArrayDeque<>(0);
  private boolean greeted;
  private Optional<SocketGuest> guest = Optional.empty();

  SocketConversation(SocketLine line, StreamServices services, SocketVisitor visitor) {
    this.line = line;
    this.services = services;
    this.visitor = visitor;
  }

  /** Writes the events that wait, as many as the client takes. */
  void pump() {
    guest.ifPresent(SocketGuest::pump);
  }

  /** Writes no more events, and makes room for another client. */
  void end() {
    waiting.clear();
    guest.ifPresent(SocketGuest::leave);
  }

  /** Returns whether it must end now. To be called now and then. */
  Optional<Goodbye> due(long nowMs) {
    if (guest.isPresent()) {
      return guest.get().due(nowMs);
    }
    long ms = nowMs - openedMs;
    WebLimits limits = services.limits();
    if (!greeted && ms >= limits.helloMs()) {
      return Optional.of(new Goodbye(CloseCode.PROTOCOL_VIOLATION, "no hello came"));
    }
    return ms >= limits.helloMs() + limits.answerMs()
        ? Optional.of(new Goodbye(CloseCode.GOING_AWAY, "the token cannot be checked now"))
        : Optional.empty();
  }

  /**
   * Takes what the client says.
   *
   * @throws ProtocolViolation where it may not be said now
   */
  void take(ClientMessage message) throws ProtocolViolation {
    if (message instanceof ClientMessage.Hello hello) {
      greet(hello);
    } else if (!greeted) {
      throw new ProtocolViolation("the first message must be hello");
    } else if (guest.isPresent()) {
      guest.get().handle(message);
    } else {
      hold(message);
    }
  }

  /** Nothing more is read meanwhile, so what comes here is what came with the hello. */
  private void hold(ClientMessage message) {
    if (waiting.size() >= services.limits().messageBurst()) {
      line.close(CloseCode.RATE_LIMITED, "too many messages");
    } else {
      waiting.add(message);
    }
  }

  private void greet(ClientMessage.Hello hello) throws ProtocolViolation {
    if (greeted) {
      throw new ProtocolViolation("hello came twice");
    }
    greeted = true;
    Future<Identity> identified = visitor.identify(hello.token());
    if (identified.isComplete()) {
      answer(hello, identified);
    } else {
      line.outlet().pause();
      identified.onComplete(
          done -> {
            answer(hello, identified);
            line.outlet().resume();
          });
    }
  }

  private void answer(ClientMessage.Hello hello, Future<Identity> identified) {
    if (!line.outlet().isOpen()) {
      return;
    }
    if (identified.succeeded()) {
      admit(hello, identified.result());
    } else {
      turnAway(hello, identified.cause());
    }
  }

  private void admit(ClientMessage.Hello hello, Identity identity) {
    Optional<Admission> admission = visitor.admit(identity);
    if (admission.isEmpty()) {
      line.close(CloseCode.TOO_MANY_CONNECTIONS, "too many connections of this user");
      return;
    }
    SocketGuest present = new SocketGuest(line, services, visitor, admission.get(), hello);
    guest = Optional.of(present);
    present.welcome(hello.id());
    while (!waiting.isEmpty() && line.outlet().isOpen()) {
      present.handle(waiting.remove());
    }
  }

  private void turnAway(ClientMessage.Hello hello, Throwable failure) {
    Problem problem = ProblemResponse.of(failure);
    line.writer().write(StreamFormat.TEXT_FRAMES.message(ServerMessage.error(hello.id(), problem)));
    CloseCode code =
        switch (problem.code()) {
          case UNAUTHENTICATED -> CloseCode.UNAUTHENTICATED;
          case FORBIDDEN -> CloseCode.FORBIDDEN;
          case RATE_LIMITED -> CloseCode.RATE_LIMITED;
          default -> CloseCode.GOING_AWAY;
        };
    line.close(code, problem.detail());
  }
}
