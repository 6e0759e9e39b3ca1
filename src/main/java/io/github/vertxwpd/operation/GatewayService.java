package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.stream.EventStream;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service of one gateway: takes every call to the gateway's event loop and its answer back to
 * the caller's.
 */
final class GatewayService implements WpdService {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayService.class);

  private final Vertx vertx;
  private final Context loop;
  private final AuditedCommands commands;
  private final OperationBook book;
  private final OperationReplies replies;
  private final VisibleState visible;
  private final DeviceTable devices;
  private final EventStream stream;
  private final Supplier<Gateway> gateway;
  private final Supplier<GatewayCondition> condition;

  GatewayService(
      Vertx vertx,
      Context loop,
      AuditedCommands commands,
      OperationBook book,
      VisibleState visible,
      DeviceTable devices,
      EventStream stream,
      Supplier<Gateway> gateway,
      Supplier<GatewayCondition> condition) {
    this.vertx = vertx;
    this.loop = loop;
    this.commands = commands;
    this.book = book;
    this.replies = new OperationReplies(book);
    this.visible = visible;
    this.devices = devices;
    this.stream = stream;
    this.gateway = gateway;
    this.condition = condition;
  }

  @Override
  public Future<Operation> submit(OperationRequest request, Caller caller) {
    return onLoop(() -> commands.submit(request, caller));
  }

  @Override
  public Future<Operation> queued(String operation) {
    return onLoop(() -> replies.queued(operation));
  }

  @Override
  public Future<Operation> end(String operation) {
    return onLoop(() -> book.end(operation));
  }

  @Override
  public Future<Operation> operation(String operation) {
    return onLoop(
        () ->
            book.find(operation)
                .map(Future::succeededFuture)
                .orElseGet(() -> refuse(LedgerProblems.unknown(operation))));
  }

  @Override
  public Future<Operation> cancel(String operation, Caller caller) {
    return onLoop(() -> commands.cancel(operation, caller));
  }

  @Override
  public Future<Listing<Operation>> operations(OperationQuery query) {
    return onLoop(() -> Future.succeededFuture(new Listing<>(book.list(query), cursor())));
  }

  @Override
  public Future<Listing<Device>> devices(DeviceQuery query) {
    return onLoop(
        () -> {
          List<Device> matching = visible.devices(devices).stream().filter(query::matches).toList();
          return Future.succeededFuture(new Listing<>(matching, cursor()));
        });
  }

  @Override
  public Future<Snapshot> snapshot() {
    return onLoop(
        () ->
            Future.succeededFuture(
                new Snapshot(
                    visible.devices(devices), running(), List.of(gateway.get()), stream.head())));
  }

  @Override
  public GatewayCondition condition() {
    return condition.get();
  }

  @Override
  public EventStream stream() {
    return stream;
  }

  private List<Operation> running() {
    return visible.operations().stream().flatMap(id -> book.find(id).stream()).toList();
  }

  private String cursor() {
    return PortableCursor.of(stream.gateway(), stream.head()).encode();
  }

  private static <T> Future<T> refuse(Problem problem) {
    return Future.failedFuture(new WpdException(problem));
  }

  private <T> Future<T> onLoop(Supplier<Future<T>> action) {
    Context caller = vertx.getOrCreateContext();
    if (caller == loop) {
      return guarded(action);
    }
    Promise<T> result = Promise.promise();
    try {
      loop.runOnContext(
          there ->
              guarded(action)
                  .onComplete(
                      value -> caller.runOnContext(back -> result.complete(value)),
                      failure -> caller.runOnContext(back -> result.fail(failure))));
    } catch (RejectedExecutionException e) {
      // Event loops end one after another: the caller's may outlive the gateway's.
      return refuse(LedgerProblems.stopping());
    }
    return result.future();
  }

  /** Whatever an action throws, its future fails with a problem. */
  static <T> Future<T> guarded(Supplier<Future<T>> action) {
    try {
      return action.get();
    } catch (RuntimeException e) {
      LOG.error("a command could not be handled", e);
      return refuse(Problem.of(ProblemCode.INTERNAL_ERROR, "the gateway's log says more"));
    }
  }
}
