package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.connector.Completion;
import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.EventBody.LateCallback;
import io.github.vertxwpd.model.EventBody.OperationAccepted;
import io.github.vertxwpd.model.EventBody.OperationCompleted;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.TimeOrderedUuid;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.JournalEntry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Accepts operations, one at a time for each link, writes each down before anything is done, and
 * sees to it that each accepted one ends once. Confined to the gateway's event loop.
 */
final class OperationLedger implements OperationRun.Listener {
  /** How many operations may be under way at once. */
  static final int MAX_IN_FLIGHT = 1_000;

  /**
   * What the ledger works with.
   *
   * @param devices the devices that there are
   * @param stream where operations are written down and told of
   * @param apartment makes the native calls
   * @param time tells the time
   * @param loop runs something on the gateway's event loop
   * @param requests the request ids that were used
   * @param book the operations that there are
   * @param refusals why commands are refused for reasons outside the ledger
   */
  record Parts(
      DeviceTable devices,
      EventStream stream,
      Apartment apartment,
      TimeSource time,
      Executor loop,
      RequestLog requests,
      OperationBook book,
      Refusals refusals) {}

  /** Why a command is refused for reasons outside the ledger. */
  interface Refusals {
    /** Returns why this can be done with no device; empty where it can. */
    Optional<Problem> of(Verb verb);

    /** Returns why this device is left alone; empty where it is not. */
    Optional<Problem> of(DeviceId device);
  }

  private final Parts parts;
  private final EventStream stream;
  private final DeviceTable devices;
  private final OperationBook book;
  private final TimeSource time;
  private final Holds holds;
  private final StartGate gate = new StartGate(this::markStarted);
  private final OperationReplies replies;
  private final Joining joining;
  private Optional<Promise<Void>> drained = Optional.empty();

  OperationLedger(Parts parts) {
    this.parts = parts;
    this.stream = parts.stream();
    this.devices = parts.devices();
    this.book = parts.book();
    this.time = parts.time();
    this.holds = new Holds(devices, stream, time, this::disconnectAgain);
    this.replies = new OperationReplies(book);
    this.joining = new Joining(stream, parts.requests(), holds, replies, time);
  }

  /**
   * Returns which devices are kept disconnected, and what takes the changes of devices to the
   * stream.
   */
  Holds holds() {
    return holds;
  }

  /** Returns what answers for operations that were accepted. */
  OperationReplies replies() {
    return replies;
  }

  /**
   * Accepts an operation, or joins the one that already does the same.
   *
   * @return the operation once Windows has queued it, or at its end where the request says so
   */
  Future<Operation> submit(OperationRequest request) {
    try {
      refuseWhileStopping();
      Optional<String> earlier =
          parts.requests().find(request, devices.referredTo(request.device()), time.now());
      if (earlier.isPresent()) {
        return parts
            .requests()
            .joined(request)
            .compose(durable -> replies.repeated(earlier.get(), request));
      }
      Device device = admit(request);
      Optional<OperationRun> current = book.runningOn(device.id());
      if (current.isPresent()) {
        return joining.join(current.get(), request, device);
      }
      return request.dryRun()
          ? Future.succeededFuture(operation(request, device, Cause.COMMAND))
          : accept(request, device, Cause.COMMAND);
    } catch (WpdException e) {
      return Future.failedFuture(e);
    }
  }

  /**
   * Asks for the cancellation of an operation.
   *
   * @return the operation as it stands; its end tells whether it was cancelled
   */
  Future<Operation> cancel(String id) {
    Optional<Operation> operation = book.find(id);
    if (operation.isEmpty()) {
      return refuse(LedgerProblems.unknown(id));
    }
    if (operation.get().state() == OperationState.ENDED) {
      return refuse(LedgerProblems.ended(operation.get()));
    }
    OperationRun run = book.active(id).orElseThrow();
    run.cancel();
    return Future.succeededFuture(run.operation());
  }

  /**
   * Takes no more operations and waits for the running ones.
   *
   * @param limitMs how long to wait, in milliseconds; those that run longer are left to the next
   *     start
   * @return completes when none runs any more, or the time is over
   */
  Future<Void> drain(long limitMs) {
    Promise<Void> promise = drained.orElseGet(Promise::promise);
    drained = Optional.of(promise);
    holds.stop();
    completeIfDrained();
    if (!promise.future().isComplete()) {
      time.after(Math.max(1, limitMs), promise::tryComplete);
    }
    return promise.future();
  }

  @Override
  public void pending(OperationRun run) {
    devices.begin(run.operation(), time.now()).ifPresent(holds::announce);
  }

  @Override
  public void ended(OperationRun run, Operation ended, OperationEnd end) {
    // One that ends before its acceptance is on disk holds its link until then: the events are in
    // that order.
    book.accepted(run).onSuccess(durable -> tell(run, ended, end));
  }

