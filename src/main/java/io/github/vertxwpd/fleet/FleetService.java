package io.github.vertxwpd.fleet;

import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.HistoryPage;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.operation.DeviceQuery;
import io.github.vertxwpd.operation.EventLoopCalls;
import io.github.vertxwpd.operation.GatewayCondition;
import io.github.vertxwpd.operation.HistoryQuery;
import io.github.vertxwpd.operation.OperationQuery;
import io.github.vertxwpd.operation.OperationRequest;
import io.github.vertxwpd.operation.Snapshot;
import io.github.vertxwpd.operation.WpdService;
import io.github.vertxwpd.stream.EventFeed;
import io.github.vertxwpd.stream.MergedStream;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The whole fleet as one service: what is asked of this node's own gateway goes there, everything
 * else over the event bus to the gateway that owns it.
 */
final class FleetService implements WpdService {
  private final WpdService own;
  private final String ownId;
  private final EventLoopCalls calls;
  private final Directory directory;
  private final Routing routing;
  private final MergedStream merged;
  private final FleetOperations operations;
  private final FleetHistory history;
  private final PeerCalls peers;

  FleetService(
      WpdService own,
      EventLoopCalls calls,
      Directory directory,
      MergedStream merged,
      PeerCalls peers) {
    this.own = own;
    this.ownId = merged.gateway();
    this.calls = calls;
    this.directory = directory;
    this.merged = merged;
    this.peers = peers;
    this.routing = new Routing(directory);
    this.operations = new FleetOperations(own, ownId, directory, routing, peers);
    this.history = new FleetHistory(own, ownId, directory, routing, merged, peers);
  }

  @Override
  public Future<Operation> submit(OperationRequest request, Caller caller) {
    return calls.call(
        () -> {
          Replica owner = routing.of(request);
          return owner.id().equals(ownId)
              ? own.submit(request, caller)
              : peers
                  .submit(owner.incarnation(), request, caller)
                  .recover(cause -> Routing.failed(cause, owner))
                  .onSuccess(accepted -> routing.remember(accepted.id(), owner.id()));
        });
  }

  @Override
  public Future<Operation> queued(String id) {
    return calls.call(() -> operations.queued(id));
  }

  @Override
  public Future<Operation> end(String id) {
    return calls.call(() -> operations.end(id));
  }

  @Override
  public Future<Operation> cancel(String id, Caller caller) {
    return calls.call(() -> operations.cancel(id, caller));
  }

  @Override
  public Future<Operation> operation(String id) {
    return calls.call(() -> operations.find(id));
  }

  @Override
  public Future<Listing<Operation>> operations(OperationQuery query) {
    return calls.call(
        () -> {
          String cursor = cursor();
          return operations.list(query).map(found -> new Listing<>(found, cursor));
        });
  }

  @Override
  public Future<Listing<Device>> devices(DeviceQuery query) {
    return calls.call(
        () -> {
          // Before the devices are read: what changes then is an event after it.
          String cursor = cursor();
          Stream<Device> others =
              directory.others().stream()
                  .flatMap(replica -> replica.devices().stream())
                  .filter(query::matches);
          List<Device> elsewhere = others.toList();
          return own.devices(query)
              .map(
                  here ->
                      new Listing<>(
                          Stream.concat(here.items().stream(), elsewhere.stream()).toList(),
                          cursor));
        });
  }

  @Override
  public Future<Snapshot> snapshot() {
    return calls.call(
        () ->
            Future.succeededFuture(
                new Snapshot(
                    each(replica -> replica.devices().stream()),
                    each(replica -> replica.operations().stream()),
                    each(replica -> Stream.of(replica.gateway())),
                    merged.head())));
  }

  private <T> List<T> each(Function<Replica, Stream<T>> part) {
    return directory.all().stream().flatMap(part).toList();
  }

  @Override
  public Future<Listing<Gateway>> gateways() {
    return calls.call(
        () -> {
          String cursor = cursor();
          return Future.succeededFuture(
              new Listing<>(each(replica -> Stream.of(replica.gateway())), cursor));
        });
  }

  @Override
  public Future<HistoryPage> history(HistoryQuery query) {
    return calls.call(() -> history.page(query));
  }

  @Override
  public GatewayCondition condition() {
    return own.condition();
  }

  @Override
  public EventFeed stream() {
    return merged;
  }

  private String cursor() {
    return merged
        .portable(merged.head())
        .map(PortableCursor::encode)
        .orElseGet(merged.head()::toCursor);
  }
}
