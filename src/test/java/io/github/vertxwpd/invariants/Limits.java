package io.github.vertxwpd.invariants;

import io.github.vertxwpd.invariants.Entry.Answered;
import io.github.vertxwpd.invariants.Entry.Sent;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How long an operation may take, by the command that led to it. */
final class Limits {
  private static final long DEFAULT_EXPIRES_IN_MS = 30_000;
  private static final long DEFAULT_TIMEOUT_MS = 60_000;

  /**
   * What a command asked for.
   *
   * @param expiresInMs from acceptance to the native call
   * @param timeoutMs from the native call to the callback
   */
  record Limit(long expiresInMs, long timeoutMs) {
    static Limit of(JsonObject body) {
      return new Limit(
          body.getLong("expiresInMs", DEFAULT_EXPIRES_IN_MS),
          body.getLong("timeoutMs", DEFAULT_TIMEOUT_MS));
    }

    /** Returns how long it may take from acceptance to the event of its end. */
    long boundMs() {
      return expiresInMs + timeoutMs + EndsOnce.GRACE_MS;
    }
  }

  private final Map<Long, Sent> calls = new HashMap<>();
  private final Map<String, Limit> byRequestId = new HashMap<>();
  private final Map<String, Limit> byOperation = new HashMap<>();

  void take(Entry entry) {
    if (entry instanceof Sent sent) {
      calls.put(sent.call(), sent);
      sent.requestId().ifPresent(id -> byRequestId.putIfAbsent(id, Limit.of(sent.body())));
    } else if (entry instanceof Answered answered) {
      Sent sent = calls.remove(answered.call());
      boolean first = Boolean.FALSE.equals(answered.body().getBoolean("duplicate"));
      if (first && Verbs.isOperation(sent.verb())) {
        byOperation.put(answered.body().getString("operation"), Limit.of(sent.body()));
      }
    }
  }

  /**
   * Returns an operation's limit as far as it is known by now.
   *
   * @param event an event about it
   */
  Limit of(String operation, Event event) {
    Optional<Limit> byId = event.correlationId().map(byRequestId::get);
    return byId.or(() -> Optional.ofNullable(byOperation.get(operation)))
        .orElse(new Limit(DEFAULT_EXPIRES_IN_MS, DEFAULT_TIMEOUT_MS));
  }
}
