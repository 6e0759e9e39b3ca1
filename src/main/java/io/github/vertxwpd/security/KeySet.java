package io.github.vertxwpd.security;

import io.github.vertxwpd.JwtOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An issuer's public keys. Never changes; any thread may ask. */
final class KeySet {
  private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);

  private final List<JsonWebKey> keys;
  private final List<String> unused;
  private final JWTAuth verifier;

  private KeySet(List<JsonWebKey> keys, List<String> unused, JWTAuth verifier) {
    this.keys = List.copyOf(keys);
    this.unused = List.copyOf(unused);
    this.verifier = verifier;
  }

  /**
   * Reads a JWKS (RFC 7517, section 5). The keys that cannot be used are left out.
   *
   * @param vertx for the verifier
   * @param options say whose tokens are accepted
   * @throws IllegalArgumentException where it is none or has no key that can be used, in words that
   *     stand behind its name
   */
  static KeySet parse(Vertx vertx, JwtOptions options, Buffer jwks) {
    List<JsonWebKey> keys = new ArrayList<>();
    List<String> unused = new ArrayList<>();
    for (Object entry : entries(jwks)) {
      try {
        keys.add(JsonWebKey.of((JsonObject) entry));
      } catch (IllegalArgumentException e) {
        unused.add(e.getMessage());
      }
    }
    KeySet set = new KeySet(keys, unused, verifier(vertx, options, keys));
    if (keys.isEmpty() || set.takesWhatIsNotSigned(options)) {
      throw new IllegalArgumentException(
          "has no public key that signatures can be checked with"
              + (unused.isEmpty() ? "" : ", and one of which this is said: " + unused.get(0)));
    }
    return set;
  }

  /**
   * Writes to the log how many keys there are, and why others are not used.
   *
   * @param from where they are from
   */
  void log(String from) {
    LOG.info("security.jwt.jwks: {} has {} keys", from, keys.size());
    unused.forEach(why -> LOG.warn("security.jwt.jwks: a key of {} is not used: {}", from, why));
  }

  /** The library asks for no signature where it could make sense of none of its keys. */
  private boolean takesWhatIsNotSigned(JwtOptions options) {
    JsonObject claims =
        new JsonObject().put("iss", options.getIssuer()).put("aud", options.getAudience());
    return verify(part(new JsonObject().put("alg", "none")) + "." + part(claims)).succeeded();
  }

  private static String part(JsonObject json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.toBuffer().getBytes());
  }

  private static List<?> entries(Buffer jwks) {
    try {
      Object keys = new JsonObject(jwks).getValue("keys");
      if (keys instanceof JsonArray array
          && array.stream().allMatch(key -> key instanceof JsonObject)) {
        return array.stream().toList();
      }
    } catch (DecodeException e) {
      // Said below, as what is JSON and no JWKS.
    }
    throw new IllegalArgumentException("is no JWKS: a JSON object with keys, a list of objects");
  }

  /**
   * The times are checked by {@link JwtVerifier}, which knows that {@code exp} must be there, and
   * by the gateway's clock.
   */
  private static JWTAuth verifier(Vertx vertx, JwtOptions options, List<JsonWebKey> keys) {
    return JWTAuth.create(
        vertx,
        new JWTAuthOptions()
            .setJwks(keys.stream().map(JsonWebKey::json).toList())
            .setJWTOptions(
                new JWTOptions()
                    .setIssuer(options.getIssuer())
                    .addAudience(options.getAudience())
                    .setIgnoreExpiration(true)));
  }

  /** Returns whether there is a key that can check a signature. */
  boolean has(String algorithm, Optional<String> id) {
    return keys.stream()
        .anyMatch(
            key ->
                key.algorithm().equals(algorithm)
                    && (id.isEmpty() || key.id().isEmpty() || key.id().equals(id)));
  }

  int size() {
    return keys.size();
  }

  /**
   * Checks a token's signature, issuer and audience.
   *
   * @return the claims; fails where the token is not right
   */
  Future<JsonObject> verify(String token) {
    try {
      return verifier
          .authenticate(new TokenCredentials(token))
          .map(user -> user.attributes().getJsonObject("accessToken"));
    } catch (RuntimeException e) {
      // The library throws where a claim has another type.
      return Future.failedFuture(e);
    }
  }
}
