package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.connector.Completion;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.LinkObservation;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.Request;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One operation from its acceptance to its one end, whatever the callback does.
 *
 * <p>Everything runs on the gateway's event loop but {@link #submit}, which runs in the apartment,
 * and the completion listener, which hops to the loop at once.
 *
 * <pre>
 * WAITING ──► CALLING ──► PENDING ──► SETTLING ──► ENDED
 *    │           │           └─ no callback: cancel, a grace, then timed-out
 *    │           └─ refused, not paired, already there, or the call hangs
 *    └─ not started in time: expired
 * </pre>
 */
final class OperationRun {
  /**
   * How long a request that was cancelled because of its time-out may take to say so, in
   * milliseconds.
   */
  static final long CANCEL_GRACE_MS = 3_000;

  /** Told of what an operation does, on the gateway's event loop. */
  interface Listener {
    /** Windows has queued the request. */
    void pending(OperationRun run);

    /** The operation is over. Called once. */
    void ended(OperationRun run, OperationEnd end);

    /** A callback came that does not count any more. */
    void late(OperationRun run, Completion completion);
  }

  private enum Phase {
    WAITING,
    CALLING,
    PENDING,
    SETTLING,
    ENDED
  }

  private final OperationRequest request;
  private final Device device;
  private final Apartment apartment;
  private final TimeSource time;
  private final Executor loop;
  private final Listener listener;
  private final long acceptedMs;
  private final Promise<Operation> queued = Promise.promise();
  private final Promise<Operation> ended = Promise.promise();
  private final List<Runnable> timers = new ArrayList<>();

  /** Decides between the native call and the expiry: whoever sets it goes on. */
  private final AtomicBoolean claimed = new AtomicBoolean();

  private Operation operation;
  private Phase phase = Phase.WAITING;
  private long calledMs;
  private boolean timedOut;
  private Optional<Completion> early = Optional.empty();
  private Optional<Request> nativeRequest = Optional.empty();
  private LinkState before;
  private LinkObservation seen = Verification.NOTHING_SEEN;

  OperationRun(
      Operation operation,
      OperationRequest request,
      Device device,
      Apartment apartment,
      TimeSource time,
      Executor loop,
      Listener listener) {
    this.operation = operation;
    this.request = request;
    this.device = device;
    this.apartment = apartment;
    this.time = time;
    this.loop = loop;
    this.listener = listener;
    this.acceptedMs = time.monotonicMs();
    this.before = device.link();
  }

  Operation operation() {
    return operation;
  }

  /**
   * Completes when Windows has queued the request, or it ended well before; fails where it never
   * came so far.
   */
  Future<Operation> queued() {
    return queued.future();
  }

  /** Completes at the end, whatever the outcome. */
  Future<Operation> ended() {
    return ended.future();
  }

  void start() {
    timer(request.expiresInMs(), this::expire);
    apartment.call(this::submit).onComplete(this::submitted);
  }

  /** Ends it without an answer, because nobody will be there to take one. */
  void abandon(String why) {
    if (phase != Phase.ENDED) {
      claimed.set(true);
      finish(
          Outcome.LOST,
          Optional.empty(),
          Optional.of(Problem.of(ProblemCode.OUTCOME_UNKNOWN, why)));
    }
  }

  /** In the apartment. Returns nothing where the operation has expired before its turn came. */
  private Optional<Submission> submit(Connector connector) throws NativeCallException {
    boolean inTime = time.monotonicMs() - acceptedMs <= request.expiresInMs();
    if (!inTime || !claimed.compareAndSet(false, true)) {
      return Optional.empty();
    }
    loop.execute(this::calling);
    return Optional.of(
        connector.submit(
            request.verb(),
            device.pnpId(),
            completion -> loop.execute(() -> completed(completion))));
  }

  private void calling() {
    if (phase == Phase.WAITING) {
      phase = Phase.CALLING;
      calledMs = time.monotonicMs();
      cancelTimers();
      timer(request.timeoutMs(), this::timeOut);
    }
  }

  private void submitted(AsyncResult<Optional<Submission>> result) {
    if (phase == Phase.ENDED) {
      discard(result);
    } else if (result.failed()) {
      fail(problemOf(result.cause()), Optional.empty());
    } else if (result.result().isEmpty()) {
      expire();
    } else {
      take(result.result().get());
    }
  }

  private void take(Submission submission) {
    if (submission instanceof Submission.Queued is) {
      before = is.before();
      nativeRequest = Optional.of(is.request());
      operation = operation.pending(is.status());
      phase = Phase.PENDING;
      listener.pending(this);
      queued.tryComplete(operation);
      early.ifPresent(this::settle);
    } else if (submission instanceof Submission.Refused is) {
      before = is.before();
      seen = new LinkObservation(is.before(), Optional.empty());
      fail(Problem.ofHresult(is.call(), is.status()), Optional.of(is.status()));
    } else if (submission instanceof Submission.AlreadyThere) {
      before = request.verb().goal();
      seen = new LinkObservation(before, Optional.empty());
      finish(Outcome.SUCCEEDED, Optional.empty(), Optional.empty());
    } else {
      fail(
          Problem.of(
              ProblemCode.DEVICE_NOT_FOUND,
              device.name() + " is not paired with this gateway any more"),
          Optional.empty());
    }
  }

