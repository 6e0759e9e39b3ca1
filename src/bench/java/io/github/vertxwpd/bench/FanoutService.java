package io.github.vertxwpd.bench;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.operation.DeviceQuery;
import io.github.vertxwpd.operation.GatewayCondition;
import io.github.vertxwpd.operation.OperationQuery;
import io.github.vertxwpd.operation.OperationRequest;
import io.github.vertxwpd.operation.Snapshot;
import io.github.vertxwpd.operation.WpdService;
import io.github.vertxwpd.stream.EventStream;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A gateway that has devices and a stream, and takes no commands: what the web verticle shows. Like
 * the product's it has an event loop of its own, and answers on its callers'.
 */
final class FanoutService implements WpdService {
  private final Vertx vertx;
  private final Context loop;
  private final EventStream stream;
  private final FanoutDevices devices;
  private final Instant startedAt = Instant.now();

  /**
   * Makes the service.
   *
   * @param loop where the stream is appended to and the devices are changed
   */
  FanoutService(Vertx vertx, Context loop, EventStream stream, FanoutDevices devices) {
    this.vertx = vertx;
    this.loop = loop;
    this.stream = stream;
    this.devices = devices;
  }

  @Override
  public EventStream stream() {
    return stream;
  }

  @Override
  public GatewayCondition condition() {
    return new GatewayCondition(Duration.ZERO, Duration.ZERO, false, false, false, List.of());
  }

  @Override
  public Future<Snapshot> snapshot() {
    Context caller = vertx.getOrCreateContext();
    Promise<Snapshot> taken = Promise.promise();
    loop.runOnContext(
        there -> {
          Snapshot now = new Snapshot(devices.list(), List.of(), List.of(gateway()), stream.head());
          caller.runOnContext(back -> taken.complete(now));
        });
    return taken.future();
  }

  private Gateway gateway() {
    return new Gateway(
        stream.gateway(),
        "0198f3c2-7e1a-7c44-9d0e-2b1f5a7c9e10",
        stream.head().epoch(),
        "up",
        "simulated",
        "bench",
        startedAt,
        Instant.now(),
        devices.list().size(),
        List.of());
  }

  @Override
  public Future<Operation> submit(OperationRequest request, Caller caller) {
    return refused();
  }

  @Override
  public Future<Operation> queued(String id) {
    return refused();
  }

  @Override
  public Future<Operation> end(String id) {
    return refused();
  }

  @Override
  public Future<Operation> cancel(String id, Caller caller) {
    return refused();
  }

  @Override
  public Future<Listing<Operation>> operations(OperationQuery query) {
    return refused();
  }

  @Override
  public Future<Operation> operation(String id) {
    return refused();
  }

  @Override
  public Future<Listing<Device>> devices(DeviceQuery query) {
    return refused();
  }

  private static <T> Future<T> refused() {
    return Future.failedFuture(
        new WpdException(Problem.of(ProblemCode.GATEWAY_STOPPING, "a benchmark takes none")));
  }
}
