package io.github.vertxwpd.security;

import io.github.vertxwpd.JwtOptions;
import io.github.vertxwpd.SecurityOptions;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.file.FileSource;
import io.github.vertxwpd.file.ReadFailures;
import io.github.vertxwpd.file.Source;
import io.github.vertxwpd.file.SourceVerticle;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Knows people by bearer tokens of the gateway's own and by JSON Web Tokens, whichever are
 * configured; where neither is, nobody is asked. What it checks them against is read at the start
 * and again when it changes; where it cannot be read any more, what was read last is used.
 */
public final class TokenAuthenticator implements Authenticator {
  private final Vertx vertx;
  private final Clock clock;
  private final Optional<FileSource<TokenTable>> tokens;
  private final Optional<JwtVerifier> verifier;
  private final FailedAttempts attempts;
  private final BrowserSessions sessions;
  private final SourceVerticle verticle;
  private final SecurityListener listener;
  private Optional<String> deployment = Optional.empty();

  private TokenAuthenticator(
      Vertx vertx,
      SecurityOptions options,
      Clock clock,
      SecurityListener listener,
      HttpClientOptions clientOptions) {
    this.vertx = vertx;
    this.clock = clock;
    this.listener = listener;
    this.attempts = new FailedAttempts(clock);
    this.sessions =
        new BrowserSessions(
            clock, Duration.ofMinutes(options.getSessionMinutes()), this::isCurrent);
    List<Source> sources = new ArrayList<>();
    this.tokens = tokens(options, listener);
    tokens.ifPresent(sources::add);
    Optional<KeySource> keys = keys(options.getJwt(), clock, listener, clientOptions);
    keys.ifPresent(sources::add);
    this.verifier =
        keys.map(source -> new JwtVerifier(source, options.getJwt().getRolesClaim(), clock));
    this.verticle = new SourceVerticle(sources, sessions::sweep);
  }

  /**
   * Opens what is configured.
   *
   * @param vertx where it is watched for changes
   * @param options what is configured
   * @param clock says when tokens and sessions end
   * @param listener is told what is read again
   * @return the authenticator, once it knows whom to let in; fails with {@link
   *     IllegalArgumentException}, whose message names the key to set, where the options are not
   *     valid or a file that they name cannot be used
   */
  public static Future<TokenAuthenticator> open(
      Vertx vertx, SecurityOptions options, Clock clock, SecurityListener listener) {
    return open(vertx, options, clock, listener, new HttpClientOptions());
  }

  /**
   * As above.
   *
   * @param clientOptions whom the client that fetches keys trusts
   */
  static Future<TokenAuthenticator> open(
      Vertx vertx,
      SecurityOptions options,
      Clock clock,
      SecurityListener listener,
      HttpClientOptions clientOptions) {
    try {
      TokenAuthenticator authenticator =
          new TokenAuthenticator(vertx, options, clock, listener, clientOptions);
      return vertx
          .deployVerticle(authenticator.verticle)
          .map(
              id -> {
                authenticator.deployment = Optional.of(id);
                return authenticator;
              });
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
  }

  /** Stops watching. Who was let in is still known. */
  public Future<Void> close() {
    return deployment.map(vertx::undeploy).orElseGet(Future::succeededFuture);
  }

  private static Optional<FileSource<TokenTable>> tokens(
      SecurityOptions options, SecurityListener listener) {
    if (options.getTokens().isEmpty()) {
      return Optional.empty();
    }
    TokenFile file = new TokenFile(options.getTokens());
    return Optional.of(
        new FileSource<>(
            new TokenFormat(file, listener), new ReadFailures("security.tokens", listener)));
  }

  private static Optional<KeySource> keys(
      JwtOptions options, Clock clock, SecurityListener listener, HttpClientOptions clientOptions) {
    if (!JwtSettings.areComplete(options)) {
      return Optional.empty();
    }
    ReadFailures failures = new ReadFailures("security.jwt.jwks", listener);
    return Optional.of(
        KeyFetch.isAddress(options.getJwks())
            ? new KeyAddress(options, clock, failures, clientOptions)
            : new KeyFile(options, failures));
  }

  @Override
  public boolean isRequired() {
    return tokens.isPresent() || verifier.isPresent();
  }

  @Override
  public Future<Principal> authenticate(Optional<String> credential, String address) {
    if (!isRequired()) {
      return Future.succeededFuture(Principal.ANYBODY);
    }
    if (credential.isEmpty()) {
      return Future.failedFuture(
          new WpdException(Problem.of(ProblemCode.UNAUTHENTICATED, "a token is needed")));
    }
    Optional<Duration> wait = attempts.waitOf(address);
    if (wait.isPresent()) {
      return refused(
          Problem.of(ProblemCode.RATE_LIMITED, "too many wrong credentials came from this address")
              .withRetryAfterMs(wait.get().toMillis() + 1));
    }
    return CallerContext.bringBack(
        check(credential.get()).compose(verdict -> answer(verdict, address)));
  }

  private Future<Verdict> check(String credential) {
    Optional<BearerToken> token = BearerToken.parse(credential);
    if (token.isPresent() && tokens.isPresent()) {
      TokenTable table = tokens.get().current().orElseThrow();
      return Future.succeededFuture(table.check(token.get(), clock.instant()));
    }
    return verifier
        .map(jwt -> jwt.check(credential))
        .orElseGet(() -> Future.succeededFuture(new Verdict.Wrong("the token is not known")));
  }

  private Future<Principal> answer(Verdict verdict, String address) {
    if (verdict instanceof Verdict.Accepted accepted) {
      attempts.succeeded(address);
      return Future.succeededFuture(accepted.principal());
    }
    if (verdict instanceof Verdict.Refused refusal) {
      return refused(refusal.problem());
    }
    attempts.failed(address);
    Verdict.Wrong wrong = (Verdict.Wrong) verdict;
    return refused(Problem.of(ProblemCode.UNAUTHENTICATED, wrong.detail()));
  }

  private Future<Principal> refused(Problem problem) {
    listener.credentialRefused(problem.code());
    return Future.failedFuture(new WpdException(problem));
  }

  @Override
  public Future<BrowserSession> logIn(String credential, String address) {
    return authenticate(Optional.of(credential), address).map(sessions::begin);
  }

  @Override
  public Optional<BrowserSession> session(String id) {
    return sessions.find(id);
  }

  @Override
  public void logOut(String id) {
    sessions.end(id);
  }

  @Override
  public boolean isCurrent(Principal principal) {
    if (principal.equals(Principal.ANYBODY)) {
      return !isRequired();
    }
    if (principal.isExpired(clock.instant())) {
      return false;
    }
    return principal.credential().map(id -> isCurrent(id, principal)).orElse(verifier.isPresent());
  }

  private boolean isCurrent(String id, Principal principal) {
    return tokens
        .flatMap(FileSource::current)
        .filter(table -> table.isCurrent(id, principal.role(), clock.instant()))
        .isPresent();
  }
}
