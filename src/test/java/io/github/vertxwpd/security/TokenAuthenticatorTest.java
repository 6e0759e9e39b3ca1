package io.github.vertxwpd.security;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.vertxwpd.SecurityOptions;
import io.github.vertxwpd.WpdException;
import io.github.vertxwpd.model.Problem;
import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.stream.SettableClock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class TokenAuthenticatorTest {
  private static final String ADDRESS = "192.0.2.17";
  private static final Issuer.Key KEY = Issuer.rsa("rsa-1");

  private final SettableClock clock = new SettableClock(Tokens.NOW);
  private final RecordedReadings readings = new RecordedReadings();
  private final BearerToken token = BearerToken.create();
  @TempDir private Path directory;
  private Vertx vertx;
  private TokenFile file;
  private SecurityOptions options;
  private Optional<TokenAuthenticator> opened = Optional.empty();

  @BeforeEach
  void makeAFileWithOneToken(Vertx injected) throws Exception {
    vertx = injected;
    file = new TokenFile(directory.resolve("tokens.json"));
    file.add(Tokens.stored(token, Role.OPERATOR));
    options = new SecurityOptions().setTokens(file.path().toString());
  }

  @AfterEach
  void close() throws Exception {
    if (opened.isPresent()) {
      opened.get().close().await(20, SECONDS);
    }
  }

  private TokenAuthenticator open() throws Exception {
    opened =
        Optional.of(TokenAuthenticator.open(vertx, options, clock, readings).await(20, SECONDS));
    return opened.get();
  }

  private void acceptJsonWebTokens() throws Exception {
    Path jwks = directory.resolve("keys.json");
    Files.write(jwks, Issuer.jwks(KEY).getBytes());
    options.setJwt(Issuer.options().setJwks(jwks.toString()));
  }

  private static Principal authenticate(Authenticator authenticator, String credential)
      throws Exception {
    return authenticator.authenticate(Optional.of(credential), ADDRESS).await(20, SECONDS);
  }

  private static Problem problem(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(WpdException.class);
    return ((WpdException) thrown).problem();
  }

  private static void assertCode(ThrowingCallable call, ProblemCode code) {
    assertThat(problem(call).code()).isEqualTo(code);
  }

  @Test
  void whereNothingIsConfiguredNobodyIsAsked() throws Exception {
    options = new SecurityOptions();
    TokenAuthenticator authenticator = open();

    assertThat(authenticator.isRequired()).isFalse();
    assertThat(authenticator.authenticate(Optional.empty(), ADDRESS).result())
        .isEqualTo(Principal.ANYBODY);
    for (int i = 0; i < 20; i++) {
      assertThat(authenticate(authenticator, "whatever")).isEqualTo(Principal.ANYBODY);
    }
    assertThat(authenticator.isCurrent(Principal.ANYBODY)).isTrue();
  }

  @Test
  void aTokenSaysWhoItIsAndWhoHasNoneIsAskedForOne() throws Exception {
    TokenAuthenticator authenticator = open();

    assertThat(authenticator.isRequired()).isTrue();
    Principal principal = authenticate(authenticator, token.text());
    assertThat(principal.role()).isEqualTo(Role.OPERATOR);
    assertThat(principal.credential()).contains(token.id());
    assertThat(authenticator.isCurrent(principal)).isTrue();
    assertThat(authenticator.isCurrent(Principal.ANYBODY)).isFalse();
    assertCode(
        () -> authenticator.authenticate(Optional.empty(), ADDRESS).await(20, SECONDS),
        ProblemCode.UNAUTHENTICATED);
  }

  @Test
  void whoCountsIsToldOfCredentialsThatLetNobodyIn() throws Exception {
    TokenAuthenticator authenticator = open();
    authenticate(authenticator, token.text());
    authenticator.authenticate(Optional.empty(), ADDRESS);
    for (int i = 0; i < 6; i++) {
      authenticator.authenticate(Optional.of("guess"), ADDRESS);
    }

    assertThat(readings.refused())
        .containsExactly(
            ProblemCode.UNAUTHENTICATED,
            ProblemCode.UNAUTHENTICATED,
            ProblemCode.UNAUTHENTICATED,
            ProblemCode.UNAUTHENTICATED,
            ProblemCode.UNAUTHENTICATED,
            ProblemCode.RATE_LIMITED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wpd_", "Bearer x", "a.b.c", "\u0000", "wpd_abcdefgh_short"})
  void whatIsNoTokenIsNotKnown(String credential) throws Exception {
    TokenAuthenticator authenticator = open();

    Problem problem = problem(() -> authenticate(authenticator, credential));
    assertThat(problem.code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
    assertThat(problem.detail()).isEqualTo("the token is not known");
  }

  @Test
  void aRevokedTokenEndsWithItsSessionsOnceTheFileWasReadAgain() throws Exception {
    TokenAuthenticator authenticator = open();
    Principal principal = authenticate(authenticator, token.text());
    BrowserSession session = authenticator.logIn(token.text(), ADDRESS).await(20, SECONDS);
    file.revoke(token.id(), Tokens.NOW);

    assertThat(readings.nextChanges().revoked()).containsExactly(token.id());
    assertThat(authenticator.isCurrent(principal)).isFalse();
    assertThat(authenticator.session(session.id())).isEmpty();
    Problem problem = problem(() -> authenticate(authenticator, token.text()));
    assertThat(problem.code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
    assertThat(problem.detail()).contains("revoked").doesNotContain(token.secret());
  }

  @Test
  void aSessionBelongsToWhoeverLoggedIn() throws Exception {
    TokenAuthenticator authenticator = open();
    BrowserSession session = authenticator.logIn(token.text(), ADDRESS).await(20, SECONDS);

    assertThat(session.principal().credential()).contains(token.id());
    assertThat(session.expires()).isEqualTo(Tokens.NOW.plus(Duration.ofHours(12)));
    assertThat(authenticator.session(session.id())).contains(session);
    authenticator.logOut(session.id());
    assertThat(authenticator.session(session.id())).isEmpty();
    assertCode(
        () -> authenticator.logIn("wrong", ADDRESS).await(20, SECONDS),
        ProblemCode.UNAUTHENTICATED);
  }

  @Test
  void afterFiveMistakesNoCredentialIsLookedAtForAWhile() throws Exception {
    TokenAuthenticator authenticator = open();
    for (int i = 0; i < 5; i++) {
      assertCode(
          () -> authenticate(authenticator, BearerToken.create().text()),
          ProblemCode.UNAUTHENTICATED);
    }

    Problem problem = problem(() -> authenticate(authenticator, token.text()));
    assertThat(problem.code()).isEqualTo(ProblemCode.RATE_LIMITED);
    assertThat(problem.retryAfterMs()).contains(1_001L);
    assertCode(
        () -> authenticator.logIn(token.text(), ADDRESS).await(20, SECONDS),
        ProblemCode.RATE_LIMITED);
    assertThat(authenticator.authenticate(Optional.of(token.text()), "192.0.2.18").succeeded())
        .isTrue();

    clock.advance(Duration.ofSeconds(1));
    assertThat(authenticate(authenticator, token.text()).role()).isEqualTo(Role.OPERATOR);
  }

  @Test
  void whoGivesNoCredentialMakesNoMistake() throws Exception {
    TokenAuthenticator authenticator = open();
    for (int i = 0; i < 20; i++) {
      assertCode(
          () -> authenticator.authenticate(Optional.empty(), ADDRESS).await(20, SECONDS),
          ProblemCode.UNAUTHENTICATED);
    }

    assertThat(authenticate(authenticator, token.text()).role()).isEqualTo(Role.OPERATOR);
  }

  @Test
  void aTokenThatHasEndedIsNoGuess() throws Exception {
    BearerToken ending = BearerToken.create();
    file.add(Tokens.stored(ending, Tokens.NOW.plusSeconds(60)));
    TokenAuthenticator authenticator = open();
    Principal principal = authenticate(authenticator, ending.text());
    clock.advance(Duration.ofSeconds(60));

    assertThat(authenticator.isCurrent(principal)).isFalse();
    for (int i = 0; i < 20; i++) {
      assertThat(problem(() -> authenticate(authenticator, ending.text())).detail())
          .contains("expired");
    }
  }

  @Test
  void aJsonWebTokenIsKnownBesideTheTokens() throws Exception {
    acceptJsonWebTokens();
    TokenAuthenticator authenticator = open();
    Principal alice = authenticate(authenticator, KEY.sign(Issuer.claims(Tokens.NOW)));

    assertThat(alice.subject()).isEqualTo("jwt:alice");
    assertThat(authenticator.isCurrent(alice)).isTrue();
    assertThat(authenticate(authenticator, token.text()).role()).isEqualTo(Role.OPERATOR);
    BrowserSession session =
        authenticator.logIn(KEY.sign(Issuer.claims(Tokens.NOW)), ADDRESS).await(20, SECONDS);
    assertThat(session.expires()).isEqualTo(Tokens.NOW.plusSeconds(3_630));

    clock.advance(Duration.ofSeconds(3_630));
    assertThat(authenticator.isCurrent(alice)).isFalse();
    assertThat(authenticator.session(session.id())).isEmpty();
  }

  @Test
  void jsonWebTokensAreKnownWithoutAFileOfTokens() throws Exception {
    acceptJsonWebTokens();
    options.setTokens("");
    TokenAuthenticator authenticator = open();

    assertThat(authenticator.isRequired()).isTrue();
    assertThat(authenticate(authenticator, KEY.sign(Issuer.claims(Tokens.NOW))).role())
        .isEqualTo(Role.OPERATOR);
    assertCode(() -> authenticate(authenticator, token.text()), ProblemCode.UNAUTHENTICATED);
  }

  @Test
  void aWrongJsonWebTokenIsAMistakeAndOneWithoutARoleIsNone() throws Exception {
    acceptJsonWebTokens();
    TokenAuthenticator authenticator = open();
    String withoutRole = KEY.sign(Issuer.claims(Tokens.NOW).put("roles", "auditor"));
    for (int i = 0; i < 20; i++) {
      assertCode(() -> authenticate(authenticator, withoutRole), ProblemCode.FORBIDDEN);
    }

    String wrong = KEY.sign(Issuer.claims(Tokens.NOW).put("aud", "others"));
    for (int i = 0; i < 5; i++) {
      assertCode(() -> authenticate(authenticator, wrong), ProblemCode.UNAUTHENTICATED);
    }
    assertCode(() -> authenticate(authenticator, wrong), ProblemCode.RATE_LIMITED);
  }

  @Test
  void theAnswerComesToTheCallersContext() throws Exception {
    acceptJsonWebTokens();
    TokenAuthenticator authenticator = open();
    Promise<Boolean> same = Promise.promise();
    Context context = vertx.getOrCreateContext();
    context.runOnContext(
        nothing ->
            authenticator
                .authenticate(Optional.of(KEY.sign(Issuer.claims(Tokens.NOW))), ADDRESS)
                .onComplete(done -> same.complete(Vertx.currentContext() == context)));

    assertThat(same.future().await(20, SECONDS)).isTrue();
  }

  @Test
  void whatWasFoundElsewhereIsBroughtBackToTheCallersContext() throws Exception {
    Promise<String> elsewhere = Promise.promise();
    Promise<Context> answeredOn = Promise.promise();
    Promise<Void> asked = Promise.promise();
    Context context = vertx.getOrCreateContext();
    context.runOnContext(
        nothing -> {
          CallerContext.bringBack(elsewhere.future())
              .onComplete(done -> answeredOn.complete(Vertx.currentContext()));
          asked.complete();
        });
    asked.future().await(20, SECONDS);
    elsewhere.complete("found");

    assertThat(answeredOn.future().await(20, SECONDS)).isSameAs(context);
  }

  @ParameterizedTest
  @CsvSource({
    "issuer, security.jwt.audience and security.jwt.jwks",
    "audience, security.jwt.issuer and security.jwt.jwks",
    "jwks, security.jwt.issuer and security.jwt.audience"
  })
  void jsonWebTokensAreConfiguredInFullOrNotAtAll(String set, String missing) {
    options.getJwt().setIssuer("").setAudience("").setJwks("");
    switch (set) {
      case "issuer" -> options.getJwt().setIssuer("x");
      case "audience" -> options.getJwt().setAudience("x");
      default -> options.getJwt().setJwks("x");
    }

    assertRefused("set " + missing + " too");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://login.example.com/keys",
        "https://",
        "https:///keys",
        "https://user:secret@login.example.com/keys",
        "ftp://login.example.com/keys",
        "https://login.example.com/a b"
      })
  void keysAreFetchedOverHttpsAlone(String address) {
    options.setJwt(Issuer.options().setJwks(address));

    assertRefused("security.jwt.jwks takes a file or an address such as https://");
  }

  @Test
  void aFileThatIsMissingIsRefusedWithItsKey() throws Exception {
    options.setJwt(Issuer.options().setJwks(directory.resolve("none.json").toString()));
    assertRefused("security.jwt.jwks: there is no file");

    options = new SecurityOptions().setTokens(directory.resolve("none.json").toString());
    assertRefused("security.tokens: there is no file");

    options = new SecurityOptions().setTokens("a\u0000b");
    assertRefused("security.tokens: ");
  }

  private void assertRefused(String message) {
    Future<TokenAuthenticator> opening = TokenAuthenticator.open(vertx, options, clock, readings);

    assertThatThrownBy(() -> opening.await(20, SECONDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