  @Override
  public void late(OperationRun run, Completion completion) {
    stream.append(new LateCallback(run.operation(), completion.status(), completion.ordinal()));
  }

  private void refuseWhileStopping() {
    if (drained.isPresent()) {
      throw new WpdException(LedgerProblems.stopping());
    }
  }

  /** Checks what can be said without looking at other operations. */
  private Device admit(OperationRequest request) {
    parts.refusals().of(request.verb()).ifPresent(OperationLedger::raise);
    Device device =
        devices
            .find(request.device())
            .orElseThrow(() -> new WpdException(LedgerProblems.unknownDevice(request.device())));
    parts.refusals().of(device.id()).ifPresent(OperationLedger::raise);
    return device;
  }

  private Future<Operation> accept(OperationRequest request, Device device, Cause cause) {
    if (book.activeCount() >= MAX_IN_FLIGHT) {
      return refuse(LedgerProblems.tooMany(MAX_IN_FLIGHT));
    }
    Operation operation = operation(request, device, cause);
    OperationRun run =
        new OperationRun(operation, request, device, parts.apartment(), time, parts.loop(), this);
    boolean first = gate.takeIfFree();
    List<JournalEntry> with = new ArrayList<>();
    parts.requests().remember(request, operation, time.now()).ifPresent(with::add);
    boolean asked = cause == Cause.COMMAND;
    if (asked) {
      holds.entry(request, device.id()).ifPresent(with::add);
    }
    with.add(new JournalEntry.OperationState(operation, first));
    Promise<Void> accepted = Promise.promise();
    book.add(run, accepted.future());
    stream
        .tryAppend(new OperationAccepted(operation), with)
        .onComplete(
            durable -> {
              if (asked) {
                holds.apply(request, device.id());
              }
              accepted.complete();
              gate.start(run, first);
            },
            unwritable -> takeBack(request, run, first, accepted));
    return replies.of(run, request);
  }

  /** What was not written down was never accepted. */
  private void takeBack(
      OperationRequest request, OperationRun run, boolean first, Promise<Void> accepted) {
    accepted.fail(new WpdException(LedgerProblems.journalUnavailable()));
    book.remove(run);
    parts.requests().forget(request);
    run.refuse(LedgerProblems.journalUnavailable());
    if (first) {
      gate.giveBack();
    }
    holds.lookAgain(run.operation().device());
    completeIfDrained();
  }

  private Future<Void> markStarted(List<OperationRun> runs) {
    List<JournalEntry> entries = new ArrayList<>();
    runs.forEach(run -> entries.add(new JournalEntry.OperationState(run.operation(), true)));
    return stream.record(entries);
  }

  private void tell(OperationRun run, Operation operation, OperationEnd end) {
    book.freeLink(run);
    if (operation.cause() == Cause.HOLD) {
      holds.roundEnded(operation.device());
    }
    stream.together(() -> announce(run, operation, end));
    holds.lookAgain(operation.device());
  }

  private void announce(OperationRun run, Operation operation, OperationEnd end) {
    devices.end(operation, end).ifPresent(holds::announce);
    stream
        .append(
            new OperationCompleted(operation, end),
            List.of(new JournalEntry.OperationState(operation, true)))
        .onSuccess(
            durable -> {
              run.tellEnd(operation);
              book.file(run);
              completeIfDrained();
            });
  }

  /**
   * A round of a hold. Where it cannot begin now, the hold looks again when its back-off is over.
   */
  private void disconnectAgain(DeviceId id) {
    Optional<Device> device = devices.find(id.value());
    if (device.isEmpty() || book.runningOn(id).isPresent() || drained.isPresent()) {
      return;
    }
    boolean possible =
        parts.refusals().of(Verb.DISCONNECT).isEmpty() && parts.refusals().of(id).isEmpty();
    if (!possible || accept(OperationRequest.holding(id), device.get(), Cause.HOLD).failed()) {
      holds.lookAgain(id);
    }
  }

  private Operation operation(OperationRequest request, Device device, Cause cause) {
    return new Operation(
        TimeOrderedUuid.at(time.now()),
        request.requestId(),
        request.verb(),
        device.id(),
        device.gateway(),
        OperationState.ACCEPTED,
        false,
        time.now(),
        request.timeoutMs(),
        request.hold(),
        cause,
        request.dryRun(),
        Optional.empty(),
        PortableCursor.of(stream.gateway(), stream.head()),
        Optional.empty());
  }

  private static <T> Future<T> refuse(Problem problem) {
    return Future.failedFuture(new WpdException(problem));
  }

  private static void raise(Problem problem) {
    throw new WpdException(problem);
  }

  private void completeIfDrained() {
    if (book.activeCount() == 0) {
      drained.ifPresent(Promise::tryComplete);
    }
  }
}
