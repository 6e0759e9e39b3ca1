package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.stream.EventStream;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/**
 * The service of one gateway: takes every call to the gateway's event loop and its answer back to
 * the caller's.
 */
final class GatewayService implements WpdService {
  private final EventLoopCalls calls;
  private final AuditedCommands commands;
  private final OperationBook book;
  private final OperationReplies replies;
  private final VisibleState visible;
  private final DeviceTable devices;
  private final EventStream stream;
  private final Supplier<Gateway> gateway;
  private final Supplier<GatewayCondition> condition;

  GatewayService(
      EventLoopCalls calls,
      AuditedCommands commands,
      OperationBook book,
      VisibleState visible,
      DeviceTable devices,
      EventStream stream,
      Supplier<Gateway> gateway,
      Supplier<GatewayCondition> condition) {
    this.calls = calls;
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
        () ->
            Future.succeededFuture(
                new Listing<>(visible.devices(devices, query::matches), cursor())));
  }

  @Override
  public Future<Snapshot> snapshot() {
    return onLoop(
        () ->
            Future.succeededFuture(
                new Snapshot(
                    visible.devices(devices, any -> true),
                    running(),
                    List.of(gateway.get()),
                    stream.head())));
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
    return calls.call(action);
  }
}
