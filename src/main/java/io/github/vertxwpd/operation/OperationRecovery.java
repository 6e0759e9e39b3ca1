package io.github.vertxwpd.operation;

import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.EventBody.OperationCompleted;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.JournalEntry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends the operations that an earlier process left behind, from what the journal says and what is
 * seen of their devices now. Runs after the first listing and before the first command.
 */
final class OperationRecovery {
  private final DeviceTable devices;
  private final EventStream stream;
  private final OperationHistory history;
  private final TimeSource time;

  OperationRecovery(
      DeviceTable devices, EventStream stream, OperationHistory history, TimeSource time) {
    this.devices = devices;
    this.stream = stream;
    this.history = history;
    this.time = time;
  }

  /**
   * Ends what has not ended and remembers what has.
   *
   * @param operations what the journal has
   * @return completes when every end is on disk
   */
  Future<Void> run(List<JournalEntry.OperationState> operations) {
    List<Future<Void>> ends = new ArrayList<>();
    for (JournalEntry.OperationState entry : operations) {
      if (entry.operation().state() == OperationState.ENDED) {
        history.add(entry.operation());
      } else {
        ends.add(end(entry));
      }
    }
    return Future.all(ends).mapEmpty();
  }

  private Future<Void> end(JournalEntry.OperationState entry) {
    OperationEnd end = entry.started() ? observed(entry.operation()) : expired(entry.operation());
    Operation ended = entry.operation().ended(end);
    history.add(ended);
    return stream.append(
        new OperationCompleted(ended, end),
        List.of(new JournalEntry.OperationState(ended, entry.started())));
  }

  private OperationEnd expired(Operation operation) {
    Problem why =
        Problem.of(
            ProblemCode.TIMED_OUT, "the gateway stopped before it had started; nothing was done");
    return end(operation, Outcome.EXPIRED, link(operation), false, Optional.of(why));
  }

  /** The native call may have been made: what is seen now decides. */
  private OperationEnd observed(Operation operation) {
    LinkState link = link(operation);
    if (link == operation.verb().goal()) {
      return end(operation, Outcome.SUCCEEDED, link, true, Optional.empty());
    }
    Problem why =
        Problem.of(
            ProblemCode.OUTCOME_UNKNOWN,
            "the gateway stopped while it ran; the device is " + link.wireName() + " now");
    return end(operation, Outcome.LOST, link, false, Optional.of(why));
  }

  private LinkState link(Operation operation) {
    return devices.find(operation.device().value()).map(Device::link).orElse(LinkState.UNKNOWN);
  }

  private OperationEnd end(
      Operation operation, Outcome outcome, LinkState after, boolean seen, Optional<Problem> why) {
    Instant now = time.now();
    long durationMs = Math.max(0, Duration.between(operation.acceptedAt(), now).toMillis());
    return new OperationEnd(
        outcome,
        seen,
        seen,
        Optional.empty(),
        LinkState.UNKNOWN,
        after,
        now,
        outcome == Outcome.EXPIRED ? durationMs : 0,
        durationMs,
        why.map(p -> p.withDevice(operation.device().value()).withOperation(operation.id())));
  }
}
