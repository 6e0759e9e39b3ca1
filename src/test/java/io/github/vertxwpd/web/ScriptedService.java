package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.Cause;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.EventBody;
import io.github.vertxwpd.model.Freshness;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationEnd;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Outcome;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.model.WpdEvent;
import io.github.vertxwpd.operation.DeviceQuery;
import io.github.vertxwpd.operation.GatewayCondition;
import io.github.vertxwpd.operation.OperationQuery;
import io.github.vertxwpd.operation.OperationRequest;
import io.github.vertxwpd.operation.ReplyAt;
import io.github.vertxwpd.operation.Snapshot;
import io.github.vertxwpd.operation.WpdService;
import io.github.vertxwpd.stream.EventStream;
import io.github.vertxwpd.stream.MemoryJournal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A gateway whose devices and operations do what a test tells them, over a real stream. */
final class ScriptedService implements WpdService {
  static final String GATEWAY = "gw-test";
  static final String EPOCH = "k3f9";
  static final String PNP_ID =
      "\\\\?\\BTHENUM#{00001132-0000-1000-8000-00805F9B34FB}_VID&0001#7&1A2B&0&A0B1C2D3E4F5_C00000000";

  private final Vertx vertx;
  private final EventStream stream;
  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private final Map<String, Promise<Operation>> ends = new LinkedHashMap<>();
  private final List<OperationRequest> requests = new ArrayList<>();
  private final List<Caller> callers = new ArrayList<>();
  private Optional<RuntimeException> failure = Optional.empty();
  private Optional<Problem> refusal = Optional.empty();
  private boolean endingWhatIsCancelled;
  private volatile GatewayCondition condition =
      new GatewayCondition(Duration.ZERO, Duration.ZERO, false, false, false, List.of());

  ScriptedService(Vertx vertx, int retained) {
    this.vertx = vertx;
    this.stream = MemoryJournal.stream(GATEWAY, EPOCH, Clock.systemUTC(), retained);
    devices.put("bt-a0b1c2d3e4f5", device("bt-a0b1c2d3e4f5", "Canon EOS", PNP_ID));
    devices.put("bt-000000000002", device("bt-000000000002", "Nikon D5", "\\\\?\\BTHENUM#2"));
  }

  /** The event at this offset of the stream, told without the stream. */
  static JsonObject event(long offset) {
    EventBody body =
        new EventBody.DeviceAdded(device("bt-a0b1c2d3e4f5", "Canon EOS", PNP_ID), Cause.STARTUP);
    StreamPosition position = new StreamPosition(EPOCH, offset);
    return new WpdEvent(GATEWAY, position, Instant.parse("2026-11-22T09:14:00.120Z"), body)
        .toJson();
  }

  static Device device(String id, String name, String pnpId) {
    return new Device(
        new DeviceId(id),
        GATEWAY,
        name,
        Optional.empty(),
        Optional.of("Maker"),
        Optional.of("MTP device"),
        pnpId,
        LinkState.CONNECTED,
        Freshness.LIVE,
        Instant.parse("2026-11-22T09:14:00.120Z"),
        false,
        Optional.empty());
  }

  /** Adds many devices, without an event. */
  synchronized void pair(int count) {
    for (int i = 0; i < count; i++) {
      String id = "bt-f%011d".formatted(i);
      devices.put(id, device(id, "Device " + i, "\\\\?\\BTHENUM#F" + i));
    }
  }

  /** Takes a device away, without an event. */
  synchronized void unpair(String id) {
    devices.remove(id);
  }

  /** From now on every call fails with this exception. */
  synchronized void failWith(RuntimeException e) {
    failure = Optional.of(e);
  }

  /** From now on the gateway is like this. */
  void beIn(GatewayCondition now) {
    condition = now;
  }

  /** From now on every command is refused. */
  synchronized void refuseWith(Problem problem) {
    refusal = Optional.of(problem);
  }

  /** Tells of a change of a device's link. */
  synchronized void change(String id, LinkState link) {
    Device before = devices.get(id);
    Device after = before.withLink(link, before.observedAt());
    devices.put(id, after);
    stream.append(new EventBody.DeviceChanged(after, before.link(), Cause.EXTERNAL));
  }

  /** From now on a cancelled operation ends before the cancellation is answered. */
  synchronized void endWhatIsCancelled() {
    endingWhatIsCancelled = true;
  }

  /** Ends an operation well. */
  void finish(String id) {
    finish(id, Outcome.SUCCEEDED);
  }

  /** Ends an operation. */
  synchronized void finish(String id, Outcome outcome) {
    boolean succeeded = outcome == Outcome.SUCCEEDED;
    OperationEnd end =
        new OperationEnd(
            outcome,
            succeeded,
            succeeded,
            succeeded ? Optional.of(Hresult.S_OK) : Optional.empty(),
            LinkState.CONNECTED,
            succeeded ? LinkState.DISCONNECTED : LinkState.CONNECTED,
            Instant.parse("2026-11-22T09:14:03.118Z"),
            4,
            2313,
            Optional.empty());
    Operation ended = operations.get(id).ended(end);
    operations.put(id, ended);
    stream.append(new EventBody.OperationCompleted(ended, end));
    ends.get(id).complete(ended);
  }

