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

  final Map<String, LinkState> links = new HashMap<>();
  final List<Queued> requests = new ArrayList<>();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private Optional<BiFunction<Queued, LinkState, Submission>> answer = Optional.empty();
  private boolean stuck;

  /** The process that made them is gone: its requests are never heard of again. */
  void forget() {
    requests.clear();
    waiting.clear();
    stuck = false;
    answer = Optional.empty();
  }

  /** Calls are queued from now on and do not run. */
  void stuck() {
    stuck = true;
  }

  /** What was queued runs, and what comes later runs at once. */
  void free() {
    stuck = false;
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  /** What the next submissions bring, instead of being queued. */
  void answer(BiFunction<Queued, LinkState, Submission> how) {
    answer = Optional.of(how);
  }

  @Override
  public <T> Future<T> call(Optional<DeviceId> about, NativeCall<T> call, LateResult<T> late) {
    Promise<T> result = Promise.promise();
    Runnable run =
        () -> {
          try {
            result.complete(call.on(this));
          } catch (NativeCallException e) {
            result.fail(new WpdException(e.problem()));
          }
        };
    if (stuck) {
      waiting.add(run);
    } else {
      run.run();
    }
    return result.future();
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
  public LinkObservation observe(String pnpId) {
    return new LinkObservation(links.getOrDefault(pnpId, LinkState.UNKNOWN), Optional.empty());
  }

  @Override
  public Submission submit(Verb verb, String pnpId, CompletionListener listener) {
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
