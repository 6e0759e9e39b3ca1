package io.github.vertxwpd.fleet;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.audit.Caller;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationState;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.operation.OperationQuery;
import io.github.vertxwpd.operation.WpdService;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The operations of all gateways. Confined to the event loop of the fleet. */
final class FleetOperations {
  /** The longest that an operation may take, in milliseconds, from its acceptance to its end. */
  private static final long LONGEST_MS = 700_000;

  private final WpdService own;
  private final String ownId;
  private final Directory directory;
  private final Routing routing;
  private final PeerCalls peers;

  FleetOperations(
      WpdService own, String ownId, Directory directory, Routing routing, PeerCalls peers) {
    this.own = own;
    this.ownId = ownId;
    this.directory = directory;
    this.routing = routing;
    this.peers = peers;
  }

  Future<Operation> queued(String id) {
    return atOwner(
        id,
        own::queued,
        owner -> peers.queued(owner.incarnation(), id).recover(cause -> accepted(cause, id)));
  }

  Future<Operation> end(String id) {
    return atOwner(
        id,
        own::end,
        owner ->
            peers.end(owner.incarnation(), id, LONGEST_MS).recover(cause -> accepted(cause, id)));
  }

  /** What was accepted is carried out, whether its gateway can be asked or not. */
  private static Future<Operation> accepted(Throwable cause, String id) {
    boolean unreachable =
        cause instanceof WpdException failed
            && failed.problem().code() == ProblemCode.GATEWAY_UNREACHABLE;
    return Future.failedFuture(
        unreachable
            ? new WpdException(
                Problem.of(
                        ProblemCode.OUTCOME_UNKNOWN,
                        "the gateway accepted the operation, and does not answer now")
                    .withOperation(id)
                    .withHint("an event will tell how it ended"))
            : cause);
  }

  Future<Operation> cancel(String id, Caller caller) {
    return atOwner(
        id,
        operation -> own.cancel(operation, caller),
        owner -> peers.cancel(Routing.reachable(owner).incarnation(), id, caller));
  }

  Future<Operation> find(String id) {
    return atOwner(id, own::operation, owner -> ask(owner, id));
  }

  private Future<Operation> ask(Replica owner, String id) {
    Optional<Operation> shown = owner.operation(id).filter(o -> isLost(owner));
    return shown.isPresent()
        ? Future.succeededFuture(shown.get())
        : peers
            .operations(Routing.reachable(owner).incarnation(), only(id))
            .compose(found -> found.isEmpty() ? unknown(id) : Future.succeededFuture(found.get(0)));
  }

  private static boolean isLost(Replica replica) {
    return replica.liveness() == Liveness.LOST;
  }

  /** Goes to the gateway whose operation it is; where nobody here knows it, all are asked. */
  private Future<Operation> atOwner(
      String id,
      Function<String, Future<Operation>> here,
      Function<Replica, Future<Operation>> there) {
    Optional<Replica> owner = routing.ofOperation(id);
    if (owner.isPresent()) {
      return at(owner.get(), id, here, there);
    }
    return own.operation(id)
        .compose(
            found -> here.apply(id),
            notHere ->
                list(only(id))
                    .compose(
                        found ->
                            found.isEmpty()
                                ? unknown(id)
                                : directory
                                    .find(found.get(0).gateway())
                                    .map(replica -> at(replica, id, here, there))
                                    .orElseGet(() -> unknown(id))));
  }

  private Future<Operation> at(
      Replica owner,
      String id,
      Function<String, Future<Operation>> here,
      Function<Replica, Future<Operation>> there) {
    return owner.id().equals(ownId)
        ? here.apply(id)
        : there.apply(owner).recover(cause -> Routing.failed(cause, owner));
  }

  private static Future<Operation> unknown(String id) {
    return Future.failedFuture(
        new WpdException(
            Problem.of(
                ProblemCode.OPERATION_NOT_FOUND,
                "no operation is known as \""
                    + id
                    + "\" to a gateway that is there; old ones are forgotten")));
  }

  private static OperationQuery only(String id) {
    return new OperationQuery(
        Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty(), 1);
  }

  /**
   * Lists operations, the newest first. What a gateway does not answer in time is left out: what
   * runs there is known here, and is shown.
   */
  Future<List<Operation>> list(OperationQuery query) {
    List<Future<List<Operation>>> answers = new ArrayList<>();
    answers.add(own.operations(query).map(WpdService.Listing::items));
    for (Replica replica : directory.others()) {
      if (query.gateway().filter(id -> !id.equals(replica.id())).isEmpty()) {
        answers.add(of(replica, query));
      }
    }
    return Future.all(answers)
        .map(
            all ->
                answers.stream()
                    .flatMap(answer -> answer.result().stream())
                    .sorted(Comparator.comparing(Operation::id).reversed())
                    .limit(query.limit())
                    .toList());
  }

  private Future<List<Operation>> of(Replica replica, OperationQuery query) {
    List<Operation> known = replica.operations().stream().filter(query::matches).toList();
    boolean elsewhere =
        replica.liveness() == Liveness.UP
            && query.state().filter(s -> s == OperationState.PRESUMED_LOST).isEmpty();
    return elsewhere
        ? peers.operations(replica.incarnation(), query).otherwise(known)
        : Future.succeededFuture(known);
  }
}
