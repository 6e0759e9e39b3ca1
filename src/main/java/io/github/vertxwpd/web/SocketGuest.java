package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.security.Principal;
import io.github.vertxwpd.stream.EventFeed;
import io.github.vertxwpd.web.Admissions.Admission;
import io.github.vertxwpd.web.SocketLine.Goodbye;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A WebSocket's client that was let in: it subscribes, commands and is pinged. Confined to the
 * server's event loop.
 */
final class SocketGuest {
  private final SocketLine line;
  private final StreamServices services;
  private final Admission admission;
  private final StreamFormat format;
  private final EventPump pump;
  private final SocketCommands commands;
  private final Heartbeat heartbeat;

  /**
   * Lets a client in.
   *
   * @param admission its right to be here
   * @param hello how it wants to be talked to
   */
  SocketGuest(
      SocketLine line,
      StreamServices services,
      SocketVisitor visitor,
      Admission admission,
      ClientMessage.Hello hello) {
    this.line = line;
    this.services = services;
    this.admission = admission;
    this.format = hello.binary() ? StreamFormat.BINARY_FRAMES : StreamFormat.TEXT_FRAMES;
    this.pump = new EventPump(line.writer(), this::unable);
    this.commands = new SocketCommands(services.service(), principal(), visitor, this::say);
    // Those who came together are not asked together.
    long pingMs = services.limits().pingMs();
    long firstPing = ThreadLocalRandom.current().nextLong(pingMs / 2, pingMs + 1);
    this.heartbeat =
        new Heartbeat(
            line.writer(), services.limits(), this::ping, StreamSessions.nowMs() + firstPing);
  }

  private Principal principal() {
    return admission.identity().principal();
  }

  /** Answers the hello, as text: how the rest is written is what the client may expect after it. */
  void welcome(Optional<Object> id) {
    JsonObject welcome =
        ServerMessage.welcome(
            id, services.gateway(), principal().role(), services.limits().pingMs());
    line.writer().write(StreamFormat.TEXT_FRAMES.message(welcome));
  }

  void pump() {
    pump.run();
  }

  /** Writes no more events, and makes room for another client. */
  void leave() {
    pump.stop();
    admission.leave();
  }

  /** Returns whether it must go now. */
  Optional<Goodbye> due(long nowMs) {
    Optional<CloseCode> ended = admission.ended();
    if (ended.isPresent()) {
      return ended.map(code -> new Goodbye(code, Admissions.reason(code)));
    }
    return heartbeat.isSilent(nowMs)
        ? Optional.of(new Goodbye(CloseCode.PING_TIMEOUT, "no pong"))
        : Optional.empty();
  }

  void handle(ClientMessage message) {
    if (message instanceof ClientMessage.Subscribe subscribe) {
      subscribe(subscribe);
    } else if (message instanceof ClientMessage.Command command) {
      commands.execute(command);
    } else if (message instanceof ClientMessage.Pong pong) {
      heartbeat.pong(pong.n());
    }
  }

  private void subscribe(ClientMessage.Subscribe message) {
    try {
      AccessRule.SOCKET_SUBSCRIBE.check(principal());
      SubscribeRequest request = SubscribeRequest.of(message);
      pump.start(
          new Subscription(
              services.service(),
              format,
              services.sessions().frames(format),
              request,
              services.sessions().listener()));
    } catch (WpdException e) {
      say(ServerMessage.error(message.id(), e.problem()));
    }
  }

  private void unable(Throwable failure) {
    Optional<Object> id = pump.subscription().flatMap(Subscription::id);
    say(ServerMessage.error(id, ProblemResponse.of(failure)));
    line.close(CloseCode.GOING_AWAY, "the events cannot be read now");
  }

  private void ping(long number) {
    EventFeed stream = services.service().stream();
    say(
        ServerMessage.ping(
            number,
            stream.head(),
            pump.subscription().flatMap(Subscription::seen).flatMap(stream::portable)));
  }

  private void say(JsonObject message) {
    line.writer().write(format.message(message));
  }
}
