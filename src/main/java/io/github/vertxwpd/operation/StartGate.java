package io.github.vertxwpd.operation;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Lets operations start in their order, and none before the journal says that it may have been:
 * after a crash, what the journal does not call started was certainly not. Confined to the
 * gateway's event loop.
 */
final class StartGate {
  /** How many operations are written down as started at once, at most. */
  static final int MAX_TOGETHER = 16;

  private final Function<List<OperationRun>, Future<Void>> markStarted;
  private final Deque<OperationRun> waiting = new ArrayDeque<>();
  private boolean busy;

  /**
   * Makes an open gate.
   *
   * @param markStarted writes down that operations may have been started; completes when that is on
   *     disk
   */
  StartGate(Function<List<OperationRun>, Future<Void>> markStarted) {
    this.markStarted = markStarted;
  }

  /**
   * Takes the gate for an operation that is about to be written down as accepted, where nothing is
   * before it: then it is written down as started at the same time.
   *
   * @return whether it was free; {@link #start} or {@link #giveBack} must follow then
   */
  boolean takeIfFree() {
    if (busy || !waiting.isEmpty()) {
      return false;
    }
    busy = true;
    return true;
  }

  /**
   * Starts an operation, now or when its turn comes.
   *
   * @param hasGate whether it took the gate
   */
  void start(OperationRun run, boolean hasGate) {
    if (hasGate) {
      startAll(List.of(run));
    } else {
      waiting.add(run);
      next();
    }
  }

  /** Gives up a gate that was taken for nothing. */
  void giveBack() {
    busy = false;
    next();
  }

  private void next() {
    waiting.removeIf(run -> !run.isWaiting());
    if (busy || waiting.isEmpty()) {
      return;
    }
    busy = true;
    List<OperationRun> together = new ArrayList<>();
    while (!waiting.isEmpty() && together.size() < MAX_TOGETHER) {
      together.add(waiting.remove());
    }
    markStarted.apply(together).onComplete(marked -> startAll(together));
  }

  private void startAll(List<OperationRun> runs) {
    List<Future<Void>> returned = runs.stream().map(OperationRun::start).toList();
    Future.join(returned).onComplete(all -> giveBack());
  }
}
