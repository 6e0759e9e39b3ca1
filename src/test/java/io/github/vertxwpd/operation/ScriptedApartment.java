package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.connector.Completion;
import io.github.vertxwpd.connector.CompletionListener;
import io.github.vertxwpd.connector.Connector;
import io.github.vertxwpd.connector.LinkObservation;
import io.github.vertxwpd.connector.NativeCallException;
import io.github.vertxwpd.connector.PairedDevice;
import io.github.vertxwpd.connector.Request;
import io.github.vertxwpd.connector.Submission;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Hresult;
import io.github.vertxwpd.model.LinkState;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * An apartment and its connector in a test's hands: calls run at once, or wait while it is {@link
 * #stuck}, and the test says what each submission brings and when callbacks come.
 */
class ScriptedApartment implements Apartment, Connector {
  /** A request as the connector got it. */
  final class Queued implements Request {
    final Verb verb;
    final String pnpId;
    private final CompletionListener listener;
    private int ordinal;
    int cancels;
    int releases;

    private Queued(Verb verb, String pnpId, CompletionListener listener) {
      this.verb = verb;
      this.pnpId = pnpId;
      this.listener = listener;
    }

    /** Lets the link be as the verb wants it, and the callback say so. */
    void succeed() {
      links.put(pnpId, verb.goal());
      complete(Hresult.S_OK);
    }

    void complete(Hresult status) {
      ordinal++;
      listener.completed(new Completion(status, ordinal));
    }

    @Override
    public Hresult cancel() {
      cancels++;
      return Hresult.S_OK;
    }

    @Override
    public void release() {
      releases++;
    }
  }

  private static final Problem GIVEN_UP =
      Problem.of(ProblemCode.TIMED_OUT, "the native call has not returned and was given up");

  /** A call that was made and has not returned. */
  private record Hung(Optional<DeviceId> about, Runnable returns, Runnable givenUp) {}

  final Map<String, LinkState> links = new HashMap<>();
  final List<Queued> requests = new ArrayList<>();
  Optional<Problem> obstacle = Optional.empty();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private Optional<BiFunction<Queued, LinkState, Submission>> answer = Optional.empty();
  private Consumer<String> watcher = pnpId -> {};
  private Optional<Hung> hung = Optional.empty();
  private boolean stuck;
  private boolean hangsNext;

  /** The process that made them is gone: its requests are never heard of again. */
  void forget() {
    requests.clear();
    waiting.clear();
    hung = Optional.empty();
    stuck = false;
    hangsNext = false;
    answer = Optional.empty();
  }

  /** Calls are queued from now on and do not run. */
  void stuck() {
    stuck = true;
  }

  /** The next call is made, but does not return until the apartment is free. */
  void hangNext() {
    hangsNext = !stuck;
  }

  /**
   * The call that hangs is given up, and returns right after that; what waits behind it runs.
   *
   * @return the device that is to blame
   */
  Optional<DeviceId> giveUp() {
    Optional<Hung> given = hung;
    hung = Optional.empty();
    given.ifPresent(call -> call.givenUp().run());
    free();
    return given.flatMap(Hung::about);
  }

  /** What was queued runs, and what comes later runs at once. */
  void free() {
    stuck = false;
    hangsNext = false;
    hung.ifPresent(call -> call.returns().run());
    hung = Optional.empty();
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  /** What the next submissions bring, instead of being queued. */
  void answer(BiFunction<Queued, LinkState, Submission> how) {
    answer = Optional.of(how);
  }

  /** Told the PnP id of each submission before anything is done. */
  void watch(Consumer<String> submissions) {
    watcher = submissions;
  }

  @Override
  public <T> Future<T> call(Optional<DeviceId> about, NativeCall<T> call, LateResult<T> late) {
    Promise<T> result = Promise.promise();
    if (stuck) {
      waiting.add(() -> make(call).onComplete(result));
    } else if (hangsNext) {
      hangsNext = false;
      stuck = true;
      Future<T> made = make(call);
      hung =
          Optional.of(
              new Hung(
                  about,
                  () -> made.onComplete(result),
                  () -> {
                    result.fail(new WpdException(GIVEN_UP));
                    made.onSuccess(late::discard);
                  }));
    } else {
      make(call).onComplete(result);
    }
    return result.future();
  }

  private <T> Future<T> make(NativeCall<T> call) {
    try {
      return Future.succeededFuture(call.on(this));
    } catch (NativeCallException e) {
      return Future.failedFuture(new WpdException(e.problem()));
    }
  }

  @Override
  public List<PairedDevice> pairedDevices() {
    return links.entrySet().stream()
        .map(
            link ->
                new PairedDevice(
                    link.getKey(),
                    link.getValue(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
        .toList();
  }

  @Override
  public Optional<Problem> obstacle() {
    return obstacle;
  }

  @Override
  public LinkObservation observe(String pnpId) {
    return new LinkObservation(links.getOrDefault(pnpId, LinkState.UNKNOWN), Optional.empty());
  }

  @Override
  public Submission submit(Verb verb, String pnpId, CompletionListener listener) {
    watcher.accept(pnpId);
    LinkState before = links.getOrDefault(pnpId, LinkState.UNKNOWN);
    if (before == verb.goal()) {
      return new Submission.AlreadyThere();
    }
    Queued request = new Queued(verb, pnpId, listener);
    requests.add(request);
    return answer
        .map(how -> how.apply(request, before))
        .orElseGet(() -> new Submission.Queued(request, Hresult.S_OK, before));
  }

  @Override
  public void close() {}
}
