package io.github.vertxwpd.operation;

import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.audit.AuditTrail;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.EventBody.OperationCompleted;
import io.github.vertxwpd.model.ResetReason;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.stream.EncodedEvent;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.StreamWalk;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records how each operation ended, once: it walks the stream from the event that the records name
 * last, across restarts, and each of its records names one. While nothing can be recorded it waits,
 * and nobody waits for it. Confined to the gateway's event loop.
 */
final class OutcomeRecorder {
  /** How many outcomes are recorded at once at most. */
  static final int MAX_BATCH = 64;

  /**
   * How long the records may name an old event while no operation ends: the journal forgets, and
   * what it has forgotten when the gateway is started again looks like a gap.
   */
  static final Duration CHECKPOINT = Duration.ofMinutes(5);

  private static final long RETRY_MS = 1_000;

  private final AuditTrail trail;
  private final EventStream stream;
  private final TimeSource time;
  private final List<Promise<Void>> settling = new ArrayList<>();
  private StreamWalk walk;
  private StreamPosition recorded;
  private Runnable unsubscribe = () -> {};
  private boolean busy;
  private boolean checkpointSet;
  private boolean running;

  /**
   * Makes a recorder that stands where the records end, or, where they name no event, at the head.
   */
  OutcomeRecorder(AuditTrail trail, EventStream stream, TimeSource time) {
    this.trail = trail;
    this.stream = stream;
    this.time = time;
    this.recorded =
        trail.recordedEvent().flatMap(StreamPosition::parseEventId).orElseGet(stream::head);
    this.walk = stream.walkFrom(recorded);
  }

  /** Begins to walk. */
  void start() {
    running = true;
    unsubscribe = stream.onAppend(this::proceed);
    proceed();
  }

  /** Records nothing more. */
  void stop() {
    running = false;
    unsubscribe.run();
  }

  /** Returns the event that the records name last. */
  String event() {
    return recorded.toEventId();
  }

  /** Completes when every outcome up to now is recorded, and the records say up to where. */
  Future<Void> finish() {
    return settled()
        .compose(
            all -> {
              checkpoint();
              return settled();
            });
  }

  private Future<Void> settled() {
    if (!running) {
      return Future.succeededFuture();
    }
    Promise<Void> promise = Promise.promise();
    settling.add(promise);
    proceed();
    return promise.future();
  }

  private void proceed() {
    if (busy || !running) {
      return;
    }
    List<AuditEntry> outcomes = new ArrayList<>();
    StreamWalk.Step step = walk.next();
    while (step instanceof StreamWalk.Next next) {
      if (next.event().type().equals(OperationCompleted.TYPE)) {
        outcomes.add(outcome(next.event()));
      }
      if (outcomes.size() == MAX_BATCH) {
        break;
      }
      step = walk.next();
    }
    if (!outcomes.isEmpty()) {
      write(outcomes, walk.position());
    } else if (step instanceof StreamWalk.OnDisk reading) {
      busy = true;
      reading.loaded().onComplete(loaded -> goOn(), unreadable -> retry(this::goOn));
    } else if (step instanceof StreamWalk.Reset reset) {
      goOnAfterGap(reset.reason());
    } else {
      atHead();
    }
  }

  private void goOn() {
    busy = false;
    proceed();
  }

  private void retry(Runnable action) {
    time.after(RETRY_MS, action);
  }

  private void write(List<AuditEntry> entries, StreamPosition position) {
    busy = true;
    trail
        .append(entries)
        .onComplete(
            written -> {
              recorded = position;
              goOn();
            },
            unwritable -> retry(() -> write(entries, position)));
  }

  private void atHead() {
    List<Promise<Void>> waiting = List.copyOf(settling);
    settling.clear();
    waiting.forEach(Promise::complete);
    if (!checkpointSet && !walk.position().equals(recorded)) {
      checkpointSet = true;
      time.after(CHECKPOINT.toMillis(), this::checkpoint);
    }
  }

  private void checkpoint() {
    checkpointSet = false;
    if (!busy && running && !walk.position().equals(recorded)) {
      StreamPosition position = walk.position();
      write(List.of(entry(AuditAction.AUDIT_CHECKPOINT, position, new JsonObject())), position);
    }
  }

  /**
   * It cannot be shown that no outcome was missed. Goes on with the oldest event that there is; a
   * journal that was set back has none that was not recorded.
   */
  private void goOnAfterGap(ResetReason reason) {
    busy = true;
    StreamPosition head = stream.head();
    boolean setBack =
        recorded.epoch().equals(head.epoch()) && walk.position().offset() > head.offset();
    (setBack ? Future.succeededFuture(head) : stream.oldest())
        .onComplete(
            position -> {
              JsonObject details =
                  new JsonObject().put("after", recorded.toEventId()).put("why", reason.wireName());
              walk = stream.walkFrom(position);
              write(List.of(entry(AuditAction.AUDIT_GAP, position, details)), position);
            },
            unreadable -> retry(this::goOn));
  }

  private static AuditEntry entry(AuditAction action, StreamPosition position, JsonObject details) {
    return AuditEntry.happened(
        action, Caller.GATEWAY, details.put(AuditEntry.EVENT, position.toEventId()));
  }

  private static AuditEntry outcome(EncodedEvent event) {
    JsonObject json = new JsonObject(event.json());
    JsonObject data = json.getJsonObject("data");
    JsonObject details =
        new JsonObject()
            .put("operation", data.getString("operation"))
            .put("verb", data.getString("verb"));
    event.device().ifPresent(device -> details.put("device", device.value()));
    Optional.ofNullable(json.getString("correlationid"))
        .ifPresent(id -> details.put("requestId", id));
    for (String member : List.of("outcome", "changed", "verified", "hresult")) {
      details.put(member, data.getValue(member));
    }
    return entry(AuditAction.OPERATION_ENDED, event.position(), details);
  }
}
