package io.github.vertxwpd.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class KeySetTest {
  private static final Issuer.Key RSA = Issuer.rsa("rsa-1");

  private static KeySet parse(Vertx vertx, Buffer jwks) {
    return KeySet.parse(vertx, Issuer.options(), jwks);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "null", "{}", "{\"keys\": {}}", "{\"keys\": [7]}", "{\"keys\": []}"})
  void whatHasNoKeysIsRefused(String jwks, Vertx vertx) {
    assertThatThrownBy(() -> parse(vertx, Buffer.buffer(jwks)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "kty, oct",
    "kty, DSA",
    "use, enc",
    "alg, HS256",
    "alg, none",
    "alg, ES256",
    "n, AQAB",
    "n, '*'",
    "n, ''",
    "e, ''"
  })
  void aKeyThatCannotBeUsedIsLeftOutAndTheOthersAreUsed(String member, String value, Vertx vertx) {
    JsonObject unusable = RSA.jwk().copy().put("kid", "unusable").put(member, value);

    KeySet keys = parse(vertx, Issuer.jwks(unusable, RSA.jwk()));

    assertThat(keys.size()).isEqualTo(1);
    assertThat(keys.has("RS256", Optional.of("rsa-1"))).isTrue();
    assertThat(keys.has("RS256", Optional.of("unusable"))).isFalse();
    assertThat(keys.has("HS256", Optional.empty())).isFalse();
    assertThat(keys.has("none", Optional.empty())).isFalse();
  }

  @Test
  void noKeyBeingOfUseDoesNotMeanThatNoSignatureIsNeeded(Vertx vertx) {
    JsonObject withExponentOne = RSA.jwk().copy().put("kid", "unusable").put("e", "AQ");

    assertThatThrownBy(() -> parse(vertx, Issuer.jwks(withExponentOne)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no public key");

    KeySet keys = parse(vertx, Issuer.jwks(withExponentOne, RSA.jwk()));
    String unsigned =
        Issuer.content(
            new JsonObject().put("alg", "none"), Issuer.claims(Instant.ofEpochSecond(1)));
    assertThat(keys.verify(unsigned).failed()).isTrue();
    assertThat(keys.verify(unsigned + ".").failed()).isTrue();
  }

  @Test
  void aShortKeyIsLeftOut(Vertx vertx) {
    Issuer.Key weak = Issuer.rsa("weak", "RS256", 1_024);

    assertThatThrownBy(() -> parse(vertx, Issuer.jwks(weak)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPointThatIsTooShortIsLeftOut(Vertx vertx) {
    JsonObject tooShort = Issuer.ed25519("ed25519").jwk().copy().put("x", "AAAA");

    assertThatThrownBy(() -> parse(vertx, Issuer.jwks(tooShort)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofAPrivateKeyThePublicPartAloneIsKept() {
    JsonObject withPrivatePart = RSA.jwk().copy().put("d", "c2VjcmV0").put("p", "c2VjcmV0");

    assertThat(JsonWebKey.of(withPrivatePart).json().fieldNames())
        .containsExactlyInAnyOrder("kty", "alg", "kid", "n", "e");
  }
}
