package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.OperationState;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which operations there are: at most one running on each device's link, those whose end is not on
 * disk yet, and those that have ended. Confined to the gateway's event loop.
 */
final class OperationBook {
  private record Entry(OperationRun run, Future<Void> accepted) {}

  private final OperationHistory history;
  private final Map<DeviceId, OperationRun> running = new HashMap<>();
  private final Map<String, Entry> active = new LinkedHashMap<>();

  OperationBook(OperationHistory history) {
    this.history = history;
  }

  /**
   * Adds an operation that runs from now on.
   *
   * @param accepted completes when it is on disk that it was accepted
   */
  void add(OperationRun run, Future<Void> accepted) {
    running.put(run.operation().device(), run);
    active.put(run.operation().id(), new Entry(run, accepted));
  }

  /** Frees the link of an operation that has ended. */
  void freeLink(OperationRun run) {
    running.remove(run.operation().device(), run);
  }

  /** Takes out an operation that was never accepted. */
  void remove(OperationRun run) {
    freeLink(run);
    active.remove(run.operation().id());
  }

  /** Files an operation whose end is on disk. */
  void file(OperationRun run) {
    remove(run);
    history.add(run.operation());
  }

  Optional<OperationRun> runningOn(DeviceId device) {
    return Optional.ofNullable(running.get(device));
  }

  Optional<OperationRun> active(String id) {
    return Optional.ofNullable(active.get(id)).map(Entry::run);
  }

  /** Completes when it is on disk that an operation was accepted. */
  Future<Void> accepted(OperationRun run) {
    return active.get(run.operation().id()).accepted();
  }

  int activeCount() {
    return active.size();
  }

  /** Finds an operation, under way or ended. */
  Optional<Operation> find(String id) {
    return active(id).map(OperationRun::operation).or(() -> history.find(id));
  }

  /** Waits for an operation's end. */
  Future<Operation> end(String id) {
    return active(id)
        .map(OperationRun::ended)
        .or(() -> history.find(id).map(Future::succeededFuture))
        .orElseGet(() -> Future.failedFuture(new WpdException(LedgerProblems.unknown(id))));
  }

  /** Lists operations, the newest first. */
  List<Operation> list(OperationQuery query) {
    return Stream.concat(history.all().stream(), underWay())
        .filter(query::matches)
        .sorted(Comparator.comparing(Operation::acceptedAt).reversed())
        .limit(query.limit())
        .toList();
  }

  /** Returns the operations that have not ended, in the order of their acceptance. */
  List<Operation> running() {
    return underWay().filter(operation -> operation.state() != OperationState.ENDED).toList();
  }

  private Stream<Operation> underWay() {
    return active.values().stream().map(entry -> entry.run().operation());
  }
}
