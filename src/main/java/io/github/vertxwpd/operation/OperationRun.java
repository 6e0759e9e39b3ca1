package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.connector.Completion;
import io.github.vertxwpd.connector.LinkObservation;
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

/**
 * One operation from its acceptance to its one end, whatever the callback does.
 *
 * <p>Everything runs on the gateway's event loop; what comes from the apartment, and completions,
 * hop to it at once.
 *
 * <pre>
 * WAITING ──► CALLING ──► PENDING ──► SETTLING ──► ENDED
 *    │           │           └─ no callback, or cancelled: cancel, a grace, then look
 *    │           └─ refused, not paired, already there, or the call hangs
 *    └─ not started in time: expired
 * </pre>
 */
final class OperationRun {
  /** How long a request that was cancelled may take to say so, in milliseconds. */
  static final long CANCEL_GRACE_MS = 3_000;

  /** Told of what an operation does, on the gateway's event loop. */
  interface Listener {
    /** Windows has queued the request. */
    void pending(OperationRun run);

    /** The operation is over. Called once. */
    void ended(OperationRun run, Operation ended, OperationEnd end);

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
  private final NativeRequest nativeRequest;
  private final long acceptedMs;
  private final Promise<Operation> queued = Promise.promise();
  private final Promise<Operation> ended = Promise.promise();
  private final List<Runnable> timers = new ArrayList<>();

  private Operation operation;
  private Phase phase = Phase.WAITING;
  private volatile long calledMs;

  /**
   * What it ends as where Windows confirms the cancellation, or says nothing; set once it was asked
   * for.
   */
  private Optional<Outcome> givenUpAs = Optional.empty();

  private boolean cancelSent;
  private Optional<Completion> early = Optional.empty();
  private Optional<Request> queuedRequest = Optional.empty();
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
    this.nativeRequest = new NativeRequest(device, apartment);
    this.acceptedMs = time.monotonicMs();
    this.before = device.link();
    timer(request.expiresInMs(), this::expire);
  }

  Operation operation() {
    return operation;
  }

