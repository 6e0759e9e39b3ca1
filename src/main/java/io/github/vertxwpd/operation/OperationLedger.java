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
    /** Returns why no device can be reached; empty where they can. */
    Optional<Problem> ofAll();

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
  private Optional<Promise<Void>> drained = Optional.empty();

  OperationLedger(Parts parts) {
    this.parts = parts;
    this.stream = parts.stream();
    this.devices = parts.devices();
    this.book = parts.book();
    this.time = parts.time();
    this.holds = new Holds(devices, stream, time, this::disconnectAgain);
  }

  /**
   * Returns which devices are kept disconnected, and what takes the changes of devices to the
   * stream.
   */
  Holds holds() {
    return holds;
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
        return parts.requests().joined(request).compose(on -> repeat(earlier.get(), request));
      }
      Device device = admit(request);
      Optional<OperationRun> current = book.runningOn(device.id());
      if (current.isPresent()) {
        return join(current.get(), request, device);
      }
      return request.dryRun()
          ? Future.succeededFuture(operation(request, device, Cause.COMMAND))
          : accept(request, device, Cause.COMMAND);
    } catch (WpdException e) {
      return Future.failedFuture(e);
    }
  }

  /**
   * Waits until Windows has queued an operation.
   *
   * @return the operation as it stands then; fails with its problem where Windows did not queue it
   */
  Future<Operation> queued(String id) {
    return book.active(id)
        .map(run -> run.queued().map(queued -> run.operation()))
        .or(() -> book.find(id).map(OperationLedger::storedReply))
        .orElseGet(() -> refuse(LedgerProblems.unknown(id)));
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
    parts.refusals().ofAll().ifPresent(OperationLedger::raise);
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
    List<JournalEntry> with = remembered(request, device, operation);
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
    return reply(run, request);
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
    devices.end(operation, end).ifPresent(holds::announce);
    holds.lookAgain(operation.device());
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

  /** What must be on disk so that a request is not run again. */
  private List<JournalEntry> remembered(
      OperationRequest request, Device device, Operation operation) {
    List<JournalEntry> entries = new ArrayList<>();
    parts
        .requests()
        .remember(request, device.id(), operation.id(), time.now())
        .ifPresent(entries::add);
    return entries;
  }

  /**
   * A round of a hold. Where it cannot begin now, the hold looks again when its back-off is over.
   */
  private void disconnectAgain(DeviceId id) {
    Optional<Device> device = devices.find(id.value());
    if (device.isEmpty() || book.runningOn(id).isPresent() || drained.isPresent()) {
      return;
    }
    boolean possible = parts.refusals().ofAll().isEmpty() && parts.refusals().of(id).isEmpty();
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

  private Future<Operation> join(OperationRun current, OperationRequest request, Device device) {
    Operation operation = current.operation();
    if (operation.verb() != request.verb()) {
      return operation.cause() == Cause.HOLD && !request.dryRun()
          ? endHoldDuringItsRound(current, request, device)
          : refuse(LedgerProblems.inProgress(operation));
    }
    if (request.dryRun()) {
      return Future.succeededFuture(operation.asDuplicate());
    }
    List<JournalEntry> entries = remembered(request, device, operation);
    holds.entryOfJoining(request, device.id()).ifPresent(entries::add);
    Future<Void> joined =
        stream
            .tryRecord(entries)
            .recover(unwritable -> notJoined(request))
            .onSuccess(durable -> holds.applyJoining(request, device.id()));
    parts.requests().joining(request, joined);
    return joined.compose(durable -> reply(current, request)).map(Operation::asDuplicate);
  }

  /**
   * A connect ends the hold also while a round of it runs, or a device that does not answer could
   * never be let go.
   */
  private Future<Operation> endHoldDuringItsRound(
      OperationRun round, OperationRequest request, Device device) {
    return stream
        .tryRecord(List.of(new JournalEntry.HoldEnded(device.id())))
        .recover(unwritable -> refuse(LedgerProblems.journalUnavailable()))
        .compose(
            durable -> {
              holds.apply(request, device.id());
              round.cancel();
              return refuse(LedgerProblems.holdRoundInProgress(round.operation()));
            });
  }

  private Future<Void> notJoined(OperationRequest request) {
    parts.requests().forget(request);
    return refuse(LedgerProblems.journalUnavailable());
  }

  /** What an earlier request with the same id brought, as it stands now. */
  private Future<Operation> repeat(String id, OperationRequest request) {
    return book.active(id)
        .map(run -> reply(run, request))
        .or(() -> book.find(id).map(OperationLedger::storedReply))
        .orElseGet(() -> refuse(LedgerProblems.unknown(id)))
        .map(Operation::asDuplicate);
  }

  /** One that Windows never queued was answered with its problem, and is again. */
  private static Future<Operation> storedReply(Operation ended) {
    Optional<Problem> problem = ended.end().flatMap(OperationEnd::problem);
    return ended.hresult().isEmpty() && problem.isPresent()
        ? refuse(problem.get())
        : Future.succeededFuture(ended);
  }

  private Future<Operation> reply(OperationRun run, OperationRequest request) {
    return switch (request.replyAt()) {
      case ACCEPTED -> book.accepted(run).map(durable -> run.operation());
      case QUEUED -> run.queued().map(queued -> run.operation());
      case ENDED -> run.ended();
    };
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
