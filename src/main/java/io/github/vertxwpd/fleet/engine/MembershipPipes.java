package io.github.vertxwpd.fleet.engine;

import io.github.vertxwpd.fleet.credentials.LiveCredentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The pipes of one node: an exit at its own address, and an entrance for each member elsewhere. */
final class MembershipPipes {
  private final PipeExit exit;
  private final List<PipeEntrance> entrances;

  private MembershipPipes(PipeExit exit, List<PipeEntrance> entrances) {
    this.exit = exit;
    this.entrances = List.copyOf(entrances);
  }

  /**
   * Opens all of them.
   *
   * @param vertx one with a single event loop
   * @param host the address that the exit listens on
   * @return fails where one cannot listen, having closed the others
   */
  static Future<MembershipPipes> open(
      Vertx vertx, LiveCredentials credentials, String host, Members members) {
    PipeExit exit = new PipeExit(vertx, credentials, loopback(members.own()), PipeExit.MAX_PIPES);
    List<Future<?>> opening = new ArrayList<>();
    opening.add(
        listening(
            exit.open(SocketAddress.inetSocketAddress(members.own().port(), host)),
            "cluster.port " + members.own().port() + " of " + host));
    List<PipeEntrance> entrances = new ArrayList<>();
    for (Member member : members.elsewhere()) {
      SocketAddress there = SocketAddress.inetSocketAddress(member.port(), member.host());
      PipeEntrance entrance = new PipeEntrance(vertx, credentials, there, PipeExit.MAX_PIPES);
      entrances.add(entrance);
      opening.add(
          listening(
              entrance.open(loopback(member)),
              "the loopback address %s, which stands for %s,".formatted(loopback(member), member)));
    }
    MembershipPipes pipes = new MembershipPipes(exit, entrances);
    return Future.join(opening)
        .<MembershipPipes>map(pipes)
        .recover(cause -> pipes.close().transform(closed -> Future.failedFuture(cause)));
  }

  private static Future<SocketAddress> listening(Future<SocketAddress> opening, String what) {
    return opening.recover(
        cause ->
            Future.failedFuture(
                new ClusterStartException(
                    what + " cannot be listened on: " + cause.getMessage(), cause)));
  }

  private static SocketAddress loopback(Member member) {
    return SocketAddress.inetSocketAddress(member.port(), member.loopback().getHostAddress());
  }

  /** Stops listening, and ends all pipes. */
  Future<Void> close() {
    List<Future<?>> closing = new ArrayList<>(List.of(exit.close()));
    entrances.forEach(entrance -> closing.add(entrance.close()));
    return Future.join(closing).mapEmpty();
  }
}
