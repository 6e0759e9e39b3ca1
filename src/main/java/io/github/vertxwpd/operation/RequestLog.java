package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Operation;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.stream.JournalEntry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which request ids were used for what, so that the same request never runs twice. Confined to the
 * gateway's event loop.
 */
final class RequestLog {
  /** How long a request id is remembered. */
  static final Duration RETENTION = Duration.ofHours(24);

  /** How many are remembered at most; the oldest go first. */
  static final int CAPACITY = 100_000;

  private final Map<String, JournalEntry.RequestId> entries = new LinkedHashMap<>();

  /** Those whose joining is not on disk yet: they may still be refused. */
  private final Map<String, Future<Void>> joining = new HashMap<>();

  RequestLog(List<JournalEntry.RequestId> remembered) {
    remembered.forEach(this::remember);
  }

  /**
   * Finds the operation that an earlier request with the same id led to.
   *
   * @throws WpdException {@code request-id-reused} where that request asked for something else
   */
  Optional<String> find(OperationRequest request, DeviceId device, Instant now) {
    forget(now);
    JournalEntry.RequestId entry = request.requestId().map(entries::get).orElse(null);
    if (entry == null) {
      return Optional.empty();
    }
    if (!entry.meaning().equals(meaning(request, device))) {
      throw new WpdException(
          Problem.of(
                  ProblemCode.REQUEST_ID_REUSED,
                  "the request id was used for another request; take a new one for a new request")
              .withOperation(entry.operation()));
    }
    return Optional.of(entry.operation());
  }

  /** Remembers a request's id, where it has one. */
  Optional<JournalEntry.RequestId> remember(
      OperationRequest request, Operation operation, Instant now) {
    Optional<JournalEntry.RequestId> entry =
        request
            .requestId()
            .map(
                id ->
                    new JournalEntry.RequestId(
                        id, meaning(request, operation.device()), operation.id(), now));
    entry.ifPresent(this::remember);
    return entry;
  }

  /**
   * Notes that a request joins an operation that another one began.
   *
   * @param recorded completes when it is on disk that it joined
   */
  void joining(OperationRequest request, Future<Void> recorded) {
    Optional<String> id = request.requestId().filter(known -> !recorded.isComplete());
    id.ifPresent(known -> joining.put(known, recorded));
    id.ifPresent(known -> recorded.onComplete(done -> joining.remove(known)));
  }

  /**
   * Completes when it is on disk that an earlier request with the same id joined its operation, at
   * once where none is joining; fails where it could not join.
   */
  Future<Void> joined(OperationRequest request) {
    return request.requestId().map(joining::get).orElseGet(Future::succeededFuture);
  }

  /** Forgets a request that was not accepted after all. */
  void forget(OperationRequest request) {
    request.requestId().ifPresent(entries::remove);
  }

  private void remember(JournalEntry.RequestId entry) {
    entries.put(entry.requestId(), entry);
  }

  /**
   * What the client asked for, however it wrote it. How long it is willing to wait for the reply is
   * not part of it.
   */
  private static String meaning(OperationRequest request, DeviceId device) {
    return String.join(
        " ",
        request.verb().wireName(),
        device.value(),
        Long.toString(request.timeoutMs()),
        Long.toString(request.expiresInMs()),
        Boolean.toString(request.hold()));
  }

  private void forget(Instant now) {
    Iterator<JournalEntry.RequestId> oldest = entries.values().iterator();
    while (oldest.hasNext()) {
      JournalEntry.RequestId entry = oldest.next();
      if (entries.size() <= CAPACITY && entry.time().plus(RETENTION).isAfter(now)) {
        return;
      }
      oldest.remove();
    }
  }
}
