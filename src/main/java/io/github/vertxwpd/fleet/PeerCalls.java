package io.github.vertxwpd.fleet;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.HistoryPage;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.StreamPosition;
import io.github.vertxwpd.operation.Confirmation;
import io.github.vertxwpd.operation.HistoryQuery;
import io.github.vertxwpd.operation.OperationQuery;
import io.github.vertxwpd.operation.OperationRequest;
import io.github.vertxwpd.operation.Snapshot;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Asks another gateway's process, and commands it. Every future fails with {@link WpdException}
 * alone: {@code gateway-unreachable} where nothing was done.
 */
final class PeerCalls {
  /** How long a question may take, in milliseconds. */
  static final long ANSWER_MS = 5_000;

  /** How long a command may take to be on disk, in milliseconds: longer than the gateway tries. */
  private static final long ACCEPTED_MS = 15_000;

  /** How long Windows may take to queue a request, in milliseconds, with what comes before. */
  private static final long QUEUED_MS = 30_000;

  private static final int PAGE = 500;

  private final EventBus bus;
  private final FleetAddresses addresses;

  PeerCalls(EventBus bus, FleetAddresses addresses) {
    this.bus = bus;
    this.addresses = addresses;
  }

  /** Makes a gateway's process carry out a command. */
  Future<Operation> submit(String incarnation, OperationRequest request, Caller caller) {
    JsonObject body =
        PeerVerb.SUBMIT
            .message()
            .put("command", request.verb().wireName())
            .put("request", request.toJson())
            .put("replyAt", request.replyAt().name())
            .put("caller", caller.toJson());
    long timeoutMs =
        switch (request.replyAt()) {
          case ACCEPTED -> ACCEPTED_MS;
          case QUEUED -> QUEUED_MS;
          case ENDED -> QUEUED_MS + request.expiresInMs() + request.timeoutMs();
        };
    return command(incarnation, body, timeoutMs);
  }

  /** Makes a gateway's process cancel an operation. */
  Future<Operation> cancel(String incarnation, String operation, Caller caller) {
    return command(
        incarnation,
        PeerVerb.CANCEL.message().put("operation", operation).put("caller", caller.toJson()),
        ACCEPTED_MS);
  }

  private Future<Operation> command(String incarnation, JsonObject body, long timeoutMs) {
    return Confirmation.send(bus, addresses.of(incarnation), body, timeoutMs)
        .map(Operation::fromJson);
  }

  /** Waits until Windows has queued an operation. */
  Future<Operation> queued(String incarnation, String operation) {
    return ask(incarnation, PeerVerb.QUEUED.message().put("operation", operation), QUEUED_MS)
        .map(Operation::fromJson);
  }

  /**
   * Waits for an operation's end.
   *
   * @param limitMs how long, in milliseconds
   */
  Future<Operation> end(String incarnation, String operation, long limitMs) {
    return ask(incarnation, PeerVerb.END.message().put("operation", operation), limitMs)
        .map(Operation::fromJson);
  }

  /** Lists a gateway's operations. */
  Future<List<Operation>> operations(String incarnation, OperationQuery query) {
    return ask(incarnation, PeerVerb.OPERATIONS.message().put("query", query.toJson()), ANSWER_MS)
        .map(reply -> list(reply.getJsonArray("operations")).map(Operation::fromJson).toList());
  }

  /** Reads a page of a gateway's events. */
  Future<HistoryPage> history(String incarnation, HistoryQuery query) {
    return ask(incarnation, PeerVerb.HISTORY.message().put("query", query.toJson()), ANSWER_MS)
        .map(HistoryPage::fromJson);
  }

  /** Reads everything that a gateway has. */
  Future<Snapshot> snapshot(String incarnation) {
    return ask(incarnation, PeerVerb.SNAPSHOT.message(), ANSWER_MS).map(PeerSnapshot::read);
  }

  /** Says how a gateway's own process is reached by another one. */
  Future<Boolean> echo(String by, String incarnation) {
    return ask(by, PeerVerb.ECHO.message().put("incarnation", incarnation), ANSWER_MS)
        .map(reply -> reply.getBoolean("reached"));
  }

  /** Looks whether a gateway's process answers. */
  Future<Void> ping(String incarnation) {
    return ask(incarnation, PeerVerb.PING.message(), ANSWER_MS / 2).mapEmpty();
  }

  /** Returns a gateway's process as a source of its events. */
  GatewaySource source(String incarnation) {
    return new GatewaySource() {
      @Override
      public Future<Snapshot> snapshot() {
        return PeerCalls.this.snapshot(incarnation);
      }

      @Override
      public Future<HistoryPage> after(StreamPosition position) {
        return history(
            incarnation, new HistoryQuery(Optional.of(position.toCursor()), Set.of(), PAGE));
      }
    };
  }

  private Future<JsonObject> ask(String incarnation, JsonObject body, long timeoutMs) {
    return bus.<JsonObject>request(
            addresses.of(incarnation), body, new DeliveryOptions().setSendTimeout(timeoutMs))
        .map(Message::body)
        .recover(cause -> Future.failedFuture(explain(cause)));
  }

  private static Throwable explain(Throwable cause) {
    return cause instanceof ReplyException && !(cause instanceof WpdException)
        ? new WpdException(
            Problem.of(ProblemCode.GATEWAY_UNREACHABLE, "the gateway does not answer"))
        : cause;
  }

  private static Stream<JsonObject> list(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }
}
