package io.github.vertxwpd.fleet;

import io.github.vertxwpd.model.HistoryPage;
import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.stream.EncodedEvent;
import io.github.vertxwpd.stream.MergedStream;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one gateway's events into this node's stream, in their order. What is missing between two
 * of them is read from the gateway; where it is not kept there any more, a snapshot takes its
 * place, and those who follow here are told. Confined to the event loop of the fleet.
 */
final class Follower {
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

  /** How long to wait before a gateway is asked again that did not answer, in milliseconds. */
  private static final long RETRY_MS = 2_000;

  private final Vertx vertx;
  private final Replica replica;
  private final MergedStream merged;
  private final GatewaySource source;
  private Optional<StreamPosition> wanted = Optional.empty();
  private boolean reading;
  private boolean failing;
  private boolean stopped;
  private long gaps;

  Follower(Vertx vertx, Replica replica, MergedStream merged, GatewaySource source) {
    this.vertx = vertx;
    this.replica = replica;
    this.merged = merged;
    this.source = source;
  }

  /** Returns how often events were missing, and were read from the gateway. */
  long gaps() {
    return gaps;
  }

  /** Asks for nothing any more. */
  void stop() {
    stopped = true;
  }

  /** Takes an event as it comes. */
  void take(EncodedEvent event) {
    boolean next =
        !reading
            && replica.position().filter(known -> follows(known, event.position())).isPresent();
    if (next) {
      show(event);
    } else {
      reach(event.position());
    }
  }

  /**
   * Sees to it that everything up to a position is here.
   *
   * @param head an event that the gateway has
   */
  void reach(StreamPosition head) {
    boolean further =
        wanted.filter(w -> w.epoch().equals(head.epoch()) && w.offset() >= head.offset()).isEmpty();
    if (further) {
      wanted = Optional.of(head);
    }
    catchUp();
  }

  private void catchUp() {
    if (reading || stopped || wanted.isEmpty()) {
      return;
    }
    StreamPosition goal = wanted.get();
    Optional<StreamPosition> known = replica.position();
    if (known.isEmpty() || !known.get().epoch().equals(goal.epoch())) {
      restart(ResetReason.EPOCH);
    } else if (known.get().offset() < goal.offset()) {
      read(known.get());
    }
  }

  private void read(StreamPosition known) {
    reading = true;
    gaps++;
    source
        .after(known)
        .onComplete(
            page -> {
              done();
              take(page, known);
            },
            this::failed);
  }

  private void take(HistoryPage page, StreamPosition known) {
    if (page.reset().isPresent()) {
      restart(page.reset().get());
      return;
    }
    for (JsonObject json : page.events()) {
      Optional<EncodedEvent> event = EncodedEvent.read(json);
      StreamPosition last = replica.position().orElse(known);
      if (event.filter(e -> follows(last, e.position())).isEmpty()) {
        restart(ResetReason.RETENTION);
        return;
      }
      show(event.get());
    }
    if (!page.events().isEmpty()) {
      catchUp();
    }
  }

  private void restart(ResetReason reason) {
    reading = true;
    source
        .snapshot()
        .onComplete(
            snapshot -> {
              done();
              replica.install(snapshot);
              // What it was to reach may have been in a journal that is lost.
              wanted =
                  wanted
                      .filter(w -> w.epoch().equals(snapshot.position().epoch()))
                      .or(() -> Optional.of(snapshot.position()));
              merged.interrupt(replica.id(), snapshot.position(), reason);
              catchUp();
            },
            this::failed);
  }

  private void done() {
    reading = false;
    failing = false;
  }

  private void failed(Throwable cause) {
    if (!failing) {
      failing = true;
      LOG.warn("The events of {} cannot be read now: {}", replica.id(), cause.getMessage());
    }
    vertx.setTimer(
        RETRY_MS,
        again -> {
          reading = false;
          if (replica.liveness() == Liveness.UP) {
            catchUp();
          }
        });
  }

  private void show(EncodedEvent event) {
    replica.apply(event);
    merged.append(event);
  }

  private static boolean follows(StreamPosition known, StreamPosition next) {
    return known.epoch().equals(next.epoch()) && known.offset() + 1 == next.offset();
  }
}
