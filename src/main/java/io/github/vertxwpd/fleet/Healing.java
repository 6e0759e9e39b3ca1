package io.github.vertxwpd.fleet;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the others do not reach this process any more although it reaches them, as after a
 * time in which it stood still or was cut off: its registrations on the event bus are gone then,
 * and are made anew. Whoever asks itself would not notice, because that goes no way through the
 * cluster; so another process is asked, each time the next one. Confined to the event loop of the
 * fleet.
 */
final class Healing {
  private static final Logger LOG = LoggerFactory.getLogger(Healing.class);

  private final String incarnation;
  private final PeerCalls peers;
  private final Directory directory;
  private final Supplier<Future<Void>> renew;
  private int turn;
  private boolean looking;
  private long renewals;

  /**
   * Makes one that has not looked yet.
   *
   * @param incarnation this process
   * @param renew registers everything anew
   */
  Healing(String incarnation, PeerCalls peers, Directory directory, Supplier<Future<Void>> renew) {
    this.incarnation = incarnation;
    this.peers = peers;
    this.directory = directory;
    this.renew = renew;
  }

  /** Returns how often everything was registered anew. */
  long renewals() {
    return renewals;
  }

  /**
   * Looks, with the help of the next of those that seem to be there. To be called every few
   * seconds.
   */
  void look() {
    List<Replica> there =
        directory.others().stream().filter(r -> r.liveness() != Liveness.LOST).toList();
    if (looking || there.isEmpty()) {
      return;
    }
    looking = true;
    Replica helper = there.get(turn++ % there.size());
    peers
        .echo(helper.incarnation(), incarnation)
        .compose(reached -> reached ? Future.succeededFuture() : renew(helper))
        .onComplete(done -> looking = false);
  }

  private Future<Void> renew(Replica helper) {
    LOG.warn("{} does not reach this process: its addresses are registered anew", helper.id());
    renewals++;
    return renew.get();
  }
}
