package io.github.vertxwpd.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vertxwpd.model.ProblemCode;
import io.github.vertxwpd.model.Role;
import io.github.vertxwpd.stream.SettableClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class JwtVerifierTest {
  private static final Issuer.Key RSA = Issuer.rsa("rsa-1");
  private static final Issuer.Key STRANGER = Issuer.rsa("rsa-1");

  private final SettableClock clock = new SettableClock(Tokens.NOW);
  private final Keys keys = new Keys();
  private final JwtVerifier verifier = new JwtVerifier(keys, "roles", clock);
  private Vertx vertx;

  /** Has the keys that a test gives it, and others once it is asked for them. */
  private static final class Keys implements KeySource {
    private Optional<KeySet> current = Optional.empty();
    private Optional<KeySet> afterwards = Optional.empty();
    private int refreshes;

    @Override
    public Optional<KeySet> keys() {
      return current;
    }

    @Override
    public Future<Void> refresh() {
      refreshes++;
      current = afterwards.isPresent() ? afterwards : current;
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> open(Vertx opening) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> poll() {
      return Future.succeededFuture();
    }
  }

  @BeforeEach
  void publishOneKey(Vertx injected) {
    vertx = injected;
    publish(Issuer.jwks(RSA));
  }

  private void publish(Buffer jwks) {
    keys.current = Optional.of(KeySet.parse(vertx, Issuer.options(), jwks));
  }

  private Verdict check(String token) {
    return verifier.check(token).result();
  }

  private Verdict check(Consumer<JsonObject> change) {
    JsonObject claims = Issuer.claims(clock.instant());
    change.accept(claims);
    return check(RSA.sign(claims));
  }

  private JsonObject claims() {
    return Issuer.claims(clock.instant());
  }

  private void assertWrong(String token) {
    assertThat(check(token)).as(token).isInstanceOf(Verdict.Wrong.class);
  }

  @Test
  void aTokenThatTheIssuerSignedLetsItsSubjectInUntilItEnds() {
    assertThat(check(RSA.sign(claims())))
        .isEqualTo(
            new Verdict.Accepted(
                new Principal(
                    "jwt:alice",
                    Role.OPERATOR,
                    Optional.empty(),
                    Optional.of(Tokens.NOW.plusSeconds(3_630)))));
    assertThat(keys.refreshes).isZero();
  }

  static Stream<Issuer.Key> keysOfEveryKind() {
    return Stream.of(
        Issuer.rsa("rs384", "RS384", 2_048),
        Issuer.rsa("rs512", "RS512", 3_072),
        Issuer.rsa("ps256", "PS256", 2_048),
        Issuer.ellipticCurve("es256", "ES256", "P-256", 32),
        Issuer.ellipticCurve("es384", "ES384", "P-384", 48),
        Issuer.ellipticCurve("es512", "ES512", "P-521", 66),
        Issuer.ed25519("ed25519"));
  }

  @ParameterizedTest
  @MethodSource("keysOfEveryKind")
  void everyKindOfPublicKeyIsUsedAndEverySignatureChecked(Issuer.Key key) {
    publish(Issuer.jwks(RSA, key));
    String token = key.sign(claims());
    int middle = token.length() - 20;
    char other = token.charAt(middle) == 'A' ? 'B' : 'A';

    assertThat(check(token)).isInstanceOf(Verdict.Accepted.class);
    assertWrong(token.substring(0, middle) + other + token.substring(middle + 1));
    assertWrong(token.substring(0, token.lastIndexOf('.') + 1) + "AAAA");
  }

  @Test
  void aKeyOfAnEllipticCurveNeedNotNameItsAlgorithm() {
    Issuer.Key key = Issuer.ellipticCurve("es384", "ES384", "P-384", 48);
    key.jwk().remove("alg");
    key.jwk().remove("use");
    publish(Issuer.jwks(key));

    assertThat(check(key.sign(claims()))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void withoutAKeyIdEachKeyOfTheAlgorithmIsTried() {
    publish(Issuer.jwks(Issuer.rsa("another"), RSA));

    assertThat(check(RSA.sign(new JsonObject().put("alg", "RS256"), claims())))
        .isInstanceOf(Verdict.Accepted.class);
    assertWrong(STRANGER.sign(new JsonObject().put("alg", "RS256"), claims()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", ""})
  void aTokenWithoutASignatureIsRefused(String algorithm) {
    String content = Issuer.content(new JsonObject().put("alg", algorithm), claims());

    assertWrong(content);
    assertWrong(content + ".");
    assertWrong(content + "..");
    assertWrong(content + ".AAAA");
    assertWrong(Issuer.content(new JsonObject(), claims()));
  }

  @Test
  void thePublicKeyIsNoSharedSecret() {
    byte[] encoded = RSA.pair().getPublic().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
            + "\n-----END PUBLIC KEY-----\n";
    byte[] modulus = Base64.getUrlDecoder().decode(RSA.jwk().getString("n"));
    JsonObject header = new JsonObject().put("alg", "HS256").put("kid", RSA.id());

    for (byte[] secret : List.of(encoded, pem.getBytes(StandardCharsets.US_ASCII), modulus)) {
      assertWrong(Issuer.signWithSecret(secret, header, claims()));
      assertWrong(Issuer.signWithSecret(secret, header.copy().put("alg", "RS256"), claims()));
    }
  }

  @Test
  void aSharedSecretAmongTheKeysIsNotUsed() {
    byte[] secret = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    JsonObject shared =
        new JsonObject()
            .put("kty", "oct")
            .put("kid", "shared")
            .put("alg", "HS256")
            .put("k", Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    publish(Issuer.jwks(shared, RSA.jwk()));

    assertWrong(
        Issuer.signWithSecret(
            secret, new JsonObject().put("alg", "HS256").put("kid", "shared"), claims()));
    assertThatThrownBy(() -> publish(Issuer.jwks(shared)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no public key");
  }

  @Test
  void aKeyOfSomebodyElseIsRefusedAlsoUnderAKnownName() {
    assertWrong(STRANGER.sign(claims()));
  }

  @Test
  void aKeyThatTheTokenBringsItselfIsNotUsed() {
    JsonObject header = new JsonObject().put("alg", "RS256").put("jwk", STRANGER.jwk());
    assertWrong(STRANGER.sign(header, claims()));
    assertWrong(STRANGER.sign(header.copy().put("kid", "stranger"), claims()));
    assertWrong(STRANGER.sign(header.copy().put("jku", "https://evil.example/keys"), claims()));
  }

  @Test
  void anExtensionThatHasToBeUnderstoodIsRefused() {
    JsonObject header =
        new JsonObject().put("alg", "RS256").put("crit", new JsonArray().add("exp"));

    assertWrong(RSA.sign(header, claims()));
  }

  @Test
  void anUnknownKeyIsLookedForAndThenRefused() {
    Issuer.Key other = Issuer.rsa("rsa-2");

    assertWrong(other.sign(claims()));
    assertThat(keys.refreshes).isEqualTo(1);
    assertThat(check(RSA.sign(claims()))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void aKeyThatIsPublishedMeanwhileIsFound() {
    Issuer.Key other = Issuer.rsa("rsa-2");
    keys.afterwards = Optional.of(KeySet.parse(vertx, Issuer.options(), Issuer.jwks(RSA, other)));

    assertThat(check(other.sign(claims()))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void whereTheKeysAreNotThereYetThatIsSaidAndIsNobodysMistake() {
    keys.current = Optional.empty();

    assertThat(check(RSA.sign(claims())))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> {
              assertThat(refused.problem().code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
              assertThat(refused.problem().detail()).contains("not there yet");
              assertThat(refused.problem().retryAfterMs()).contains(10_000L);
            });
  }

  @Test
  void theIssuerMustBeTheConfiguredOne() {
    assertThat(check(claims -> claims.put("iss", Issuer.NAME + "/")))
        .isInstanceOf(Verdict.Wrong.class);
    assertThat(check(claims -> claims.remove("iss"))).isInstanceOf(Verdict.Wrong.class);
    assertThat(check(claims -> claims.put("iss", new JsonArray().add(Issuer.NAME))))
        .isInstanceOf(Verdict.Wrong.class);
  }

  @Test
  void theAudienceMustHaveTheConfiguredOne() {
    assertThat(check(claims -> claims.put("aud", "others"))).isInstanceOf(Verdict.Wrong.class);
    assertThat(check(claims -> claims.remove("aud"))).isInstanceOf(Verdict.Wrong.class);
    assertThat(check(claims -> claims.put("aud", 7))).isInstanceOf(Verdict.Wrong.class);
    assertThat(check(claims -> claims.put("aud", new JsonArray())))
        .isInstanceOf(Verdict.Wrong.class);
    assertThat(
            check(claims -> claims.put("aud", new JsonArray().add("others").add(Issuer.AUDIENCE))))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void itMustSayWhenItEnds() {
    assertThat(check(claims -> claims.remove("exp"))).isInstanceOf(Verdict.Wrong.class);
    for (Object end : List.of("tomorrow", true, -1, 1e300, 253_402_300_800L)) {
      assertThat(check(claims -> claims.put("exp", end))).isInstanceOf(Verdict.Wrong.class);
    }
  }

  @Test
  void itEndsHalfAMinuteAfterItsTime() {
    String token = RSA.sign(claims());
    clock.advance(Duration.ofSeconds(3_629));
    assertThat(check(token)).isInstanceOf(Verdict.Accepted.class);

    clock.advance(Duration.ofSeconds(1));
    assertThat(check(token))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.problem().detail()).contains("expired"));
  }

  @Test
  void itBeginsAtMostHalfAMinuteBeforeItsTime() {
    long now = Tokens.NOW.getEpochSecond();

    assertThat(check(claims -> claims.put("nbf", now + 31))).isInstanceOf(Verdict.Wrong.class);
    assertThat(check(claims -> claims.put("nbf", "now"))).isInstanceOf(Verdict.Wrong.class);
    assertThat(check(claims -> claims.put("nbf", now + 30))).isInstanceOf(Verdict.Accepted.class);
    assertThat(check(claims -> claims.put("nbf", now - 0.5))).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void itMustSayWhoItIsInPrintableCharacters() {
    assertThat(check(claims -> claims.remove("sub"))).isInstanceOf(Verdict.Wrong.class);
    for (Object subject : List.of("", " ", "a\nb", "a\u0000", "a\u202eb", 7, "a".repeat(257))) {
      assertThat(check(claims -> claims.put("sub", subject))).isInstanceOf(Verdict.Wrong.class);
    }
    assertThat(check(claims -> claims.put("sub", "a".repeat(256))))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void theHighestOfTheRolesCounts() {
    assertThat(roleOf("admin")).contains(Role.ADMIN);
    assertThat(roleOf("viewer")).contains(Role.VIEWER);
    assertThat(roleOf(new JsonArray().add("viewer").add("operator"))).contains(Role.OPERATOR);
    assertThat(roleOf(new JsonArray().add("auditor").add(7).addNull().add("viewer")))
        .contains(Role.VIEWER);
  }

  private Optional<Role> roleOf(Object roles) {
    return check(claims -> claims.put("roles", roles)) instanceof Verdict.Accepted accepted
        ? Optional.of(accepted.principal().role())
        : Optional.empty();
  }

  @Test
  void whoHasNoRoleIsKnownAndMayDoNothing() {
    for (Object roles : List.of("root", "Admin", "viewer operator", new JsonArray(), 7)) {
      assertThat(check(claims -> claims.put("roles", roles)))
          .isInstanceOfSatisfying(
              Verdict.Refused.class,
              refused -> {
                assertThat(refused.problem().code()).isEqualTo(ProblemCode.FORBIDDEN);
                assertThat(refused.problem().detail()).contains("roles").contains("operator");
              });
    }
    assertThat(check(claims -> claims.remove("roles"))).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void theRolesMayBeInAnotherClaim() {
    JwtVerifier other = new JwtVerifier(keys, "https://example.com/roles", clock);
    JsonObject claims = claims().put("https://example.com/roles", "admin");

    assertThat(other.check(RSA.sign(claims)).result())
        .isInstanceOfSatisfying(
            Verdict.Accepted.class,
            accepted -> assertThat(accepted.principal().role()).isEqualTo(Role.ADMIN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a.b",
        "a.b.c",
        "a.b.c.d",
        "e30.e30.AAAA",
        "bnVsbA.e30.AAAA",
        "W10.e30.AAAA",
        "eyJhbGciOjd9.e30.AAAA",
        "eyJhbGciOiJSUzI1NiIsImtpZCI6N30.e30.AAAA",
        "é.e30.AAAA",
        "e30=.e30=.AAAA"
      })
  void whatIsNoJsonWebTokenIsRefused(String text) {
    assertWrong(text);
  }

  @Test
  void aTokenThatIsTooLongIsRefused() {
    assertWrong(RSA.sign(claims().put("more", "a".repeat(JwtVerifier.MAX_LENGTH))));
  }
}
