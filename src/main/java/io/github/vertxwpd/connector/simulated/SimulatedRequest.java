package io.github.vertxwpd.connector.simulated;

import io.github.vertxwpd.connector.ChangeListener;
import io.github.vertxwpd.connector.Completion;
import io.github.vertxwpd.connector.CompletionListener;
import io.github.vertxwpd.connector.Request;
import io.github.vertxwpd.connector.simulated.Fault.Inline;
import io.github.vertxwpd.connector.simulated.Fault.Late;
import io.github.vertxwpd.connector.simulated.Fault.Never;
import io.github.vertxwpd.connector.simulated.Fault.Twice;
import io.github.vertxwpd.connector.simulated.Fault.Vanish;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.Verb;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A queued request on a simulated device.
 *
 * <p>The scheduler's thread completes it while the apartment's cancels it: which of them comes
 * first is decided by compare-and-set on {@link #state}.
 */
final class SimulatedRequest implements Request {
  private static final Hresult ERROR_DEVICE_NOT_CONNECTED = new Hresult(0x8007048F);

  private enum State {
    PENDING,
    CANCELLED,
    OVER
  }

  private final SimulatedDevice device;
  private final Verb verb;
  private final CompletionListener listener;
  private final ChangeListener changes;
  private final Scheduler scheduler;
  private final long latencyMs;
  private final Fault fault;
  private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);

  /**
   * Makes a request that has not begun.
   *
   * @param device whose link it is about
   * @param verb where the link should go
   * @param listener told of the completion
   * @param changes told of what the device does by itself because of the request
   * @param scheduler the time, and the thread of completions
   * @param latencyMs how long it takes, in milliseconds
   */
  SimulatedRequest(
      SimulatedDevice device,
      Verb verb,
      CompletionListener listener,
      ChangeListener changes,
      Scheduler scheduler,
      long latencyMs) {
    this.device = device;
    this.verb = verb;
    this.listener = listener;
    this.changes = changes;
    this.scheduler = scheduler;
    this.latencyMs = latencyMs;
    this.fault = device.fault().orElse(null);
  }

  /** Sets the request going, as the native call does. */
  void begin() {
    if (fault instanceof Never) {
      return;
    }
    if (fault instanceof Inline) {
      succeed();
    } else if (fault instanceof Late late) {
      scheduler.after(late.afterMs(), this::succeed);
    } else if (fault instanceof Vanish vanish) {
      device.vanish(vanish, scheduler.nowMs());
      scheduler.after(0, changes::changed);
      vanish.forMs().ifPresent(this::tellAfter);
      scheduler.after(latencyMs, this::miss);
    } else {
      scheduler.after(latencyMs, this::succeed);
    }
  }

  private void succeed() {
    if (ends()) {
      device.bring(verb.goal(), scheduler.nowMs()).ifPresent(this::tellAfter);
      report(Hresult.S_OK);
    }
  }

  /** The change itself needs no task: the device works it out when somebody looks. */
  private void tellAfter(long delayMs) {
    scheduler.after(delayMs, changes::changed);
  }

  private void miss() {
    if (ends()) {
      report(ERROR_DEVICE_NOT_CONNECTED);
    }
  }

  /** A late success wins over a cancel, as it may in Windows; any other is stopped by it. */
  private boolean ends() {
    return state.compareAndSet(State.PENDING, State.OVER)
        || (fault instanceof Late && state.compareAndSet(State.CANCELLED, State.OVER));
  }

  private void report(Hresult status) {
    if (fault instanceof Twice) {
      scheduler.after(latencyMs, () -> listener.completed(new Completion(status, 2)));
    }
    listener.completed(new Completion(status, 1));
  }

  @Override
  public Hresult cancel() {
    if (!state.compareAndSet(State.PENDING, State.CANCELLED)) {
      return Hresult.ERROR_NOT_FOUND;
    }
    boolean completes = !(fault instanceof Never || fault instanceof Late);
    if (completes) {
      scheduler.after(0, () -> report(Hresult.ERROR_CANCELLED));
    }
    return Hresult.S_OK;
  }

  /** Does nothing: the simulator keeps a request only as long as its completion is to come. */
  @Override
  public void release() {}
}
