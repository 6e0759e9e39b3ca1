package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.HistoryPage;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event-bus addresses: every message that asks for a reply gets one, a refusal as a {@link
 * WpdException}.
 */
final class BusEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(BusEndpoint.class);

  private final WpdService service;
  private final List<MessageConsumer<Object>> consumers = new ArrayList<>();

  BusEndpoint(WpdService service) {
    this.service = service;
  }

  /**
   * Registers the addresses on the calling context.
   *
   * @return completes when they can be reached
   */
  Future<Void> register(EventBus bus, WpdAddresses addresses) {
    return Future.all(
            List.of(
                consume(bus, addresses.disconnect(), body -> submit(Verb.DISCONNECT, body)),
                consume(bus, addresses.connect(), body -> submit(Verb.CONNECT, body)),
                consume(bus, addresses.cancel(), this::cancel),
                consume(bus, addresses.devices(), this::devices),
                consume(bus, addresses.operations(), this::operations),
                consume(bus, addresses.gateways(), this::gateways),
                consume(bus, addresses.history(), this::history)))
        .mapEmpty();
  }

  private Future<JsonObject> submit(Verb verb, JsonObject body) {
    return service.submit(OperationRequest.fromJson(verb, body), Caller.BUS).map(Operation::toJson);
  }

  private Future<JsonObject> devices(JsonObject body) {
    return service
        .devices(DeviceQuery.fromJson(body))
        .map(listing -> listing.toJson("devices", Device::toJson));
  }

  private Future<JsonObject> cancel(JsonObject body) {
    return service
        .cancel(CancelRequest.fromJson(body).operation(), Caller.BUS)
        .map(Operation::toJson);
  }

  private Future<JsonObject> operations(JsonObject body) {
    return service
        .operations(OperationQuery.fromJson(body))
        .map(listing -> listing.toJson("operations", Operation::toJson));
  }

  private Future<JsonObject> gateways(JsonObject body) {
    RequestSchema.GATEWAYS.check(body);
    return service.gateways().map(listing -> listing.toJson("gateways", Gateway::toJson));
  }

  private Future<JsonObject> history(JsonObject body) {
    return service.history(HistoryQuery.fromJson(body)).map(HistoryPage::toJson);
  }

  /** Answers no more. */
  Future<Void> unregister() {
    return Future.join(consumers.stream().map(MessageConsumer::unregister).toList()).mapEmpty();
  }

  private Future<Void> consume(
      EventBus bus, String address, Function<JsonObject, Future<JsonObject>> handler) {
    MessageConsumer<Object> consumer = bus.consumer(address, message -> answer(message, handler));
    consumers.add(consumer);
    return consumer.completion();
  }

  private static void answer(
      Message<Object> message, Function<JsonObject, Future<JsonObject>> handler) {
    Future<JsonObject> answer;
    try {
      answer = handler.apply(bodyOf(message));
    } catch (WpdException e) {
      answer = Future.failedFuture(e);
    } catch (RuntimeException e) {
      LOG.error("a message on {} could not be handled", message.address(), e);
      answer =
          Future.failedFuture(
              new WpdException(
                  Problem.of(ProblemCode.INTERNAL_ERROR, "the gateway's log says more")));
    }
    answer.onComplete(message::reply, message::reply);
  }

  private static JsonObject bodyOf(Message<Object> message) {
    if (message.body() instanceof JsonObject body) {
      return body;
    }
    String got = message.body() == null ? "nothing" : message.body().getClass().getSimpleName();
    throw new WpdException(
        Problem.of(ProblemCode.MALFORMED, "the body must be a JsonObject, not " + got));
  }
}
