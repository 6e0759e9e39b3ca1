package io.github.vertxwpd.web;

import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.security.Authenticator;
import io.github.vertxwpd.security.BrowserSession;
import io.github.vertxwpd.security.Principal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows the tokens that a test gives it, and answers when the test says. */
final class ScriptedAuthenticator implements Authenticator {
  /** A token of each role, and one that nobody has. */
  static final String VIEWER = "viewers-token";

  static final String OPERATOR = "operators-token";
  static final String ADMIN = "admins-token";
  static final String UNKNOWN = "nobodys-token";

  /** A token that was good until a moment ago. */
  static final String EXPIRED = "old-token";

  /** A token that is right and gives no role. */
  static final String ROLELESS = "roleless-token";

  /** A token for which too many wrong ones came from its address. */
  static final String TRIED_TOO_OFTEN = "guess";

  private final Clock clock;
  private final Map<String, Principal> tokens = new ConcurrentHashMap<>();
  private final Map<String, BrowserSession> sessions = new ConcurrentHashMap<>();
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();
  private final AtomicInteger made = new AtomicInteger();
  private final Queue<Promise<Void>> pending = new ConcurrentLinkedQueue<>();
  private volatile boolean slow;

  ScriptedAuthenticator() {
    this(Clock.systemUTC());
  }

  ScriptedAuthenticator(Clock clock) {
    this.clock = clock;
    add(VIEWER, "vera", Role.VIEWER, Optional.empty());
    add(OPERATOR, "otto", Role.OPERATOR, Optional.empty());
    add(ADMIN, "ada", Role.ADMIN, Optional.empty());
  }

  void add(String token, String subject, Role role, Optional<Instant> expires) {
    tokens.put(token, new Principal(subject, role, Optional.of("id-of-" + subject), expires));
  }

  void revoke(String token) {
    revoked.add(tokens.remove(token).credential().orElseThrow());
  }

  /** From now on nobody is told who a token is of before {@link #answer()}. */
  void beSlow() {
    slow = true;
  }

  /** Answers those who wait, and from now on everybody at once. */
  void answer() {
    slow = false;
    for (Promise<Void> next = pending.poll(); next != null; next = pending.poll()) {
      next.complete();
    }
  }

  /** Returns how many wait for an answer. */
  int waiting() {
    return pending.size();
  }

  @Override
  public boolean isRequired() {
    return true;
  }

  @Override
  public Future<Principal> authenticate(Optional<String> credential, String address) {
    if (!slow) {
      return find(credential.orElse(""));
    }
    Context caller = Vertx.currentContext();
    Promise<Void> answer = Promise.promise();
    Promise<Principal> found = Promise.promise();
    answer
        .future()
        .compose(now -> find(credential.orElse("")))
        .onComplete(result -> caller.runOnContext(v -> found.handle(result)));
    pending.add(answer);
    return found.future();
  }

  private Future<Principal> find(String token) {
    return switch (token) {
      case TRIED_TOO_OFTEN ->
          Future.failedFuture(
              new WpdException(
                  Problem.of(ProblemCode.RATE_LIMITED, "too many wrong tokens")
                      .withRetryAfterMs(4_500)));
      case ROLELESS -> refused(ProblemCode.FORBIDDEN, "the token gives no role");
      case EXPIRED -> refused(ProblemCode.UNAUTHENTICATED, "the token has expired");
      default ->
          tokens.containsKey(token)
              ? Future.succeededFuture(tokens.get(token))
              : refused(ProblemCode.UNAUTHENTICATED, "the token is not known");
    };
  }

  private static Future<Principal> refused(ProblemCode code, String detail) {
    return Future.failedFuture(new WpdException(Problem.of(code, detail)));
  }

  @Override
  public Future<BrowserSession> logIn(String credential, String address) {
    return authenticate(Optional.of(credential), address)
        .map(
            principal -> {
              int number = made.incrementAndGet();
              BrowserSession session =
                  new BrowserSession(
                      "session-secret-" + number,
                      "csrf-secret-" + number,
                      principal,
                      clock.instant().plus(Duration.ofHours(12)));
              sessions.put(session.id(), session);
              return session;
            });
  }

  @Override
  public Optional<BrowserSession> session(String id) {
    return Optional.ofNullable(sessions.get(id))
        .filter(session -> clock.instant().isBefore(session.expires()))
        .filter(session -> isCurrent(session.principal()));
  }

  @Override
  public void logOut(String id) {
    sessions.remove(id);
  }

  @Override
  public boolean isCurrent(Principal principal) {
    return !principal.isExpired(clock.instant())
        && principal.credential().filter(revoked::contains).isEmpty();
  }
}
