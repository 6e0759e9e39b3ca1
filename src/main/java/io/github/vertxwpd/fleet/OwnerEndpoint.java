package io.github.vertxwpd.fleet;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.HistoryPage;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.github.vertxwpd.model.WireName;
import io.github.vertxwpd.operation.Confirmation;
import io.github.vertxwpd.operation.HistoryQuery;
import io.github.vertxwpd.operation.OperationQuery;
import io.github.vertxwpd.operation.OperationRequest;
import io.github.vertxwpd.operation.ReplyAt;
import io.github.vertxwpd.operation.WpdService;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the other nodes at the address of this process. Commands are carried out only once their
 * sender has confirmed that it still waits.
 */
final class OwnerEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(OwnerEndpoint.class);

  private final WpdService own;
  private final PeerCalls peers;
  private final Clock clock;

  /**
   * Makes an endpoint.
   *
   * @param own this process's gateway
   * @param peers reaches the others, for those who want to know whether they are reached
   */
  OwnerEndpoint(WpdService own, PeerCalls peers, Clock clock) {
    this.own = own;
    this.peers = peers;
    this.clock = clock;
  }

  MessageConsumer<JsonObject> register(EventBus bus, String address) {
    return bus.consumer(address, this::take);
  }

  private void take(Message<JsonObject> message) {
    JsonObject body = message.body();
    try {
      switch (WireName.of(PeerVerb.class, body.getString("verb"))) {
        case SUBMIT -> confirmed(message, this::submit);
        case CANCEL -> confirmed(message, this::cancel);
        case QUEUED ->
            answer(message, own.queued(body.getString("operation")).map(Operation::toJson));
        case END -> answer(message, own.end(body.getString("operation")).map(Operation::toJson));
        case OPERATIONS -> answer(message, operations(body.getJsonObject("query")));
        case HISTORY ->
            answer(
                message,
                own.history(HistoryQuery.fromJson(body.getJsonObject("query")))
                    .map(HistoryPage::toJson));
        case SNAPSHOT -> answer(message, own.snapshot().map(PeerSnapshot::write));
        case ECHO -> answer(message, echo(body.getString("incarnation")));
        case PING -> message.reply(new JsonObject());
      }
    } catch (WpdException e) {
      message.reply(e);
    } catch (RuntimeException e) {
      LOG.warn("another node asked what is not understood: is it of a newer version?", e);
      message.reply(
          new WpdException(
              Problem.of(ProblemCode.MALFORMED, "this version of the program does not know that")));
    }
  }

  private interface Command {
    Future<Operation> carryOut(JsonObject body);
  }

  private void confirmed(Message<JsonObject> message, Command command) {
    Confirmation.ask(message, clock)
        .onSuccess(go -> answer(go, command.carryOut(message.body()).map(Operation::toJson)))
        .onFailure(
            late -> LOG.warn("a command came late and was not carried out: {}", late.getMessage()));
  }

  private Future<Operation> submit(JsonObject body) {
    Verb verb = WireName.of(Verb.class, body.getString("command"));
    OperationRequest request =
        OperationRequest.fromJson(verb, body.getJsonObject("request"))
            .repliedAt(ReplyAt.valueOf(body.getString("replyAt")));
    return own.submit(request, Caller.fromJson(body.getJsonObject("caller")));
  }

  private Future<Operation> cancel(JsonObject body) {
    return own.cancel(body.getString("operation"), Caller.fromJson(body.getJsonObject("caller")));
  }

  private Future<JsonObject> operations(JsonObject query) {
    return own.operations(OperationQuery.fromJson(query))
        .map(listing -> listing.toJson("operations", Operation::toJson));
  }

  private Future<JsonObject> echo(String incarnation) {
    return peers
        .ping(incarnation)
        .transform(
            pinged -> Future.succeededFuture(new JsonObject().put("reached", pinged.succeeded())));
  }

  private static void answer(Message<JsonObject> message, Future<JsonObject> answer) {
    answer.onComplete(message::reply, message::reply);
  }
}
