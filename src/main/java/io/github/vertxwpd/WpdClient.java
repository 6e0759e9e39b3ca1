package io.github.vertxwpd;

import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.HistoryPage;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.operation.Confirmation;
import io.github.vertxwpd.operation.OperationRequest;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The typed client of the event-bus contract, for any node of the cluster. Thread-safe. Every
 * future completes on its caller's context and fails with {@link WpdException} alone.
 */
public final class WpdClient {
  /** How long a query may take, in milliseconds. */
  private static final long QUERY_TIMEOUT_MS = 10_000;

  /**
   * Past what an operation may take at most, in milliseconds: the gateway answers before the bus
   * gives up.
   */
  private static final long SLACK_MS = 15_000;

  private final Vertx vertx;
  private final WpdAddresses addresses;

  private WpdClient(Vertx vertx, WpdAddresses addresses) {
    this.vertx = vertx;
    this.addresses = addresses;
  }

  /** Makes a client for gateways with the default address prefix. */
  public static WpdClient create(Vertx vertx) {
    return create(vertx, WpdOptions.DEFAULT_ADDRESS_PREFIX);
  }

  /**
   * Makes a client.
   *
   * @param vertx whose event bus to use
   * @param addressPrefix what the gateways' addresses begin with
   */
  public static WpdClient create(Vertx vertx, String addressPrefix) {
    WpdExceptionCodec.register(vertx.eventBus());
    return new WpdClient(vertx, new WpdAddresses(addressPrefix));
  }

  /**
   * Disconnects a device with the default options.
   *
   * @param device an id, a PnP id or an alias
   * @return the operation, once Windows has queued it
   */
  public Future<Operation> disconnect(String device) {
    return disconnect(device, new OperationOptions());
  }

  /**
   * Disconnects a device.
   *
   * @param device an id, a PnP id or an alias
   * @param options how
   * @return the operation, once Windows has queued it; at its end where the options say to wait
   */
  public Future<Operation> disconnect(String device, OperationOptions options) {
    return submit(addresses.disconnect(), device, options);
  }

  /**
   * Connects a device with the default options.
   *
   * @param device an id, a PnP id or an alias
   * @return the operation, once Windows has queued it
   */
  public Future<Operation> connect(String device) {
    return connect(device, new OperationOptions());
  }

  /**
   * Connects a device.
   *
   * @param device an id, a PnP id or an alias
   * @param options how
   * @return the operation, once Windows has queued it; at its end where the options say to wait
   */
  public Future<Operation> connect(String device, OperationOptions options) {
    return submit(addresses.connect(), device, options);
  }

  /** Lists the devices. */
  public Future<List<Device>> devices() {
    return request(addresses.devices(), new JsonObject(), QUERY_TIMEOUT_MS)
        .map(
            reply ->
                reply.getJsonArray("devices").stream()
                    .map(device -> Device.fromJson((JsonObject) device))
                    .toList());
  }

  /**
   * Reads an operation.
   *
   * @param id the operation's id
   */
  public Future<Operation> operation(String id) {
    return request(addresses.operations(), new JsonObject().put("operation", id), QUERY_TIMEOUT_MS)
        .map(reply -> only(reply.getJsonArray("operations"), id));
  }

  private static Operation only(JsonArray operations, String id) {
    if (operations.isEmpty()) {
      throw new WpdException(
          Problem.of(ProblemCode.OPERATION_NOT_FOUND, "no operation is known as \"" + id + "\""));
    }
    return Operation.fromJson(operations.getJsonObject(0));
  }

  /**
   * Asks for the cancellation of an operation.
   *
   * @param id the operation's id
   * @return the operation as it stands; its end tells whether it was cancelled
   */
  public Future<Operation> cancel(String id) {
    return command(addresses.cancel(), new JsonObject().put("operation", id), QUERY_TIMEOUT_MS);
  }

  /**
   * Reads the oldest events that are still kept.
   *
   * @return the first page of them
   */
  public Future<HistoryPage> history() {
    return history(new JsonObject());
  }

  /**
   * Reads the events since a cursor.
   *
   * @param cursor a cursor of an operation, a listing, an event or a page of history
   * @return the first page of them, or a reset where it cannot be shown that nothing is missing
   */
  public Future<HistoryPage> history(String cursor) {
    return history(new JsonObject().put("cursor", cursor));
  }

  /**
   * Reads a few of the events since a cursor.
   *
   * @param cursor a cursor of an operation, a listing, an event or a page of history
   * @param limit how many at most, 1 to 1 000
   * @return the first page of them, or a reset where it cannot be shown that nothing is missing
   */
  public Future<HistoryPage> history(String cursor, int limit) {
    return history(new JsonObject().put("cursor", cursor).put("limit", limit));
  }

  private Future<HistoryPage> history(JsonObject query) {
    return request(addresses.history(), query, QUERY_TIMEOUT_MS).map(HistoryPage::fromJson);
  }

  /**
   * Listens to the ends of all operations of one verb.
   *
   * @param verb the verb
   * @param handler given each {@code operation.completed} CloudEvent
   * @return unregister it to listen no more
   */
  public MessageConsumer<JsonObject> onCompleted(Verb verb, Handler<JsonObject> handler) {
    return vertx
        .eventBus()
        .consumer(addresses.completed(verb), message -> handler.handle(message.body()));
  }

  /**
   * Listens to all events.
   *
   * @param handler given each CloudEvent
   * @return unregister it to listen no more
   */
  public MessageConsumer<JsonObject> onEvent(Handler<JsonObject> handler) {
    return vertx.eventBus().consumer(addresses.events(), message -> handler.handle(message.body()));
  }

  private Future<Operation> submit(String address, String device, OperationOptions options) {
    JsonObject body = options.toJson().put("device", device);
    long longest =
        body.getLong("expiresInMs", OperationRequest.DEFAULT_EXPIRES_IN_MS)
            + body.getLong("timeoutMs", OperationRequest.DEFAULT_TIMEOUT_MS)
            + SLACK_MS;
    return command(address, body, longest);
  }

  /** In a cluster a command may be on its way for long: then its receiver asks first. */
  private Future<Operation> command(String address, JsonObject body, long timeoutMs) {
    Future<JsonObject> answer =
        vertx.isClustered()
            ? Confirmation.send(vertx.eventBus(), address, body, timeoutMs)
            : request(address, body, timeoutMs);
    return answer.map(Operation::fromJson);
  }

  private Future<JsonObject> request(String address, JsonObject body, long timeoutMs) {
    return vertx
        .eventBus()
        .<JsonObject>request(address, body, new DeliveryOptions().setSendTimeout(timeoutMs))
        .map(reply -> reply.body())
        .recover(cause -> Future.failedFuture(explain(cause, address)));
  }

  private static Throwable explain(Throwable cause, String address) {
    if (cause instanceof WpdException || !(cause instanceof ReplyException reply)) {
      return cause;
    }
    return new WpdException(
        reply.failureType() == ReplyFailure.NO_HANDLERS
            ? Problem.of(
                ProblemCode.GATEWAY_UNREACHABLE,
                "nobody answers at "
                    + address
                    + ": is a gateway deployed, with this address prefix?")
            : Problem.of(
                ProblemCode.OUTCOME_UNKNOWN,
                "no answer came from " + address + "; send the same request id again"));
  }
}
