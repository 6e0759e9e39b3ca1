package io.github.vertxwpd.operation;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.DeviceId;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which request ids were used for what, so that the same request never runs twice. Confined to the
 * event loop.
 */
final class RequestLog {
  /** How long a request id is remembered. */
  static final Duration RETENTION = Duration.ofHours(24);

  /** How many are remembered at most; the oldest go first. */
  static final int CAPACITY = 100_000;

  private record Meaning(Verb verb, DeviceId device, long timeoutMs, long expiresInMs) {
    static Meaning of(OperationRequest request, DeviceId device) {
      return new Meaning(request.verb(), device, request.timeoutMs(), request.expiresInMs());
    }
  }

  private record Entry(Meaning meaning, OperationRun run, Instant at) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * Finds the operation that an earlier request with the same id led to.
   *
   * @throws WpdException {@code request-id-reused} where that request asked for something else
   */
  Optional<OperationRun> find(OperationRequest request, DeviceId device, Instant now) {
    forget(now);
    Entry entry = request.requestId().map(entries::get).orElse(null);
    if (entry == null) {
      return Optional.empty();
    }
    if (!entry.meaning().equals(Meaning.of(request, device))) {
      throw new WpdException(
          Problem.of(
                  ProblemCode.REQUEST_ID_REUSED,
                  "the request id was used for another request; take a new one for a new request")
              .withOperation(entry.run().operation().id()));
    }
    return Optional.of(entry.run());
  }

  void remember(OperationRequest request, DeviceId device, OperationRun run, Instant now) {
    request
        .requestId()
        .ifPresent(id -> entries.put(id, new Entry(Meaning.of(request, device), run, now)));
  }

  private void forget(Instant now) {
    Iterator<Entry> oldest = entries.values().iterator();
    while (oldest.hasNext()) {
      Entry entry = oldest.next();
      if (entries.size() <= CAPACITY && entry.at().plus(RETENTION).isAfter(now)) {
        return;
      }
      oldest.remove();
    }
  }
}
