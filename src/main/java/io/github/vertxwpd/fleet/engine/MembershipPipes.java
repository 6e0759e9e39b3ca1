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
   * @return fails with {@link ClusterStartException} where one cannot listen; none is open then
   */
  static Future<MembershipPipes> open(Vertx vertx, ClusterPreparation prepared) {
    LiveCredentials credentials = prepared.credentials();
    Member own = prepared.members().own();
    PipeExit exit = new PipeExit(vertx, credentials, loopback(own), PipeExit.MAX_PIPES);
    List<PipeEntrance> entrances = new ArrayList<>();
    List<Future<?>> opening = new ArrayList<>();
    opening.add(openExit(exit, own.port(), prepared.options().getHost()));
    for (Member member : prepared.members().elsewhere()) {
      SocketAddress there = SocketAddress.inetSocketAddress(member.port(), member.host());
      PipeEntrance entrance = new PipeEntrance(vertx, credentials, there, PipeExit.MAX_PIPES);
      entrances.add(entrance);
      opening.add(openEntrance(entrance, member));
    }
    MembershipPipes pipes = new MembershipPipes(exit, entrances);
    return Future.join(opening)
        .<MembershipPipes>map(pipes)
        .recover(cause -> pipes.close().transform(closed -> Future.failedFuture(cause)));
  }

  private static Future<?> openExit(PipeExit exit, int port, String host) {
    return exit.open(SocketAddress.inetSocketAddress(port, host))
        .recover(
            cause ->
                failed(
                    "cluster.port %d of %s cannot be listened on (%s): is another gateway running?"
                        .formatted(port, host, cause.getMessage()),
                    cause));
  }

  private static Future<?> openEntrance(PipeEntrance entrance, Member member) {
    SocketAddress at = loopback(member);
    return entrance
        .open(at)
        .recover(
            cause ->
                failed(
                    "%s, which stands for %s of cluster.members, cannot be listened on (%s): is another gateway running, or has this system one loopback address alone?"
                        .formatted(at, member, cause.getMessage()),
                    cause));
  }

  private static Future<SocketAddress> failed(String message, Throwable cause) {
    return Future.failedFuture(new ClusterStartException(message, cause));
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
