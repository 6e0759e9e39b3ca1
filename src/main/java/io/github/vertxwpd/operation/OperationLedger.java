package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.connector.Completion;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.EventBody.LateCallback;
import io.github.vertxwpd.model.EventBody.OperationAccepted;
import io.github.vertxwpd.model.EventBody.OperationCompleted;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.TimeOrderedUuid;
import io.github.vertxwpd.stream.EventStream;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Every operation of this gateway: accepts them, one at a time for each link, and sees to it that
 * each accepted one ends once. Confined to the gateway's event loop.
 */
final class OperationLedger implements OperationRun.Listener {
  /** How many operations may be under way at once. */
  static final int MAX_IN_FLIGHT = 1_000;

  /** How many ended operations can still be read. */
  static final int MAX_REMEMBERED = 10_000;

  private final DeviceTable devices;
  private final EventStream stream;
  private final Apartment apartment;
  private final TimeSource time;
  private final Executor loop;
  private final Supplier<Optional<Problem>> unavailable;
  private final RequestLog requests = new RequestLog();
  private final Map<DeviceId, OperationRun> running = new HashMap<>();
  private final Map<String, OperationRun> runs = new LinkedHashMap<>();
  private Optional<Promise<Void>> drained = Optional.empty();

  OperationLedger(
      DeviceTable devices,
      EventStream stream,
      Apartment apartment,
      TimeSource time,
      Executor loop,
      Supplier<Optional<Problem>> unavailable) {
    this.devices = devices;
    this.stream = stream;
    this.apartment = apartment;
    this.time = time;
    this.loop = loop;
    this.unavailable = unavailable;
  }

  /**
   * Accepts an operation, or joins the one that already does the same.
   *
   * @return the operation once Windows has queued it, or at its end where the request says so
   */
  Future<Operation> submit(OperationRequest request) {
    if (drained.isPresent()) {
      return refuse(
          Problem.of(
              ProblemCode.GATEWAY_STOPPING, "the gateway is stopping and takes no new commands"));
    }
    Optional<Problem> outage = unavailable.get();
    if (outage.isPresent()) {
      return refuse(outage.get());
    }
    Optional<Device> found = devices.find(request.device());
    if (found.isEmpty()) {
      return refuse(
          Problem.of(
                  ProblemCode.DEVICE_NOT_FOUND,
                  "no paired device is known as \"" + request.device() + "\"")
              .withHint("list the devices to see what is paired with this gateway"));
    }
    Device device = found.get();
    try {
      Optional<OperationRun> earlier = requests.find(request, device.id(), time.now());
      if (earlier.isPresent()) {
        return reply(earlier.get(), request).map(Operation::asDuplicate);
      }
    } catch (WpdException e) {
      return Future.failedFuture(e);
    }
    OperationRun current = running.get(device.id());
    return current == null ? accept(request, device) : join(current, request);
  }

  Optional<OperationRun> find(String id) {
    return Optional.ofNullable(runs.get(id));
  }

  /** Returns the operations that have not ended, in the order of their acceptance. */
  List<Operation> running() {
    return runs.values().stream()
        .map(OperationRun::operation)
        .filter(operation -> operation.state() != OperationState.ENDED)
        .toList();
  }

  /**
   * Takes no more operations and waits for the running ones.
   *
   * @param limitMs how long to wait, in milliseconds; those that run longer end as lost
   */
  Future<Void> drain(long limitMs) {
    Promise<Void> promise = drained.orElseGet(Promise::promise);
    drained = Optional.of(promise);
    if (running.isEmpty()) {
      promise.tryComplete();
    } else {
      time.after(
          Math.max(1, limitMs),
          () ->
              List.copyOf(running.values())
                  .forEach(run -> run.abandon("the gateway stopped while it ran")));
    }
    return promise.future();
  }

  @Override
  public void pending(OperationRun run) {
    Operation operation = run.operation();
    append(
        devices.begin(
            operation.device(), operation.id(), operation.verb().transition(), time.now()));
  }

  @Override
  public void ended(OperationRun run, OperationEnd end) {
    Operation operation = run.operation();
    running.remove(operation.device(), run);
    append(devices.end(operation.device(), end.after(), end.endedAt()));
    stream.append(new OperationCompleted(operation, end));
    if (running.isEmpty()) {
      drained.ifPresent(Promise::tryComplete);
    }
  }

  @Override
  public void late(OperationRun run, Completion completion) {
    stream.append(new LateCallback(run.operation(), completion.status(), completion.ordinal()));
  }

  private Future<Operation> accept(OperationRequest request, Device device) {
    if (running.size() >= MAX_IN_FLIGHT) {
      return refuse(
          Problem.of(ProblemCode.TOO_MANY_OPERATIONS, MAX_IN_FLIGHT + " operations are under way")
              .withRetryAfterMs(1_000));
    }
    Operation operation =
        new Operation(
            TimeOrderedUuid.at(time.now()),
            request.requestId(),
            request.verb(),
            device.id(),
            device.gateway(),
            OperationState.ACCEPTED,
            false,
            time.now(),
            request.timeoutMs(),
            false,
            Optional.empty(),
            PortableCursor.of(stream.gateway(), stream.head()),
            Optional.empty());
    OperationRun run = new OperationRun(operation, request, device, apartment, time, loop, this);
    running.put(device.id(), run);
    runs.put(operation.id(), run);
    forgetOldest();
    requests.remember(request, device.id(), run, time.now());
    stream.append(new OperationAccepted(operation)).onSuccess(durable -> run.start());
    return reply(run, request);
  }

  private void forgetOldest() {
    Iterator<OperationRun> oldest = runs.values().iterator();
    while (runs.size() > MAX_REMEMBERED && oldest.hasNext()) {
      if (oldest.next().operation().state() == OperationState.ENDED) {
        oldest.remove();
      }
    }
  }

  private Future<Operation> join(OperationRun current, OperationRequest request) {
    Operation operation = current.operation();
    if (operation.verb() == request.verb()) {
      return reply(current, request).map(Operation::asDuplicate);
    }
    return refuse(
        Problem.of(
                ProblemCode.OPERATION_IN_PROGRESS,
                "a " + operation.verb().wireName() + " of this device is under way")
            .withDevice(operation.device().value())
            .withOperation(operation.id()));
  }

  private static Future<Operation> reply(OperationRun run, OperationRequest request) {
    return request.await() ? run.ended() : run.queued().map(queued -> run.operation());
  }

  private static Future<Operation> refuse(Problem problem) {
    return Future.failedFuture(new WpdException(problem));
  }

  private void append(Optional<EventBody> change) {
    change.ifPresent(stream::append);
  }
}
