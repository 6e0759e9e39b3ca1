package io.github.vertxwpd.operation;

import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.HistoryPage;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.PortableCursor;
import io.github.vertxwpd.stream.EventFeed;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/**
 * The commands and queries of the contract, for REST, the WebSocket and the bus alike. May be
 * called on any thread; every future completes on the context of its caller and fails with {@link
 * io.github.vertxwpd.WpdException} alone.
 */
public interface WpdService {
  /**
   * Accepts an operation.
   *
   * @param request what to do
   * @param caller who asks
   * @return the operation, when {@link OperationRequest#replyAt} says
   */
  Future<Operation> submit(OperationRequest request, Caller caller);

  /**
   * Waits until Windows has queued an operation.
   *
   * @param id the operation's id
   * @return the operation as it stands then; fails with its problem where Windows did not queue it
   */
  Future<Operation> queued(String id);

  /**
   * Waits for an operation's end.
   *
   * @param id the operation's id
   * @return the ended operation
   */
  Future<Operation> end(String id);

  /**
   * Asks for the cancellation of an operation.
   *
   * @param id the operation's id
   * @param caller who asks
   * @return the operation as it stands; its end tells whether it was cancelled
   */
  Future<Operation> cancel(String id, Caller caller);

  /**
   * Lists operations, the newest first, with the stream's position at that moment.
   *
   * @param query which ones
   */
  Future<Listing<Operation>> operations(OperationQuery query);

  /**
   * Reads one operation.
   *
   * @param id the operation's id
   */
  Future<Operation> operation(String id);

  /**
   * Lists devices with the stream's position at that moment.
   *
   * @param query which ones
   */
  Future<Listing<Device>> devices(DeviceQuery query);

  /** Takes a picture of everything, with the stream's position at that moment. */
  Future<Snapshot> snapshot();

  /** Lists the gateways with the stream's position at that moment. */
  default Future<Listing<Gateway>> gateways() {
    return snapshot()
        .map(
            snapshot ->
                new Listing<>(
                    snapshot.gateways(),
                    stream()
                        .portable(snapshot.position())
                        .map(PortableCursor::encode)
                        .orElseGet(snapshot.position()::toCursor)));
  }

  /**
   * Reads events of the past. Unlike the others, where the caller has no context, the future
   * completes on any thread.
   *
   * @param query which ones
   */
  default Future<HistoryPage> history(HistoryQuery query) {
    return HistoryWalk.page(stream(), query);
  }

  /** Returns how the gateway is, without waiting for anything. */
  GatewayCondition condition();

  /** Returns the events that this node shows. */
  EventFeed stream();

  /**
   * Items with the stream's position at the moment they were read.
   *
   * @param items the items
   * @param cursor the portable cursor to follow their changes from
   */
  record Listing<T>(List<T> items, String cursor) {
    public Listing {
      items = List.copyOf(items);
    }

    /**
     * Returns the contract's JSON form.
     *
     * @param name what the items are called there
     * @param form the JSON form of an item
     */
    public JsonObject toJson(String name, Function<T, JsonObject> form) {
      JsonArray array = new JsonArray();
      items.forEach(item -> array.add(form.apply(item)));
      return new JsonObject().put(name, array).put("cursor", cursor);
    }
  }
}
