package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an apartment that answers. Calls wait here, not in the apartment, and go one at a time:
 * where one does not return in time, its apartment is given up with it, and the calls behind it go
 * on in a fresh one. What the abandoned call brings later is discarded on its own thread, and that
 * thread ends. Confined to the gateway's event loop.
 */
final class ApartmentKeeper implements Apartment {
  /** How many calls may hang at once before no further thread is risked. */
  static final int MAX_ABANDONED = 8;

  /** Stands for all devices: a listing that hung is left alone for a while too. */
  private static final DeviceId LISTING = new DeviceId("*");

  private static final Logger LOG = LoggerFactory.getLogger(ApartmentKeeper.class);

  /** An apartment on a thread of its own. */
  interface Room {
    /** Makes a call on its thread; the result comes back on the gateway's event loop. */
    <T> Future<T> call(NativeCall<T> call);

    /** Closes the connector and ends the thread, once the call that runs on it has returned. */
    Future<Void> close();

    /** Returns why devices cannot be reached in it. */
    Optional<Problem> unavailable();
  }

  private static final class Waiting<T> {
    private final Optional<DeviceId> about;
    private final NativeCall<T> call;
    private final LateResult<T> late;
    private final Promise<T> result = Promise.promise();

    Waiting(Optional<DeviceId> about, NativeCall<T> call, LateResult<T> late) {
      this.about = about;
      this.call = call;
      this.late = late;
    }

    void refuse(Problem problem) {
      result.tryFail(new WpdException(problem));
    }

    String subject() {
      return about.map(DeviceId::value).orElse("all devices");
    }
  }

  private final Supplier<Future<Room>> rooms;
  private final TimeSource time;
  private final long callTimeoutMs;
  private final HungDevices hung;
  private final GatewayListener listener;
  private final Deque<Waiting<?>> waiting = new ArrayDeque<>();
  private Optional<Room> room = Optional.empty();
  private Optional<Waiting<?>> current = Optional.empty();
  private int abandoned;
  private boolean opening;
  private boolean failing;
  private boolean closed;

  /**
   * Makes a keeper without an apartment; {@link #open} brings the first.
   *
   * @param rooms makes an apartment
   * @param callTimeoutMs how long a call may take, in milliseconds
   * @param listener told of each call
   */
  ApartmentKeeper(
      Supplier<Future<Room>> rooms,
      TimeSource time,
      long callTimeoutMs,
      HungDevices hung,
      GatewayListener listener) {
    this.rooms = rooms;
    this.time = time;
    this.callTimeoutMs = callTimeoutMs;
    this.hung = hung;
    this.listener = listener;
  }

  /** Makes the first apartment. */
  Future<Void> open() {
    opening = true;
    return rooms.get().onComplete(this::opened).mapEmpty();
  }

  /** Returns why devices cannot be reached at all; empty where they can. */
  Optional<Problem> unavailable() {
    return room.isEmpty() && abandoned >= MAX_ABANDONED
        ? Optional.of(exhausted())
        : room.flatMap(Room::unavailable);
  }

  /** Returns how many calls have not returned and were given up. */
  int abandoned() {
    return abandoned;
  }

  /**
   * Refuses what waits and closes the apartment, which may take as long as the call that runs in
   * it.
   */
  Future<Void> close() {
    closed = true;
    refuseWaiting(Problem.of(ProblemCode.GATEWAY_STOPPING, "the gateway is stopping"));
    return room.map(Room::close).orElseGet(Future::succeededFuture);
  }

  @Override
  public <T> Future<T> call(Optional<DeviceId> about, NativeCall<T> call, LateResult<T> late) {
    Waiting<T> added = new Waiting<>(about, call, late);
    Optional<Problem> leftAlone =
        about.isEmpty() ? hung.refusal(LISTING, time.monotonicMs()) : Optional.empty();
    if (leftAlone.isPresent()) {
      added.refuse(leftAlone.get());
    } else if (closed) {
      added.refuse(Problem.of(ProblemCode.GATEWAY_STOPPING, "the gateway is stopping"));
    } else if (room.isEmpty() && !opening) {
      added.refuse(exhausted());
    } else {
      waiting.add(added);
      next();
    }
    return added.result.future();
  }

  private void next() {
    if (current.isEmpty() && room.isPresent() && !waiting.isEmpty()) {
      go(waiting.remove(), room.get());
    }
  }

  private <T> void go(Waiting<T> call, Room where) {
    current = Optional.of(call);
    long begunMs = time.monotonicMs();
    Runnable watchdog = time.after(callTimeoutMs, () -> giveUp(call));
    where
        .call(call.call)
        .onComplete(
            result -> {
              watchdog.run();
              if (isCurrent(call)) {
                current = Optional.empty();
                long nowMs = time.monotonicMs();
                hung.answered(call.about.orElse(LISTING), nowMs);
                listener.callReturned(call.call.name(), result.succeeded(), nowMs - begunMs);
                call.result.handle(result);
                next();
              } else {
                late(call, where, result);
              }
            });
  }

  private boolean isCurrent(Waiting<?> call) {
    return current.orElse(null) == call;
  }

  private void giveUp(Waiting<?> call) {
    abandoned++;
    current = Optional.empty();
    room = Optional.empty();
    hung.hangs(call.about.orElse(LISTING), time.monotonicMs());
    listener.callAbandoned(call.call.name());
    LOG.warn(
        "a native call about {} has not returned within {} ms; it is given up with its apartment ({} so far hang)",
        call.subject(),
        callTimeoutMs,
        abandoned);
    replace();
    call.refuse(
        Problem.of(
                ProblemCode.TIMED_OUT,
                "the native call has not returned within " + callTimeoutMs + " ms and was given up")
            .withHresult(Hresult.E_WPD_DEVICE_IS_HUNG));
  }

  private <T> void late(Waiting<T> call, Room where, AsyncResult<T> result) {
    LOG.warn("a native call about {} that was given up has returned", call.subject());
    listener.abandonedCallReturned(call.call.name());
    if (result.succeeded()) {
      where.call(
          connector -> {
            call.late.discard(result.result());
            return call;
          });
    }
    where.close();
    abandoned--;
    replace();
  }

  private void replace() {
    if (closed || opening || room.isPresent()) {
      return;
    }
    if (abandoned >= MAX_ABANDONED) {
      refuseWaiting(exhausted());
    } else {
      opening = true;
      rooms.get().onComplete(this::opened);
    }
  }

  private void opened(AsyncResult<Room> result) {
    opening = false;
    if (result.failed()) {
      if (!failing) {
        LOG.error(
            "an apartment could not be made, trying again every {} ms",
            callTimeoutMs,
            result.cause());
      }
      failing = true;
      time.after(callTimeoutMs, this::replace);
    } else if (closed) {
      result.result().close();
    } else {
      if (failing) {
        LOG.info("an apartment could be made again");
      }
      failing = false;
      room = Optional.of(result.result());
      next();
    }
  }

  private void refuseWaiting(Problem problem) {
    List<Waiting<?>> refused = List.copyOf(waiting);
    waiting.clear();
    refused.forEach(call -> call.refuse(problem));
  }

  private static Problem exhausted() {
    return Problem.of(
            ProblemCode.WPD_ERROR, MAX_ABANDONED + " native calls hang; no further one is risked")
        .withHresult(Hresult.E_WPD_DEVICE_IS_HUNG)
        .withHint("switch the Bluetooth radio off and on, or restart the gateway");
  }
}