  /** Returns whether its native call is still to be made. */
  boolean isWaiting() {
    return phase == Phase.WAITING;
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

  /**
   * Makes the native call.
   *
   * @return completes when the call has returned or was given up; never fails
   */
  Future<Void> start() {
    return nativeRequest
        .submit(
            request,
            () -> time.monotonicMs() - acceptedMs <= request.expiresInMs(),
            this::begin,
            completion -> loop.execute(() -> completed(completion)))
        .onComplete(this::submitted)
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** Gives it up before anything was done: it was never accepted. */
  void refuse(Problem problem) {
    cancelTimers();
    phase = Phase.ENDED;
    WpdException refusal = new WpdException(problem);
    queued.tryFail(refusal);
    ended.tryFail(refusal);
  }

  /** Asks for its cancellation; that it was asked for does not mean that it is cancelled. */
  void cancel() {
    switch (phase) {
      case WAITING -> {
        if (nativeRequest.forestall()) {
          finish(Outcome.CANCELLED, Optional.empty(), Optional.empty());
        } else {
          givenUpAs = Optional.of(Outcome.CANCELLED);
        }
      }
      case CALLING -> givenUpAs = Optional.of(Outcome.CANCELLED);
      case PENDING -> giveUp(Outcome.CANCELLED);
      case SETTLING, ENDED -> {}
    }
  }

  /** In the apartment, where the wait ends; the event loop may hear of it much later. */
  private void begin() {
    calledMs = time.monotonicMs();
    loop.execute(this::calling);
  }

  private void calling() {
    if (phase == Phase.WAITING) {
      phase = Phase.CALLING;
      cancelTimers();
      timer(request.timeoutMs(), this::timeOut);
    }
  }

  private void submitted(AsyncResult<Optional<Submission>> result) {
    if (phase == Phase.ENDED) {
      if (result.succeeded()) {
        nativeRequest.giveUp(result.result());
      }
    } else if (result.failed()) {
      // Windows may have said how it ended before the call itself was given up.
      takeEarly().ifPresentOrElse(this::settle, () -> failed(LedgerProblems.of(result.cause())));
    } else if (result.result().isEmpty()) {
      expire();
    } else {
      take(result.result().get());
    }
  }

  private void take(Submission submission) {
    if (submission instanceof Submission.Queued is) {
      before = is.before();
      queuedRequest = Optional.of(is.request());
      operation = operation.pending(is.status());
      phase = Phase.PENDING;
      // Whoever waits for the reply does not wait for the event.
      queued.tryComplete(operation);
      listener.pending(this);
      takeEarly().ifPresent(this::settle);
      if (phase == Phase.PENDING && givenUpAs.isPresent()) {
        giveUp(givenUpAs.get());
      }
    } else if (submission instanceof Submission.Refused is) {
      before = is.before();
      seen = new LinkObservation(is.before(), Optional.empty());
      finish(
          Outcome.FAILED,
          Optional.of(is.status()),
          Optional.of(Problem.ofHresult(is.call(), is.status())));
    } else if (submission instanceof Submission.AlreadyThere) {
      before = request.verb().goal();
      seen = new LinkObservation(before, Optional.empty());
      finish(Outcome.SUCCEEDED, Optional.empty(), Optional.empty());
    } else {
      failed(
          Problem.of(
              ProblemCode.DEVICE_NOT_FOUND,
              device.name() + " is not paired with this gateway any more"));
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
      Outcome outcome = givenUpAs.orElse(Outcome.CANCELLED);
      look(outcome, Optional.of(status), LedgerProblems.of(outcome, request));
    } else {
      Problem problem = Problem.ofHresult("IConnectionRequestCallback::OnComplete", status);
      look(Outcome.FAILED, Optional.of(status), Optional.of(problem));
    }
  }

  private void timeOut() {
    if (phase == Phase.PENDING) {
      giveUp(Outcome.TIMED_OUT);
    } else {
      // The native call itself has not returned: there is nothing to cancel and nobody to ask.
      finish(Outcome.TIMED_OUT, Optional.empty(), LedgerProblems.of(Outcome.TIMED_OUT, request));
    }
  }

  /**
   * Cancels the request, once. Windows may still complete it, even with success, and is given a
   * while to.
   */
  private void giveUp(Outcome outcome) {
    if (!cancelSent) {
      cancelSent = true;
      givenUpAs = Optional.of(outcome);
      queuedRequest.ifPresent(nativeRequest::cancel);
      timer(
          CANCEL_GRACE_MS,
          () -> look(outcome, Optional.empty(), LedgerProblems.of(outcome, request)));
    }
  }

  /**
   * Not where the apartment has begun the call already, even if that is still on its way to here.
   */
  private void expire() {
    if (phase == Phase.WAITING && nativeRequest.forestall()) {
      finish(Outcome.EXPIRED, Optional.empty(), LedgerProblems.of(Outcome.EXPIRED, request));
    }
  }

  /** A call that was given up may still take effect: that is a time-out, not a failure. */
  private void failed(Problem problem) {
    Outcome outcome = problem.code() == ProblemCode.TIMED_OUT ? Outcome.TIMED_OUT : Outcome.FAILED;
    finish(outcome, Optional.empty(), Optional.of(problem));
  }

  private void look(Outcome outcome, Optional<Hresult> status, Optional<Problem> problem) {
    cancelTimers();
    phase = Phase.SETTLING;
    boolean claimsSuccess = outcome == Outcome.SUCCEEDED;
    Optional<LinkState> goal =
        claimsSuccess ? Optional.of(request.verb().goal()) : Optional.empty();
    Verification.of(apartment, time, device, goal)
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
    queuedRequest.ifPresent(nativeRequest::release);
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
    listener.ended(this, operation.ended(end), end);
    // One that came while the call hung decides nothing any more, but it did come.
    takeEarly().ifPresent(completion -> listener.late(this, completion));
  }

  private Optional<Completion> takeEarly() {
    Optional<Completion> taken = early;
    early = Optional.empty();
    return taken;
  }

  /** Tells those who wait, once the end is on disk; until then it has not ended for anybody. */
  void tellEnd(Operation result) {
    operation = result;
    Optional<Problem> problem = result.end().flatMap(OperationEnd::problem);
    problem.ifPresentOrElse(
        p -> queued.tryFail(new WpdException(p)), () -> queued.tryComplete(result));
    ended.tryComplete(result);
  }

  private void timer(long delayMs, Runnable action) {
    timers.add(time.after(delayMs, action));
  }

  private void cancelTimers() {
    timers.forEach(Runnable::run);
    timers.clear();
  }
}