  private void completed(Completion completion) {
    switch (phase) {
      case WAITING, CALLING -> {
        if (early.isEmpty()) {
          early = Optional.of(completion);
        } else {
          listener.late(this, completion);
        }
      }
      case PENDING -> settle(completion);
      case SETTLING, ENDED -> listener.late(this, completion);
    }
  }

  private void settle(Completion completion) {
    Hresult status = completion.status();
    if (status.succeeded()) {
      look(Outcome.SUCCEEDED, Optional.of(status), Optional.empty());
    } else if (status.meansCancelled()) {
      look(
          timedOut ? Outcome.TIMED_OUT : Outcome.CANCELLED,
          Optional.of(status),
          timedOut ? Optional.of(noCallback()) : Optional.empty());
    } else {
      Problem problem = Problem.ofHresult("IConnectionRequestCallback::OnComplete", status);
      look(Outcome.FAILED, Optional.of(status), Optional.of(problem));
    }
  }

  private void timeOut() {
    timedOut = true;
    if (phase == Phase.PENDING) {
      nativeRequest.ifPresent(r -> apartment.call(connector -> r.cancel()));
      timer(
          CANCEL_GRACE_MS,
          () -> look(Outcome.TIMED_OUT, Optional.empty(), Optional.of(noCallback())));
    } else {
      // The native call itself has not returned: there is nothing to cancel and nobody to ask.
      finish(Outcome.TIMED_OUT, Optional.empty(), Optional.of(noCallback()));
    }
  }

  private void expire() {
    claimed.set(true);
    if (phase == Phase.WAITING) {
      finish(
          Outcome.EXPIRED,
          Optional.empty(),
          Optional.of(
              Problem.of(
                  ProblemCode.TIMED_OUT,
                  "it had not started within " + request.expiresInMs() + " ms; nothing was done")));
    }
  }

  private Problem noCallback() {
    return Problem.of(
        ProblemCode.TIMED_OUT,
        "Windows did not report a completion within " + request.timeoutMs() + " ms");
  }

  private void fail(Problem problem, Optional<Hresult> status) {
    finish(Outcome.FAILED, status, Optional.of(problem));
  }

  private void look(Outcome outcome, Optional<Hresult> status, Optional<Problem> problem) {
    cancelTimers();
    phase = Phase.SETTLING;
    Optional<LinkState> goal =
        outcome == Outcome.SUCCEEDED ? Optional.of(request.verb().goal()) : Optional.empty();
    Verification.of(apartment, time, device.pnpId(), goal)
        .onSuccess(
            observation -> {
              if (phase == Phase.SETTLING) {
                seen = observation;
                finish(outcome, status, problem);
              }
            });
  }

  private void finish(Outcome outcome, Optional<Hresult> status, Optional<Problem> why) {
    cancelTimers();
    phase = Phase.ENDED;
    nativeRequest.ifPresent(this::release);
    long now = time.monotonicMs();
    LinkState after = seen.link();
    Optional<Problem> problem =
        why.map(p -> p.withDevice(operation.device().value()).withOperation(operation.id()));
    OperationEnd end =
        new OperationEnd(
            outcome,
            after != LinkState.UNKNOWN && after != before,
            seen.shows(request.verb().goal()),
            status,
            before,
            after,
            time.now(),
            (calledMs == 0 ? now : calledMs) - acceptedMs,
            now - acceptedMs,
            problem);
    operation = operation.ended(end);
    listener.ended(this, end);
    problem.ifPresentOrElse(
        p -> queued.tryFail(new WpdException(p)), () -> queued.tryComplete(operation));
    ended.complete(operation);
  }

  /**
   * A native call that returned after the operation's end: what it queued is not wanted any more.
   */
  private void discard(AsyncResult<Optional<Submission>> result) {
    if (result.succeeded() && result.result().orElse(null) instanceof Submission.Queued late) {
      apartment.call(connector -> late.request().cancel());
      release(late.request());
    }
  }

  private void release(Request finished) {
    apartment.call(
        connector -> {
          finished.release();
          return finished;
        });
  }

  private Problem problemOf(Throwable cause) {
    return cause instanceof WpdException e
        ? e.problem()
        : Problem.of(ProblemCode.INTERNAL_ERROR, "the gateway's log says more");
  }

  private void timer(long delayMs, Runnable action) {
    timers.add(time.after(delayMs, action));
  }

  private void cancelTimers() {
    timers.forEach(Runnable::run);
    timers.clear();
  }
}