  synchronized List<OperationRequest> requests() {
    return List.copyOf(requests);
  }

  /** Returns who sent the commands that came here. */
  synchronized List<Caller> callers() {
    return List.copyOf(callers);
  }

  synchronized List<Operation> operations() {
    return List.copyOf(operations.values());
  }

  @Override
  public synchronized Future<Operation> submit(OperationRequest request, Caller caller) {
    requests.add(request);
    callers.add(caller);
    failure.ifPresent(ScriptedService::raise);
    if (refusal.isPresent()) {
      return onCallersContext(Future.failedFuture(new WpdException(refusal.get())));
    }
    Optional<Device> device = find(request.device());
    if (device.isEmpty()) {
      return onCallersContext(refused(ProblemCode.DEVICE_NOT_FOUND));
    }
    Operation accepted =
        new Operation(
            "op-" + (operations.size() + 1),
            request.requestId(),
            request.verb(),
            device.get().id(),
            GATEWAY,
            OperationState.ACCEPTED,
            false,
            Instant.parse("2026-11-22T09:14:00.801Z"),
            request.timeoutMs(),
            request.hold(),
            Cause.COMMAND,
            request.dryRun(),
            Optional.empty(),
            PortableCursor.of(GATEWAY, stream.head()),
            Optional.empty());
    if (request.dryRun()) {
      return onCallersContext(Future.succeededFuture(accepted));
    }
    stream.append(new EventBody.OperationAccepted(accepted));
    Operation pending = accepted.pending(Hresult.S_OK);
    operations.put(pending.id(), pending);
    ends.put(pending.id(), Promise.promise());
    return onCallersContext(
        request.replyAt() == ReplyAt.ENDED
            ? ends.get(pending.id()).future()
            : Future.succeededFuture(pending));
  }

  @Override
  public Future<Operation> queued(String id) {
    return operation(id);
  }

  @Override
  public synchronized Future<Operation> end(String id) {
    return onCallersContext(ends.get(id).future());
  }

  @Override
  public synchronized Future<Operation> cancel(String id, Caller caller) {
    callers.add(caller);
    Optional<Operation> operation = Optional.ofNullable(operations.get(id));
    if (operation.isEmpty()) {
      return onCallersContext(refused(ProblemCode.OPERATION_NOT_FOUND));
    }
    if (operation.get().state() == OperationState.ENDED) {
      return onCallersContext(refused(ProblemCode.OPERATION_ENDED));
    }
    if (endingWhatIsCancelled) {
      finish(id, Outcome.CANCELLED);
    }
    return onCallersContext(Future.succeededFuture(operations.get(id)));
  }

  @Override
  public synchronized Future<Listing<Operation>> operations(OperationQuery query) {
    List<Operation> newestFirst = new ArrayList<>(operations.values());
    Collections.reverse(newestFirst);
    List<Operation> found =
        newestFirst.stream().filter(query::matches).limit(query.limit()).toList();
    return onCallersContext(Future.succeededFuture(new Listing<>(found, cursor())));
  }

  @Override
  public synchronized Future<Operation> operation(String id) {
    return onCallersContext(
        operations.containsKey(id)
            ? Future.succeededFuture(operations.get(id))
            : refused(ProblemCode.OPERATION_NOT_FOUND));
  }

  @Override
  public synchronized Future<Listing<Device>> devices(DeviceQuery query) {
    failure.ifPresent(ScriptedService::raise);
    List<Device> found = devices.values().stream().filter(query::matches).toList();
    return onCallersContext(Future.succeededFuture(new Listing<>(found, cursor())));
  }

  @Override
  public synchronized Future<Snapshot> snapshot() {
    List<Operation> running =
        operations.values().stream().filter(o -> o.state() != OperationState.ENDED).toList();
    return onCallersContext(
        Future.succeededFuture(
            new Snapshot(
                List.copyOf(devices.values()), running, List.of(gateway()), stream.head())));
  }

  @Override
  public GatewayCondition condition() {
    return condition;
  }

  @Override
  public EventStream stream() {
    return stream;
  }

  private Gateway gateway() {
    Instant start = Instant.parse("2026-11-22T09:00:00.000Z");
    return new Gateway(
        GATEWAY,
        "0198f3c2-7e1a-7c44-9d0e-2b1f5a7c9e10",
        EPOCH,
        "up",
        "simulated",
        "1.0.0",
        start,
        start,
        devices.size(),
        List.of());
  }

  private String cursor() {
    return PortableCursor.of(GATEWAY, stream.head()).encode();
  }

  private Optional<Device> find(String reference) {
    DeviceQuery query =
        new DeviceQuery(
            Optional.of(reference), Optional.empty(), Optional.empty(), Optional.empty());
    return devices.values().stream().filter(query::matches).findFirst();
  }

  private static void raise(RuntimeException e) {
    throw e;
  }

  private static <T> Future<T> refused(ProblemCode code) {
    return Future.failedFuture(new WpdException(Problem.of(code, "as scripted")));
  }

  private <T> Future<T> onCallersContext(Future<T> future) {
    Context caller = vertx.getOrCreateContext();
    Promise<T> result = Promise.promise();
    future.onComplete(outcome -> caller.runOnContext(v -> result.handle(outcome)));
    return result.future();
  }
}
