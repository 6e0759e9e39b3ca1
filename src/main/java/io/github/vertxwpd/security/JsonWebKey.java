package io.github.vertxwpd.security;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A public key that signatures are checked with, out of a JWKS (RFC 7517).
 *
 * @param id its {@code kid}
 * @param algorithm the one algorithm it is used with, always one of public keys
 * @param json what the check needs of it: no private part, no certificate
 */
record JsonWebKey(Optional<String> id, String algorithm, JsonObject json) {
  /** How long the id of a key may be, in characters. */
  static final int MAX_ID = 256;

  private static final int MIN_RSA_BITS = 2_048;
  private static final int MAX_RSA_BITS = 16_384;

  private static final Set<String> OF_RSA =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
  private static final Map<String, String> OF_CURVES =
      Map.of("P-256", "ES256", "P-384", "ES384", "P-521", "ES512");
  private static final Map<String, Integer> BYTES_OF_EDWARDS_CURVES =
      Map.of("Ed25519", 32, "Ed448", 57);
  private static final String OF_EDWARDS_CURVES = "EdDSA";

  /** Returns whether signatures with an algorithm need a public key to be checked. */
  static boolean isAlgorithm(String name) {
    return OF_RSA.contains(name) || OF_CURVES.containsValue(name) || OF_EDWARDS_CURVES.equals(name);
  }

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException saying why it is not used
   */
  static JsonWebKey of(JsonObject key) {
    Optional<String> use = text(key, "use");
    if (use.isPresent() && !use.get().equals("sig")) {
      throw new IllegalArgumentException("it is not for signatures");
    }
    String type = text(key, "kty").orElse("");
    return switch (type) {
      case "RSA" -> rsa(key);
      case "EC" -> ellipticCurve(key);
      case "OKP" -> edwardsCurve(key);
      case "oct" ->
          throw new IllegalArgumentException(
              "it is a shared secret: whoever checks tokens with it can make them");
      default -> throw new IllegalArgumentException("it is none of RSA, EC and OKP");
    };
  }

  private static JsonWebKey rsa(JsonObject key) {
    String algorithm = text(key, "alg").orElse("RS256");
    if (!OF_RSA.contains(algorithm)) {
      throw new IllegalArgumentException("RSA has no such algorithm");
    }
    int bits = new BigInteger(1, decoded(key, "n")).bitLength();
    if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
      throw new IllegalArgumentException(
          "it has " + bits + " bits, and not " + MIN_RSA_BITS + " to " + MAX_RSA_BITS);
    }
    decoded(key, "e");
    return new JsonWebKey(id(key), algorithm, part(key, algorithm, List.of("n", "e")));
  }

  private static JsonWebKey ellipticCurve(JsonObject key) {
    String algorithm = OF_CURVES.get(text(key, "crv").orElse(""));
    if (algorithm == null || !text(key, "alg").orElse(algorithm).equals(algorithm)) {
      throw new IllegalArgumentException("its curve is not known, or not that of its algorithm");
    }
    decoded(key, "x");
    decoded(key, "y");
    return new JsonWebKey(id(key), algorithm, part(key, algorithm, List.of("crv", "x", "y")));
  }

  private static JsonWebKey edwardsCurve(JsonObject key) {
    Integer bytes = BYTES_OF_EDWARDS_CURVES.get(text(key, "crv").orElse(""));
    if (bytes == null || !text(key, "alg").orElse(OF_EDWARDS_CURVES).equals(OF_EDWARDS_CURVES)) {
      throw new IllegalArgumentException("its curve is not known, or not that of its algorithm");
    }
    if (decoded(key, "x").length != bytes) {
      throw new IllegalArgumentException("its member x has not " + bytes + " bytes");
    }
    return new JsonWebKey(
        id(key), OF_EDWARDS_CURVES, part(key, OF_EDWARDS_CURVES, List.of("crv", "x")));
  }

  private static Optional<String> id(JsonObject key) {
    Optional<String> id = text(key, "kid");
    if (id.isPresent() && !PrintableText.isPrintable(id.get(), MAX_ID)) {
      throw new IllegalArgumentException("its kid is too long, or not printable");
    }
    return id;
  }

  private static JsonObject part(JsonObject key, String algorithm, List<String> members) {
    JsonObject part = new JsonObject().put("kty", key.getString("kty")).put("alg", algorithm);
    id(key).ifPresent(id -> part.put("kid", id));
    members.forEach(member -> part.put(member, key.getString(member)));
    return part;
  }

  private static byte[] decoded(JsonObject key, String member) {
    String text = text(key, member).orElse("");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("its member " + member + " is missing");
    }
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its member " + member + " is not base64url", e);
    }
  }

  private static Optional<String> text(JsonObject key, String member) {
    Object value = key.getValue(member);
    if (value == null || value instanceof String) {
      return Optional.ofNullable((String) value);
    }
    throw new IllegalArgumentException("its member " + member + " is no text");
  }
}
