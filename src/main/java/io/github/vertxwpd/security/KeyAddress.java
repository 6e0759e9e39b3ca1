package io.github.vertxwpd.security;

import io.github.vertxwpd.JwtOptions;
import io.github.vertxwpd.file.ReadFailures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An issuer's keys at an https address. They are fetched at the start, every 10 min, every 10 s
 * while that fails, and, at most every 30 s, where a token was signed with a key that is not among
 * them. What was fetched last stays in use while it cannot be fetched.
 */
final class KeyAddress implements KeySource {
  /** The largest JWKS that is read, in bytes. */
  static final int MAX_BYTES = 256 * 1024;

  /** How long whoever has a token must wait for the keys to be there, in milliseconds. */
  static final long RETRY_MS = 10_000;

  private static final Duration REFRESH = Duration.ofMinutes(10);
  private static final Duration RETRY = Duration.ofMillis(RETRY_MS);
  private static final Duration UNKNOWN_KEY = Duration.ofSeconds(30);

  private final JwtOptions options;
  private final Clock clock;
  private final ReadFailures failures;
  private final HttpClientOptions clientOptions;
  private Vertx vertx;
  private KeyFetch fetch;
  private Optional<Buffer> seen = Optional.empty();
  private Instant attempted = Instant.EPOCH;
  private Duration interval = Duration.ZERO;
  private Optional<Future<Void>> running = Optional.empty();
  private volatile Optional<KeySet> keys = Optional.empty();

  /**
   * Makes the source.
   *
   * @param options name the address
   * @param clientOptions whom the client trusts
   * @throws IllegalArgumentException where it is no https address
   */
  KeyAddress(
      JwtOptions options, Clock clock, ReadFailures failures, HttpClientOptions clientOptions) {
    this.options = options;
    this.clock = clock;
    this.failures = failures;
    this.clientOptions = clientOptions;
    KeyFetch.check(failures.key(), options.getJwks());
  }

  @Override
  public Future<Void> open(Vertx opening) {
    vertx = opening;
    fetch = new KeyFetch(opening, options.getJwks(), clientOptions, KeyFetch.TIMEOUT_MS);
    return begin();
  }

  @Override
  public Future<Void> poll() {
    return refreshAfter(interval());
  }

  @Override
  public Optional<KeySet> keys() {
    return keys;
  }

  @Override
  public Future<Void> refresh() {
    return refreshAfter(UNKNOWN_KEY);
  }

  private synchronized Duration interval() {
    return interval;
  }

  /** Whoever comes while the keys are fetched waits for the same answer. */
  private synchronized Future<Void> refreshAfter(Duration atLeast) {
    if (running.isPresent()) {
      return running.get();
    }
    Duration since = Duration.between(attempted, clock.instant());
    boolean due = since.isNegative() || since.compareTo(atLeast) >= 0;
    return due ? begin() : Future.succeededFuture();
  }

  private synchronized Future<Void> begin() {
    attempted = clock.instant();
    Future<Void> fetching =
        fetch
            .get()
            .<Void>map(
                body -> {
                  take(body);
                  return null;
                })
            .recover(
                cause -> {
                  failed(cause);
                  return Future.succeededFuture();
                })
            .onComplete(done -> ended());
    running = fetching.isComplete() ? Optional.empty() : Optional.of(fetching);
    return fetching;
  }

  private synchronized void ended() {
    running = Optional.empty();
  }

  private synchronized void take(Buffer body) {
    if (seen.filter(body::equals).isEmpty()) {
      KeySet fetched = KeySet.parse(vertx, options, body);
      fetched.log(options.getJwks());
      keys = Optional.of(fetched);
      seen = Optional.of(body);
    }
    interval = REFRESH;
    failures.succeeded();
  }

  private synchronized void failed(Throwable cause) {
    interval = RETRY;
    failures.failed(
        options.getJwks()
            + " cannot be used ("
            + KeyFetch.reason(cause)
            + "): see that it is the issuer's, and that this machine can reach it",
        keys.isEmpty() ? "no JSON Web Token is accepted" : "the keys that it had are used");
  }
}
