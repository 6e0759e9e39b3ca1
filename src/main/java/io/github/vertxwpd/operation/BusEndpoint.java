package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdAddresses;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.AuditAction;
import io.github.vertxwpd.audit.AuditEntry;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.audit.DenialRecorder;
import io.github.vertxwpd.model.Device;
import io.github.vertxwpd.model.Gateway;
import io.github.vertxwpd.model.HistoryPage;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event-bus addresses: every message that asks for a reply gets one, a refusal as a {@link
 * WpdException}.
 */
public final class BusEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(BusEndpoint.class);

  private final WpdService service;
  private final DenialRecorder denials;
  private final Supplier<Optional<Problem>> standstill;
  private final List<MessageConsumer<Object>> consumers = new ArrayList<>();

  /**
   * Makes an endpoint.
   *
   * @param service what it asks and commands
   * @param denials records the commands that do not come so far
   */
  public BusEndpoint(WpdService service, DenialRecorder denials) {
    this(service, denials, Optional::empty);
  }

  /**
   * Makes an endpoint on a node of a cluster.
   *
   * @param service what it asks and commands
   * @param denials records the commands that do not come so far
   * @param standstill says why a command may have waited here for long, so that it is refused
   *     unless its sender confirms it
   */
  public BusEndpoint(
      WpdService service, DenialRecorder denials, Supplier<Optional<Problem>> standstill) {
    this.service = service;
    this.denials = denials;
    this.standstill = standstill;
  }

  /**
   * Registers the addresses on the calling context.
   *
   * @return completes when they can be reached
   */
  public Future<Void> register(EventBus bus, WpdAddresses addresses) {
    return Future.all(
            List.of(
                submission(bus, addresses.disconnect(), Verb.DISCONNECT),
                submission(bus, addresses.connect(), Verb.CONNECT),
                command(bus, addresses.cancel(), "cancel", this::cancel),
                query(bus, addresses.devices(), this::devices),
                query(bus, addresses.operations(), this::operations),
                query(bus, addresses.gateways(), this::gateways),
                query(bus, addresses.history(), this::history)))
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

  /** Answers no more, until it is registered again. */
  public Future<Void> unregister() {
    List<MessageConsumer<Object>> registered = List.copyOf(consumers);
    consumers.clear();
    return Future.join(registered.stream().map(MessageConsumer::unregister).toList()).mapEmpty();
  }

  private Future<Void> submission(EventBus bus, String address, Verb verb) {
    return command(bus, address, verb.wireName(), body -> submit(verb, body));
  }

  private Future<Void> command(
      EventBus bus, String address, String verb, Function<JsonObject, Future<JsonObject>> handler) {
    return consume(
        bus,
        address,
        message -> {
          Consumer<Problem> denied = problem -> denials.record(denial(verb, message, problem));
          if (Confirmation.isOffered(message.headers())) {
            Confirmation.ask(message, Clock.systemUTC())
                .onSuccess(confirmed -> answer(message.body(), confirmed, handler, denied))
                .onFailure(late -> LOG.warn("a {} came late and was not carried out", verb));
          } else {
            answer(message.body(), message, unlessLate(handler), denied);
          }
        });
  }

  private Function<JsonObject, Future<JsonObject>> unlessLate(
      Function<JsonObject, Future<JsonObject>> handler) {
    return body ->
        standstill
            .get()
            .map(problem -> Future.<JsonObject>failedFuture(new WpdException(problem)))
            .orElseGet(() -> handler.apply(body));
  }

  private Future<Void> query(
      EventBus bus, String address, Function<JsonObject, Future<JsonObject>> handler) {
    return consume(
        bus, address, message -> answer(message.body(), message, handler, problem -> {}));
  }

  private Future<Void> consume(EventBus bus, String address, Handler<Message<Object>> handler) {
    MessageConsumer<Object> consumer = bus.consumer(address, handler);
    consumers.add(consumer);
    return consumer.completion();
  }

  /**
   * Answers a message.
   *
   * @param content what it says
   * @param message to be replied to
   * @param denied told why, where the service is not even asked
   */
  private static void answer(
      Object content,
      Message<?> message,
      Function<JsonObject, Future<JsonObject>> handler,
      Consumer<Problem> denied) {
    Future<JsonObject> answer;
    try {
      answer = handler.apply(bodyOf(content));
    } catch (WpdException e) {
      denied.accept(e.problem());
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

  /** What is said of a command that cannot be read is what it says itself, as far as it is text. */
  private static AuditEntry denial(String verb, Message<Object> message, Problem problem) {
    JsonObject details = new JsonObject().put("verb", verb);
    if (message.body() instanceof JsonObject body) {
      for (String name : List.of("device", "operation", "gateway", "requestId")) {
        if (body.getValue(name) instanceof String text) {
          details.put(name, text);
        }
      }
    }
    return AuditEntry.denied(AuditAction.COMMAND, Caller.BUS, problem.code(), details);
  }

  private static JsonObject bodyOf(Object content) {
    if (content instanceof JsonObject body) {
      return body;
    }
    String got = content == null ? "nothing" : content.getClass().getSimpleName();
    throw new WpdException(
        Problem.of(ProblemCode.MALFORMED, "the body must be a JsonObject, not " + got));
  }
}
